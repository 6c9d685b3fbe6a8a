#include <soak/analysis/publish/renewal.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant now = *parse_iso8601("2025-10-21T13:00:00Z");

Renewal sample(Instant at = now) {
  Summary summary;
  summary.generated_at = at;
  summary.windows = 24;
  summary.symbols = {{"B", 24, {{"edge_bps", {3, 3.1, 3.1}, 3, "", Level::crit}}}, {"A:1", 24, {}}};
  const std::vector<Violation> list{{"ONLY", "edge_bps", Level::warn, 1, 2.4, 2.5, "n"}};
  return renewal_of(summary, list, {.env = "e", .exchange = "x", .ttl_s = 5, .stream = true}, at);
}

/// What a Redis answers that holds the hashes of `renewal`.
std::vector<RedisReply> answers(const Renewal& renewal) {
  std::vector<RedisReply> replies;
  for (const RedisCommand& hash : renewal.hashes) {
    replies.push_back({.type = RedisReply::Type::integer, .integer = 1});
    RedisReply& fields = replies.emplace_back(RedisReply{.type = RedisReply::Type::array});
    for (std::size_t i = 2; i < hash.size(); ++i) {
      fields.elements.push_back({.type = RedisReply::Type::text, .text = hash[i]});
    }
  }
  return replies;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(renewal)

BOOST_AUTO_TEST_CASE(every_hash_is_renewed_and_asked_for) {
  const Renewal renewal = sample();
  BOOST_REQUIRE(renewal.hashes.size() == 4u);
  BOOST_REQUIRE(renewal.commands.size() == 8u);
  BOOST_TEST(redis_cli_line(renewal.commands[0]) == "EXPIRE e:x:soak:summary 5");
  BOOST_TEST(redis_cli_line(renewal.commands[1]) == "HGETALL e:x:soak:summary");
  BOOST_TEST(redis_cli_line(renewal.commands[6]) == "EXPIRE e:x:soak:violations:ONLY 5");
}

BOOST_AUTO_TEST_CASE(what_is_as_it_was_sent_is_whole_whenever_that_was) {
  BOOST_TEST(sample().is_whole(answers(sample(now - std::chrono::hours(5)))));
}

BOOST_AUTO_TEST_CASE(what_is_gone_or_was_overwritten_is_not) {
  const Renewal renewal = sample();
  auto gone = answers(renewal);
  gone[4].integer = 0;
  BOOST_TEST(!renewal.is_whole(gone));
  auto emptied = answers(renewal);
  emptied[3].elements.clear();
  BOOST_TEST(!renewal.is_whole(emptied));
  auto other = answers(renewal);
  for (RedisReply& text : other[1].elements) {
    if (text.text == "24") text.text = "25";
  }
  BOOST_TEST(!renewal.is_whole(other));
  auto more = answers(renewal);
  more[7].elements.push_back({.type = RedisReply::Type::text, .text = "selftest"});
  more[7].elements.push_back({.type = RedisReply::Type::text, .text = "1"});
  BOOST_TEST(!renewal.is_whole(more));
}

BOOST_AUTO_TEST_SUITE_END()
