#include <soak/model/window/metric_columns.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

using namespace soak;

BOOST_AUTO_TEST_SUITE(metric_columns)

BOOST_AUTO_TEST_CASE(a_new_series_is_all_gaps_and_a_column_lands_at_its_metric) {
  const MetricSet metrics = standard_metrics();
  Series series = make_series("BTCUSDT", 3, metrics);
  BOOST_TEST(series.windows() == 3u);
  BOOST_TEST(series.metrics() == metrics.size());
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    for (const double value : series.column(m)) BOOST_TEST(is_gap(value));
  }
  const std::array risk{0.1, gap, 0.3};
  BOOST_REQUIRE(set_column(series, metrics, "risk_ratio", risk));
  const auto stored = column(series, metrics, "risk_ratio");
  BOOST_TEST(stored[0] == 0.1);
  BOOST_TEST(is_gap(stored[1]));
  BOOST_TEST(stored[2] == 0.3);
  BOOST_TEST(stored.data() == series.column(3).data());
  BOOST_TEST(is_gap(series.column(2)[0]));
}

BOOST_AUTO_TEST_CASE(an_unknown_metric_and_a_wrong_length_are_errors_that_change_nothing) {
  const MetricSet metrics = standard_metrics();
  Series series = make_series("BTCUSDT", 2, metrics);
  const std::array values{1.0, 2.0, 3.0};
  BOOST_TEST(set_column(series, metrics, "edge", values).error().message == "there is no metric 'edge'");
  BOOST_TEST(set_column(series, metrics, "edge_bps", values).error().message == "edge_bps: 3 value(s) for 2 window(s)");
  BOOST_TEST(is_gap(series.column(0)[0]));
  BOOST_TEST(column(series, metrics, "edge").empty());
}

BOOST_AUTO_TEST_SUITE_END()
