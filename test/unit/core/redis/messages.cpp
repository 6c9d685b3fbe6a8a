#include <soak/core/redis/messages.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(redis_values)

// Values that `redis-cli cluster keyslot` gives.
BOOST_AUTO_TEST_CASE(slots_are_those_of_the_cluster_specification) {
  BOOST_TEST(redis_slot("123456789") == 12739u);
  BOOST_TEST(redis_slot("foo") == 12182u);
  BOOST_TEST(redis_slot("") == 0u);
  BOOST_TEST(redis_slot("{foo}bar") == 12182u);
  BOOST_TEST(redis_slot("a{foo}{bar}") == 12182u);
  BOOST_TEST(redis_slot("{}foo") != redis_slot("foo"));
  BOOST_TEST(redis_slot("{foo") != 12182u);
  BOOST_TEST(redis_slot("{{foo}}") == redis_slot("{foo"));
}

BOOST_AUTO_TEST_CASE(a_line_reads_back_to_the_same_bytes) {
  BOOST_TEST(redis_cli_line({"SET", "a:b-c_d", "1.5"}) == "SET a:b-c_d 1.5");
  BOOST_TEST(redis_cli_line({"SET", "", "a b"}) == "SET \"\" \"a b\"");
  BOOST_TEST(redis_cli_line({"q\"u\\o", "it's"}) == "\"q\\\"u\\\\o\" \"it's\"");
  BOOST_TEST(redis_cli_line({"n\nl", std::string("\0\x1b\xff", 3)}) == "\"n\\x0al\" \"\\x00\\x1b\\xff\"");
  BOOST_TEST(redis_cli_line({"монета"}) == "\"монета\"");
}

BOOST_AUTO_TEST_CASE(an_error_is_known_by_its_first_word) {
  const RedisReply reply{.type = RedisReply::Type::error, .text = "NOPERM no"};
  BOOST_TEST(reply.is_error("NOPERM"));
  BOOST_TEST(!reply.is_error("NO"));
  const RedisReply text{.type = RedisReply::Type::text, .text = "NOPERM"};
  BOOST_TEST(!text.is_error("NOPERM"));
}

BOOST_AUTO_TEST_CASE(a_transaction_stands_between_multi_and_exec) {
  std::vector<RedisCommand> commands{{"PING"}};
  append_transaction(commands, {{"DEL", "k"}, {"SET", "k", "v"}});
  BOOST_TEST(commands.size() == 5u);
  BOOST_TEST(commands[1][0] == "MULTI");
  BOOST_TEST(redis_key(commands[3]) == "k");
  BOOST_TEST(commands[4][0] == "EXEC");
}

BOOST_AUTO_TEST_CASE(the_key_of_a_script_stands_behind_the_number_of_keys) {
  BOOST_TEST(redis_key({"EVAL", "return 1", "1", "k", "argument"}) == "k");
  BOOST_TEST(redis_key({"GET", "k"}) == "k");
}

BOOST_AUTO_TEST_SUITE_END()
