#include <soak/report/summary/verdict_line.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(verdict_line)

BOOST_AUTO_TEST_CASE(what_an_analysis_found) {
  Summary summary;
  summary.windows = 48;
  summary.symbols.push_back({"A", 48, {}});
  summary.symbols.back().metrics.resize(2);
  summary.symbols.back().metrics[0].status = Level::crit;
  summary.symbols.back().metrics[1].status = Level::ok;
  const MetricSet metrics = standard_metrics();
  BOOST_TEST(analysis_line(summary, metrics, "out\n") ==
             "verdict=CRIT windows=48 symbols=1 crit=1 warn=0 ok=1 reports=out\\x0a");
  summary.symbols.back().metrics[1].quality.problem = DataProblem::stale;
  BOOST_TEST(analysis_line(summary, metrics, "out") ==
             "verdict=CRIT windows=48 symbols=1 crit=1 warn=0 ok=1 reports=out "
             "not_measured=\"A maker_taker_ratio (No recent data)\"");
}

BOOST_AUTO_TEST_SUITE_END()
