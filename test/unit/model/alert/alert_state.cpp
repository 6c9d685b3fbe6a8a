#include <soak/model/alert/alert_state.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(alert_state)

BOOST_AUTO_TEST_CASE(the_form_is_the_documented_one_and_reads_back) {
  const Instant sent = *parse_iso8601("2025-10-26T12:00:00Z");
  const AlertState state{sent, Level::crit, "a1b2", Level::warn, sent + std::chrono::hours(1)};
  BOOST_TEST(
      to_json(state) ==
      R"({"last_level": "CRIT", "last_sent_at": "2025-10-26T12:00:00Z", "last_sent_utc": "2025-10-26T12:00:00Z", )"
      R"("last_signature": "a1b2", "last_verdict": "WARN", "updated_at": "2025-10-26T13:00:00Z"})");
  BOOST_TEST((*parse_alert_state(to_json(state)) == state));
}

BOOST_AUTO_TEST_CASE(the_set_of_the_alert_stands_at_the_end) {
  const Instant sent = *parse_iso8601("2025-10-26T12:00:00Z");
  const ViolationSet set{{"BTC:USDT:edge_bps", Level::crit}, {"ETH\"USDT:risk_ratio", Level::warn}};
  const AlertState state{sent, Level::crit, "a1b2", Level::crit, sent, set};
  const std::string text = to_json(state);
  BOOST_TEST(text.ends_with(R"(, "last_set": {"BTC:USDT:edge_bps": "CRIT", "ETH\"USDT:risk_ratio": "WARN"}})"), text);
  BOOST_TEST((*parse_alert_state(text) == state));
  BOOST_TEST((parse_alert_state(to_json(AlertState{.last_sent_at = sent, .last_set = ViolationSet{}}))->last_set ==
              ViolationSet{}));
  for (const char* odd : {"5", "[]", R"({"a": "HIGH"})"}) {
    const auto read =
        parse_alert_state(R"({"last_sent_at": "2025-10-26T12:00:00Z", "last_set": )" + std::string(odd) + "}");
    BOOST_TEST(read.has_error(), odd);
  }
}

BOOST_AUTO_TEST_CASE(older_forms_are_read) {
  const auto oldest = parse_alert_state(R"({"last_level":"CRIT","last_sent_utc":"2025-10-26T12:00:00Z"})");
  BOOST_REQUIRE(oldest);
  BOOST_TEST((oldest->last_level == Level::crit));
  BOOST_TEST(!oldest->last_signature.has_value());
  BOOST_TEST(!oldest->last_verdict.has_value());
  BOOST_TEST((oldest->updated_at == oldest->last_sent_at));
  const auto bare = parse_alert_state(R"({"last_sent_utc":"2025-10-26 12:00:00+02:00","last_signature":""})");
  BOOST_REQUIRE(bare);
  BOOST_TEST(format_iso8601(bare->last_sent_at) == "2025-10-26T10:00:00Z");
  BOOST_TEST(!bare->last_level.has_value());
  BOOST_TEST(!bare->last_signature.has_value());
}

BOOST_AUTO_TEST_CASE(what_has_no_time_is_refused) {
  for (const char* text : {"", "{", "null", "[]", "{}", R"({"last_sent_at": 5})", R"({"last_sent_at": "yesterday"})"}) {
    BOOST_TEST(parse_alert_state(text).has_error(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
