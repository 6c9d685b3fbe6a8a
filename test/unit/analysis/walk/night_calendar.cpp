#include <soak/analysis/walk/night_calendar.hpp>
#include <soak/sys/clock/time_zone.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using namespace std::chrono_literals;

namespace {

std::vector<Night> nights(const char* first, std::size_t count, std::chrono::minutes start, double hours) {
  return night_calendar(*parse_date(first), count, start, hours, *find_time_zone("Europe/Berlin"));
}

std::string utc(Instant instant) { return format_iso8601(instant); }

}  // namespace

BOOST_AUTO_TEST_SUITE(night_calendar_suite)

BOOST_AUTO_TEST_CASE(a_night_lasts_its_hours_when_clocks_change) {
  const auto spring = nights("2026-03-27", 4, 22h, 8);
  BOOST_TEST(utc(spring[1].begin) == "2026-03-28T21:00:00Z");
  BOOST_TEST(utc(spring[1].end) == "2026-03-29T05:00:00Z");
  BOOST_TEST(utc(spring[2].begin) == "2026-03-29T20:00:00Z");
  const auto autumn = nights("2026-10-24", 2, 22h, 8);
  BOOST_TEST(utc(autumn[0].begin) == "2026-10-24T20:00:00Z");
  BOOST_TEST(utc(autumn[0].end) == "2026-10-25T04:00:00Z");
  BOOST_TEST(utc(autumn[1].begin) == "2026-10-25T21:00:00Z");
  for (const auto& calendar : {spring, autumn}) {
    for (const Night& night : calendar) BOOST_TEST((night.end - night.begin == 8h));
  }
}

BOOST_AUTO_TEST_CASE(a_time_that_occurs_twice_or_never_still_is_an_instant) {
  BOOST_TEST(utc(nights("2026-10-25", 1, 2h + 30min, 1)[0].begin) == "2026-10-25T00:30:00Z");
  BOOST_TEST(utc(nights("2026-03-29", 1, 2h + 30min, 1)[0].begin) == "2026-03-29T01:30:00Z");
  BOOST_TEST(utc(nights("2026-03-29", 1, 3h, 1)[0].begin) == "2026-03-29T01:00:00Z");
}

BOOST_AUTO_TEST_CASE(the_week_is_rolled_up_after_the_night_to_monday) {
  std::string weekly;
  for (const Night& night : nights("2026-03-23", 14, 22h, 8)) weekly += night.is_weekly ? 'W' : '.';
  BOOST_TEST(weekly == "......W......W");
  weekly.clear();
  for (const Night& night : nights("2026-03-22", 3, 10h, 8)) weekly += night.is_weekly ? 'W' : '.';
  BOOST_TEST(weekly == ".W.");
}

BOOST_AUTO_TEST_SUITE_END()
