#include <soak/core/civil.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

Instant at(const char* text) { return *parse_iso8601(text); }

/// Berlin's rule for 2026, written out: summer time from 2026-03-29T01:00Z to 2026-10-25T01:00Z.
std::chrono::seconds berlin(Instant instant) {
  const bool is_summer = instant >= at("2026-03-29T01:00:00Z") && instant < at("2026-10-25T01:00:00Z");
  return std::chrono::hours{is_summer ? 2 : 1};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(civil)

BOOST_AUTO_TEST_CASE(the_hour_that_comes_twice_has_two_names) {
  BOOST_TEST(format_local_hour(at("2026-10-25T00:30:00Z"), berlin) == "2026-10-25T02:00+02:00");
  BOOST_TEST(format_local_hour(at("2026-10-25T01:30:00Z"), berlin) == "2026-10-25T02:00+01:00");
  BOOST_TEST(format_local_hour(at("2026-03-29T00:59:59Z"), berlin) == "2026-03-29T01:00+01:00");
  BOOST_TEST(format_local_hour(at("2026-03-29T01:00:00Z"), berlin) == "2026-03-29T03:00+02:00");
}

BOOST_AUTO_TEST_CASE(local_days_begin_at_local_midnight) {
  BOOST_TEST(format_date(local_date(at("2026-01-11T22:59:59Z"), berlin)) == "2026-01-11");
  BOOST_TEST(format_date(local_date(at("2026-01-11T23:00:00Z"), berlin)) == "2026-01-12");
  BOOST_TEST((local_weekday(at("2026-07-12T22:00:00Z"), berlin) == std::chrono::Monday));
  BOOST_TEST((local_weekday(at("2026-07-12T21:59:59Z"), berlin) == std::chrono::Sunday));
}

BOOST_AUTO_TEST_CASE(offsets_west_and_of_half_an_hour) {
  const UtcOffset newfoundland = [](Instant) { return -std::chrono::seconds{12600}; };
  BOOST_TEST(format_local_time(at("2026-01-01T00:00:00Z"), newfoundland) == "2025-12-31T20:30:00-03:30");
}

BOOST_AUTO_TEST_CASE(dates_are_read_strictly) {
  BOOST_TEST(format_date(*parse_date("2024-02-29")) == "2024-02-29");
  for (const char* text : {"2026-02-29", "2026-1-1", "20260101", "", "2026-01-01T"})
    BOOST_TEST(!parse_date(text), text);
}

BOOST_AUTO_TEST_CASE(times_of_day) {
  BOOST_TEST(parse_local_time("06:30")->count() == 390);
  BOOST_TEST(parse_local_time("00:00")->count() == 0);
  for (const char* text : {"", "6:30", "24:00", "06:60", "06:30Z", "06-30", "06:3x"})
    BOOST_TEST(!parse_local_time(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
