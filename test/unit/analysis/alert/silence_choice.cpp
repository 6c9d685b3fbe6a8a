#include <soak/analysis/alert/silence_choice.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant now = *parse_iso8601("2026-01-05T12:00:00Z");

}  // namespace

BOOST_AUTO_TEST_SUITE(silence_choice)

BOOST_AUTO_TEST_CASE(from_to_for_and_daily) {
  const auto night = silence_rule({.from = "2026-01-05T22:00:00Z", .to = "2026-01-06T07:00:00Z"}, now);
  BOOST_REQUIRE(night);
  BOOST_TEST(format_iso8601(*night->from) == "2026-01-05T22:00:00Z");
  BOOST_TEST((night->below == Level::crit));
  const auto hours = silence_rule({.span = "8h", .below = "WARN"}, now);
  BOOST_REQUIRE(hours);
  BOOST_TEST((hours->from == now));
  BOOST_TEST((hours->to == now + std::chrono::hours(8)));
  BOOST_TEST((hours->below == Level::warn));
  const auto daily = silence_rule({.daily = "22:00-07:30", .zone = "Europe/Berlin"}, now);
  BOOST_REQUIRE(daily);
  BOOST_TEST((daily->daily_from == 22 * 60));
  BOOST_TEST((daily->daily_to == 7 * 60 + 30));
  BOOST_TEST(daily->zone == "Europe/Berlin");
  BOOST_TEST(!daily->to.has_value());
  BOOST_TEST((silence_rule({.span = "2d", .daily = "22:00-07:00"}, now)->to == now + std::chrono::hours(48)));
}

BOOST_AUTO_TEST_CASE(what_has_no_end_or_no_sense_is_refused) {
  for (const SilenceChoice& choice :
       {SilenceChoice{}, SilenceChoice{.from = "2026-01-05T22:00:00Z"}, SilenceChoice{.to = "tomorrow"},
        SilenceChoice{.to = "2026-01-05T11:00:00Z"}, SilenceChoice{.to = "2026-01-06T11:00:00Z", .span = "8h"},
        SilenceChoice{.from = "2026-01-07T11:00:00Z", .to = "2026-01-06T11:00:00Z"}, SilenceChoice{.span = "8"},
        SilenceChoice{.daily = "22-7"}, SilenceChoice{.daily = "22:00-24:00"}, SilenceChoice{.daily = "22:00"},
        SilenceChoice{.daily = "22:00-22:00"}, SilenceChoice{.daily = "2a:00-07:00"}}) {
    BOOST_TEST(silence_rule(choice, now).has_error());
  }
}

BOOST_AUTO_TEST_SUITE_END()
