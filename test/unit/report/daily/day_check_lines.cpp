#include <soak/report/daily/day_check_lines.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(day_check_lines)

BOOST_AUTO_TEST_CASE(checks_are_listed_and_counted) {
  DayCheckLines lines;
  FreshVerdict fresh;
  fresh.target = {"KPI_GATE", "a/KPI_GATE.json", std::chrono::seconds{3600}};
  fresh.status = FreshStatus::ok;
  fresh.age_sec = 5;
  lines.add(fresh);
  BOOST_TEST(lines.is_ok());
  fresh.status = FreshStatus::missing;
  fresh.age_sec.reset();
  lines.add(fresh);
  lines.add(DayCheck{"net_bps", Level::warn, 2.2, 2.5, 2});
  BOOST_TEST(!lines.is_ok());
  BOOST_TEST(lines.text() ==
             "event=daily_check check=fresh:KPI_GATE status=OK age_sec=5 max_sec=3600\n"
             "event=daily_check check=fresh:KPI_GATE status=FAIL age_sec=-1 max_sec=3600\n"
             "event=daily_check check=net_bps status=WARN value=2.20 limit=2.50\n"
             "RESULT=FAIL failed=1 warned=1 checked=3\n");
}

BOOST_AUTO_TEST_SUITE_END()
