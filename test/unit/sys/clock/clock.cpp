#include <soak/sys/clock/clock.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(clock_suite)

BOOST_AUTO_TEST_CASE(a_frozen_time_is_what_reports_show) {
  const Instant now = *parse_iso8601("2026-01-01T00:00:00Z");
  ::unsetenv("MM_FREEZE_UTC");
  ::unsetenv("MM_FREEZE_UTC_ISO");
  BOOST_TEST((report_time(now).value() == now));
  ::setenv("MM_FREEZE_UTC", "1", 1);
  BOOST_TEST((report_time(now).value() == Instant{}));
  ::setenv("MM_FREEZE_UTC_ISO", "2025-01-01T00:00:00Z", 1);
  BOOST_TEST(format_iso8601(report_time(now).value()) == "2025-01-01T00:00:00Z");
  ::setenv("MM_FREEZE_UTC_ISO", "soon", 1);
  BOOST_TEST((report_time(now).error().code == Errc::usage));
  ::unsetenv("MM_FREEZE_UTC");
  ::unsetenv("MM_FREEZE_UTC_ISO");
}

BOOST_AUTO_TEST_SUITE_END()
