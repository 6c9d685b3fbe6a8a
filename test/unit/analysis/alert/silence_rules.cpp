#include <soak/analysis/alert/silence_rules.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

Instant at(const char* time) { return *parse_iso8601(std::string("2026-01-05T") + time + "Z"); }

const ZoneOffset berlin_is_ahead = [](const std::string& zone, Instant) {
  return std::chrono::seconds(zone == "Europe/Berlin" ? 3600 : 0);
};

}  // namespace

BOOST_AUTO_TEST_SUITE(silence_rules)

BOOST_AUTO_TEST_CASE(from_one_instant_to_another) {
  const SilenceRule rule{.from = at("10:00:00"), .to = at("12:00:00")};
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("09:59:59")));
  BOOST_TEST(is_in_force(rule, berlin_is_ahead, at("10:00:00")));
  BOOST_TEST(is_in_force(rule, berlin_is_ahead, at("11:59:59")));
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("12:00:00")));
  BOOST_TEST(!is_in_force(SilenceRule{}, berlin_is_ahead, at("12:00:00")));
  BOOST_TEST(!is_over(rule, at("11:59:59")));
  BOOST_TEST(is_over(rule, at("12:00:00")));
}

BOOST_AUTO_TEST_CASE(each_day_by_the_clock_on_the_wall_also_over_midnight) {
  SilenceRule rule{.daily_from = 22 * 60, .daily_to = 7 * 60, .zone = "Europe/Berlin"};
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("20:59:00")));
  BOOST_TEST(is_in_force(rule, berlin_is_ahead, at("21:00:00")));
  BOOST_TEST(is_in_force(rule, berlin_is_ahead, at("02:00:00")));
  BOOST_TEST(is_in_force(rule, berlin_is_ahead, at("05:59:00")));
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("06:00:00")));
  rule.zone = "UTC";
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("21:00:00")));
  rule = {.daily_from = 9 * 60, .daily_to = 10 * 60};
  BOOST_TEST(is_in_force(rule, berlin_is_ahead, at("09:30:00")));
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("22:00:00")));
  rule.to = at("09:15:00");  // and only until then
  BOOST_TEST(!is_in_force(rule, berlin_is_ahead, at("09:30:00")));
}

BOOST_AUTO_TEST_CASE(the_strictest_of_several_counts) {
  Silences silences;
  BOOST_TEST((silenced_below(silences, berlin_is_ahead, at("11:00:00")) == Level::ok));
  silences.silences.push_back({.below = Level::warn, .from = at("10:00:00"), .to = at("12:00:00")});
  silences.silences.push_back({.below = Level::crit, .from = at("11:00:00"), .to = at("12:00:00")});
  BOOST_TEST((silenced_below(silences, berlin_is_ahead, at("10:30:00")) == Level::warn));
  BOOST_TEST((silenced_below(silences, berlin_is_ahead, at("11:30:00")) == Level::crit));
}

BOOST_AUTO_TEST_SUITE_END()
