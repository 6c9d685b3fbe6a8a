#include <soak/report/walk/night_line.hpp>
#include <soak/sys/clock/time_zone.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(night_lines)

BOOST_AUTO_TEST_CASE(a_line_has_local_and_universal_times) {
  const auto offset = *find_time_zone("Europe/Berlin");
  BOOST_TEST(night_line(2, night_calendar(*parse_date("2026-03-28"), 1, 22h, 8, offset)[0], offset) ==
             "night=2 date=2026-03-28 begin=2026-03-28T22:00:00+01:00 end=2026-03-29T07:00:00+02:00 weekly=no "
             "begin_epoch=1774731600 end_epoch=1774760400 begin_utc=2026-03-28T21:00:00Z "
             "end_utc=2026-03-29T05:00:00Z\n");
}

BOOST_AUTO_TEST_SUITE_END()
