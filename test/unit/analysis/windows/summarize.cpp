#include <soak/analysis/windows/summarize.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

MetricSummary summarize_latency(const std::vector<double>& values) {
  std::vector<double> scratch;
  return summarize_metric(values, {Direction::bad_when_high, 350, 400}, scratch);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(summarize_suite)

BOOST_AUTO_TEST_CASE(one_bad_window_decides_and_is_placed) {
  const MetricSummary summary = summarize_latency({300, 360, gap, 410, 500, 380, 300});
  BOOST_TEST((summary.status == Level::crit));
  BOOST_TEST(summary.crit.windows == 2u);
  BOOST_TEST(summary.crit.first == 3u);
  BOOST_TEST(summary.crit.last == 4u);
  BOOST_TEST(summary.crit.worst == 500);
  BOOST_TEST(summary.warn.windows == 2u);
  BOOST_TEST(summary.warn.worst == 380);
  BOOST_TEST(summary.extent.gaps == 1u);
}

BOOST_AUTO_TEST_CASE(no_value_at_all_is_a_warning_not_a_zero) {
  const MetricSummary summary = summarize_latency({gap, gap});
  BOOST_TEST((summary.status == Level::warn));
  BOOST_TEST(!summary.has_data());
  BOOST_TEST(is_gap(summary.median));
  BOOST_TEST(summary.warn.windows == 0u);
}

BOOST_AUTO_TEST_CASE(buckets_take_the_mean_and_of_latency_the_worst) {
  const MetricSet metrics = standard_metrics();
  Series series{"A", WindowMatrix::from_shape({5, 4})};
  series.values.fill(gap);
  for (std::size_t w = 0; w < 5; ++w) series.values(w, 0) = series.values(w, 2) = static_cast<double>(w);
  series.values(1, 0) = gap;
  series.times = {10, 20, 30, 40, 50};
  const Series result = bucketed(series, metrics, 2);
  BOOST_REQUIRE(result.windows() == 3u);
  BOOST_TEST(result.values(0, 0) == 0);
  BOOST_TEST(result.values(1, 0) == 2.5);
  BOOST_TEST(result.values(2, 0) == 4);
  BOOST_TEST(result.values(0, 2) == 1);
  BOOST_TEST(is_gap(result.values(0, 1)));
  BOOST_TEST(result.times == (std::vector<std::int64_t>{10, 30, 50}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
