#include <soak/model/alert/alert.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

OutboxEntry sample() {
  const Instant raised = *parse_iso8601("2025-10-26T12:00:00Z");
  return {
      {.id = "0123456789ab",
       .topic = "soak",
       .level = Level::crit,
       .env = "prod",
       .exchange = "bybit",
       .raised_at = raised,
       .signature = "feed",
       .severity_increased = true,
       .text = "two\nlines \"and\" more",
       .set = ViolationSet{{"BTCUSDT:edge_bps", Level::crit}}},
      {{.name = "telegram", .attempts = 3, .not_before = raised + std::chrono::minutes(1), .last_error = "HTTP 500"},
       {.name = "slack"}},
      true};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert)

BOOST_AUTO_TEST_CASE(an_outbox_entry_reads_back) {
  const OutboxEntry entry = sample();
  const auto read = parse_outbox_entry(to_json(entry));
  BOOST_REQUIRE(read);
  BOOST_TEST(to_json(*read) == to_json(entry));
  BOOST_TEST(read->pending.size() == 2u);
  BOOST_TEST(read->is_taken);
  BOOST_TEST((read->alert.set == entry.alert.set));
}

BOOST_AUTO_TEST_CASE(a_damaged_entry_is_refused_or_read_with_defaults) {
  const std::string text = to_json(sample());
  for (std::size_t size = 0; size + 2 < text.size(); size += 7) BOOST_TEST(!parse_outbox_entry(text.substr(0, size)));
  BOOST_TEST(!parse_outbox_entry("{}"));
  BOOST_TEST(!parse_outbox_entry("[]"));
  const auto odd = parse_outbox_entry(
      R"({"id":"x","topic":"soak","level":"WARN","env":"e","exchange":"x","raised_at":"2025-10-26T12:00:00Z",)"
      R"("text":"t","pending":[{"channel":"slack","attempts":-4,"not_before":"never"},5,{}]})");
  BOOST_REQUIRE(odd);
  BOOST_TEST(odd->pending.size() == 3u);
  BOOST_TEST(odd->pending[0].attempts == 0);
  BOOST_TEST(!odd->pending[0].not_before.has_value());
}

BOOST_AUTO_TEST_CASE(ids_tell_alerts_apart_and_repeat_for_the_same) {
  Alert a = sample().alert;
  Alert b = a;
  BOOST_TEST(alert_id(a) == alert_id(b));
  BOOST_TEST(alert_id(a).size() == 12u);
  b.raised_at += std::chrono::microseconds(1);
  BOOST_TEST(alert_id(a) != alert_id(b));
}

BOOST_AUTO_TEST_CASE(pauses_double_and_end_at_a_quarter_of_an_hour) {
  using std::chrono::seconds;
  const auto pause = [](int attempts, int asked) { return retry_pause(attempts, seconds(10), seconds(asked)).count(); };
  BOOST_TEST(pause(1, 0) == 10);
  BOOST_TEST(pause(2, 0) == 20);
  BOOST_TEST(pause(4, 0) == 80);
  BOOST_TEST(pause(8, 0) == 900);
  BOOST_TEST(pause(1000000, 0) == 900);
  BOOST_TEST(pause(1, 37) == 37);
  BOOST_TEST(pause(1, 5) == 10);
  BOOST_TEST(pause(1, 86400) == 3600);
}

BOOST_AUTO_TEST_CASE(a_time_too_far_ahead_is_due) {
  const Instant now = *parse_iso8601("2025-10-26T12:00:00Z");
  BOOST_TEST(is_due({.name = "x"}, now));
  BOOST_TEST(is_due({.name = "x", .not_before = now}, now));
  BOOST_TEST(!is_due({.name = "x", .not_before = now + std::chrono::seconds(1)}, now));
  BOOST_TEST(!is_due({.name = "x", .not_before = now + std::chrono::hours(1)}, now));
  BOOST_TEST(is_due({.name = "x", .not_before = now + std::chrono::hours(2)}, now));
}

BOOST_AUTO_TEST_SUITE_END()
