#include "digest_sample.hpp"

#include <soak/model/json/value.hpp>
#include <soak/report/daily/digest_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

boost::json::value read(const DigestInput& input) {
  const std::string text = digest_json(input, "2026-01-15", 24);
  BOOST_TEST(text.ends_with("}\n"));
  const auto value = parse_json(text);
  BOOST_REQUIRE(value);
  return *value;
}

std::string text_at(const boost::json::value& value, const char* pointer) {
  return text_or_nothing(&value.at_pointer(pointer)).value_or("(no text)");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(digest_json_)

BOOST_AUTO_TEST_CASE(a_day_of_which_nothing_is_known) {
  BOOST_TEST(digest_json({}, "2026-01-15", 24).starts_with("{\n  \"date\": \"2026-01-15\",\n  \"light\": \"RED\","));
  const auto day = read({});
  BOOST_TEST(text_at(day, "/now") == "");
  BOOST_TEST(day.at("metrics").as_array().size() == day_metrics.size());
  BOOST_TEST(text_at(day, "/metrics/0/metric") == "readiness");
  BOOST_TEST(day.at_pointer("/metrics/0/today").is_null());
  BOOST_TEST(text_at(day, "/metrics/0/trend") == "n/a");
  BOOST_TEST(text_at(day, "/metrics/0/status") == "FAIL");
  // Older reports lack the risk: it is not checked where it is not known.
  BOOST_TEST(text_at(day, "/metrics/5/status") == "n/a");
  BOOST_TEST(number_or_gap(&day.at("hours")) == 24);
  BOOST_TEST(day.at("journal").is_null());
  BOOST_TEST(day.at("problems").as_array().empty());
}

BOOST_AUTO_TEST_CASE(figures_are_unrounded_and_stand_beside_yesterdays) {
  DigestInput input;
  input.today = {90, 3.14159, 0.1, 300, 350, 0.3};
  input.yesterday = DayFigures{80, 3.5, 0.1, gap, 350, 0.3};
  const auto day = read(input);
  BOOST_TEST(text_at(day, "/light") == "GREEN");
  BOOST_TEST(number_or_gap(&day.at_pointer("/metrics/1/today")) == 3.14159);
  BOOST_TEST(number_or_gap(&day.at_pointer("/metrics/1/yesterday")) == 3.5);
  BOOST_TEST(text_at(day, "/metrics/0/trend") == "UP");
  BOOST_TEST(text_at(day, "/metrics/1/trend") == "DOWN");
  BOOST_TEST(text_at(day, "/metrics/2/trend") == "FLAT");
  BOOST_TEST(day.at_pointer("/metrics/3/yesterday").is_null());
  BOOST_TEST(text_at(day, "/metrics/1/status") == "OK");
  BOOST_TEST(text_at(day, "/recommendations/0") == "nothing to do");
}

BOOST_AUTO_TEST_CASE(what_is_open_and_what_the_journal_says) {
  DigestInput input;
  input.gate.run = {"CRIT", "WARN", 3, {{"A:edge_bps:7", Level::warn, "2026-01-15T08:00:00Z"}}};
  input.journal = JournalCounts{5, 1, 2, "WARN", "why"};
  auto day = read(input);
  BOOST_TEST(text_at(day, "/now") == "WARN");
  BOOST_TEST(text_at(day, "/verdict") == "CRIT");
  BOOST_TEST(number_or_gap(&day.at("open_incidents")) == 3);
  BOOST_TEST(text_at(day, "/open/0/id") == "A:edge_bps:7");
  BOOST_TEST(text_at(day, "/open/0/level") == "WARN");
  BOOST_TEST(text_at(day, "/open/0/since") == "2026-01-15T08:00:00Z");
  BOOST_TEST(number_or_gap(&day.at_pointer("/journal/going_on")) == 5);
  BOOST_TEST(number_or_gap(&day.at_pointer("/journal/fail")) == 2);
  BOOST_TEST(text_at(day, "/journal/last_failure") == "why");
  BOOST_TEST(number_or_gap(&day.at_pointer("/journal/records")) == 0);
  BOOST_TEST(text_at(day, "/journal/head") == "");
  input.head = JournalHead{"prod/bybit", 42, std::string(64, 'a')};
  day = read(input);
  BOOST_TEST(number_or_gap(&day.at_pointer("/journal/records")) == 42);
  BOOST_TEST(text_at(day, "/journal/head") == std::string(64, 'a'));
}

BOOST_AUTO_TEST_CASE(hostile_text_stays_in_its_place) {
  const std::string hostile = "a\n\x1b[31m\",\"light\":\"GREEN\xFF";
  const std::string shown = "a\\x0a\\x1b[31m\",\"light\":\"GREEN\\xff";
  DigestInput input = digest_saying(hostile);
  const auto day = read(input);
  BOOST_TEST(text_at(day, "/light") == "RED");
  for (const char* place : {"/problems/0", "/silenced/0", "/now", "/verdict", "/open/0/id", "/open/0/since",
                            "/journal/last_status", "/journal/last_failure"}) {
    BOOST_TEST(text_at(day, place) == shown, place);
  }
  BOOST_TEST(std::string(day.at("recommendations").as_array().back().as_string()) == shown);
}

BOOST_AUTO_TEST_SUITE_END()
