#include <soak/analysis/daily/weekly_rollup.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(weekly_rollup_of_days)

BOOST_AUTO_TEST_CASE(medians_p90_trend_and_verdict) {
  std::vector<DayFigures> week;
  for (int day = 1; day <= 5; ++day) week.push_back({90, static_cast<double>(day), 0.1, 300, 350, 0.3});
  const std::vector<DayFigures> before{{90, 2, 0.1, 300, 350, 0.3}};
  const Date to = *parse_date("2026-03-30");
  const WeeklyRollup rollup = weekly_rollup(week, before, {}, to, 5, 9);
  BOOST_TEST(rollup.verdict() == "GO");
  BOOST_TEST(rollup.metrics[1].median == 3);
  BOOST_TEST(rollup.metrics[1].p90 == 4.6, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(rollup.metrics[1].previous_median == 2);
  BOOST_TEST(format_date(rollup.from) == "2026-03-24");
  BOOST_TEST(to_json(rollup).find("\"period\": {\"from\": \"2026-03-24\", \"to\": \"2026-03-30\"}") !=
             std::string::npos);
  const WeeklyRollup few = weekly_rollup(std::span(week).first(4), before, {}, to, 5, 9);
  BOOST_TEST(few.verdict() == "NO-GO");
  BOOST_TEST(few.reasons.front() == "only 4 of 7 days have figures, 5 required");
  const GateReading silent{.readiness = 95, .checks = {{"freshness", false, 2, 0}}, .verdict = "FAIL"};
  const WeeklyRollup stopped = weekly_rollup(week, before, silent, to, 5, 9);
  BOOST_TEST(stopped.verdict() == "NO-GO");
  BOOST_TEST(stopped.reasons.front() == "on the last day gate:freshness is 2.00, the limit 0.00");
  for (DayFigures& day : week) day.readiness = 70;
  BOOST_TEST(weekly_rollup(week, before, {}, to, 5, 9).verdict() == "NO-GO");
}

BOOST_AUTO_TEST_SUITE_END()
