#include <soak/analysis/publish/export_result.hpp>
#include <soak/analysis/publish/fencing.hpp>
#include <soak/analysis/publish/redis_export.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

RedisReply status(std::string text) { return {.type = RedisReply::Type::status, .text = std::move(text)}; }
RedisReply refusal() { return {.type = RedisReply::Type::error, .text = "ERR FENCED by a newer holder of the lease"}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(fencing)

BOOST_AUTO_TEST_CASE(a_json_object_gets_its_token_as_last_member) {
  BOOST_TEST(with_fence(R"({"a":{"b":1}})", 7) == R"({"a":{"b":1},"fence":7})");
  BOOST_TEST(with_fence("{\n  \"a\": 1\n}\n", 7) == "{\n  \"a\": 1,\"fence\":7}\n");
  BOOST_TEST(with_fence("{}", 7) == R"({"fence":7})");
  BOOST_TEST(with_fence("no object", 7) == "no object");
}

BOOST_AUTO_TEST_CASE(a_hash_that_is_replaced_becomes_one_script_of_its_key) {
  ExportSettings place;
  const auto asked = phase_commands("canary", place, *parse_iso8601("2026-01-17T12:00:00Z"));
  const FencedCommands fenced = fence_commands(asked, 7);
  BOOST_REQUIRE(fenced.commands.size() == 1);
  const RedisCommand& command = fenced.commands[0];
  BOOST_TEST(redis_key(command) == "dev:bybit:soak:phase");
  BOOST_TEST((std::vector(command.begin() + 2, command.end()) ==
              RedisCommand{"1", "dev:bybit:soak:phase", "7", "3600", "phase", "canary", "ts", "2026-01-17T12:00:00Z"}));
  BOOST_TEST(outcome_of(asked, unfence_replies(asked, fenced, {status("OK")})).done);
  const auto refused = outcome_of(asked, unfence_replies(asked, fenced, {refusal()}));
  BOOST_TEST(!refused.done);
  BOOST_TEST(refused.reason == "redis_refused");
}

BOOST_AUTO_TEST_CASE(json_is_fenced_and_what_is_none_goes_as_it_is) {
  const std::vector<RedisCommand> asked{{"SET", "k", R"({"a":1})", "EX", "60"},
                                        {"SET", "l", R"({"a":1})"},
                                        {"SET", "number", "17", "EX", "60"},
                                        {"GET", "k"},
                                        {"XADD", "s", "MAXLEN", "~", "5", "1-1", "a", "b"}};
  const FencedCommands fenced = fence_commands(asked, 7);
  BOOST_REQUIRE(fenced.commands.size() == 5);
  const auto& first = fenced.commands[0];
  BOOST_TEST(
      (std::vector(first.begin() + 2, first.end()) == RedisCommand{"1", "k", "7", R"({"a":1,"fence":7})", "60"}));
  BOOST_TEST(fenced.commands[1].size() == 6);
  for (std::size_t i = 2; i < 5; ++i) BOOST_TEST((fenced.commands[i] == asked[i]));
  std::vector<RedisReply> replies(5, status("OK"));
  replies[1] = refusal();
  const auto shown = unfence_replies(asked, fenced, replies);
  BOOST_REQUIRE(shown.size() == 5);
  BOOST_TEST(shown[1].is_error());
  BOOST_TEST(is_fenced_off(shown[1].text));
  BOOST_TEST(!is_fenced_off(shown[0].text));
}

BOOST_AUTO_TEST_CASE(a_hash_that_is_read_lacks_the_token) {
  const std::vector<RedisCommand> asked{{"EXPIRE", "k", "60"}, {"HGETALL", "k"}};
  const RedisReply hash{.type = RedisReply::Type::array,
                        .elements = {status("a"), status("1"), status("fence"), status("7"), status("b"), status("2")}};
  const auto shown = unfence_replies(asked, fence_commands(asked, 7), {status("OK"), hash});
  std::string texts;
  for (const RedisReply& element : shown[1].elements) texts += element.text;
  BOOST_TEST(texts == "a1b2");
}

BOOST_AUTO_TEST_CASE(replies_stay_with_their_commands_behind_a_hash) {
  std::vector<RedisCommand> asked = phase_commands("canary", {}, Instant{});
  asked.push_back({"HGETALL", "k"});
  asked.push_back({"GET", "k"});
  const auto shown =
      unfence_replies(asked, fence_commands(asked, 7), {status("OK"), {.type = RedisReply::Type::array}, status("x")});
  BOOST_REQUIRE(shown.size() == 7);
  BOOST_TEST(shown[6].text == "x");
}

BOOST_AUTO_TEST_SUITE_END()
