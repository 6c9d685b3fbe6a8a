#include <soak/core/redis/redirect.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::optional<RedisRedirect> parse(const std::string& text) {
  return parse_redirect({.type = RedisReply::Type::error, .text = text});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(redis_redirect)

BOOST_AUTO_TEST_CASE(moved_and_ask_name_slot_and_node) {
  const auto moved = parse("MOVED 3999 127.0.0.1:6381");
  BOOST_REQUIRE(moved);
  BOOST_TEST((moved->kind == RedisRedirect::Kind::moved));
  BOOST_TEST(moved->slot == 3999u);
  BOOST_TEST((moved->endpoint == RedisEndpoint{"127.0.0.1", 6381}));
  const auto ask = parse("ASK 0 ::1:7000");
  BOOST_REQUIRE(ask);
  BOOST_TEST((ask->kind == RedisRedirect::Kind::ask));
  BOOST_TEST((ask->endpoint == RedisEndpoint{"::1", 7000}));
  BOOST_TEST(parse("MOVED 1 :7000")->endpoint.host == "");
  BOOST_TEST((parse("TRYAGAIN Multiple keys")->kind == RedisRedirect::Kind::later));
  BOOST_TEST((parse("CLUSTERDOWN")->kind == RedisRedirect::Kind::later));
}

BOOST_AUTO_TEST_CASE(nonsense_is_no_redirection) {
  for (const char* text :
       {"MOVED", "MOVED ", "MOVED x a:1", "MOVED 16384 a:1", "MOVED -1 a:1", "MOVED 1 a", "MOVED 1 a:", "MOVED 1 a:0",
        "MOVED 1 a:65536", "MOVED 1 a:1x", "MOVED 1 ?:1", "MOVED 1 \x1b:1", "ERR MOVED 1 a:1"}) {
    BOOST_TEST(!parse(text), text);
  }
  BOOST_TEST(!parse_redirect({.type = RedisReply::Type::text, .text = "MOVED 1 a:1"}));
}

BOOST_AUTO_TEST_CASE(a_transaction_is_one_unit_with_the_key_of_its_first_command) {
  std::vector<RedisCommand> commands{{"PING"}, {"MULTI"}, {"DEL", "k"}, {"SET", "k", "v"}, {"EXEC"}, {"GET", "x"}};
  const auto units = split_into_units(commands);
  BOOST_REQUIRE(units.size() == 3u);
  BOOST_TEST(units[0].key == "");
  BOOST_TEST(units[1].first == 1u);
  BOOST_TEST(units[1].count == 4u);
  BOOST_TEST(units[1].key == "k");
  BOOST_TEST(units[2].first == 5u);
  BOOST_TEST(units[2].key == "x");
  commands.resize(3);  // without an end
  BOOST_TEST(split_into_units(commands).back().count == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
