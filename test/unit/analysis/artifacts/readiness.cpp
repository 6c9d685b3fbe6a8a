#include <soak/analysis/artifacts/readiness.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

Summary summary_of(const std::vector<std::string>& symbols, std::size_t windows) {
  Summary summary;
  summary.windows = summary.input_windows = windows;
  for (const std::string& name : symbols) {
    SymbolSummary symbol{name, windows, {}};
    for (const auto& [metric, weight] : readiness_weights) {
      symbol.metrics.push_back({.metric = std::string(metric), .median = 1});
    }
    summary.symbols.push_back(std::move(symbol));
  }
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(readiness_of_windows)

BOOST_AUTO_TEST_CASE(weights_add_up_to_100) {
  double sum = 0;
  for (const auto& [metric, weight] : readiness_weights) sum += weight;
  BOOST_TEST(sum == 100);
}

BOOST_AUTO_TEST_CASE(a_warn_window_is_half_a_good_one) {
  BOOST_TEST((WindowTally{5, 2, 3, 7}.healthy()) == 0.6);
  BOOST_TEST((WindowTally{0, 0, 0, 7}.healthy()) == 0);
}

BOOST_AUTO_TEST_CASE(the_worst_symbol_is_judged_by_itself) {
  const Summary summary = summary_of({"A", "B"}, 10);
  const ViolationCounts violations{{{"B", "edge_bps"}, {10, 0, false}}};
  const std::vector<MetricTallies> tallies = run_tallies(summary, violations, {});
  BOOST_TEST(readiness(tallies) == 85);
  BOOST_TEST(readiness_of_worst_symbol(tallies) == 70);
  BOOST_TEST(is_gap(readiness_of_worst_symbol(run_tallies({}, {}, {}))));
}

BOOST_AUTO_TEST_CASE(the_newest_windows_are_judged_by_themselves) {
  Summary summary = summary_of({"A"}, 100);
  BOOST_TEST(is_gap(readiness_of_recent(summary)));
  for (MetricSummary& metric : summary.symbols[0].metrics) metric.recent = {.known = 24};
  BOOST_TEST(readiness_of_recent(summary) == 100);
  summary.symbols[0].metrics[0].recent = {.known = 24, .warn = 12, .crit = 6};
  BOOST_TEST(readiness_of_recent(summary) == 85);
  summary.symbols[0].metrics[1].recent = {};
  summary.symbols[0].metrics[1].quality.known = 70;
  BOOST_TEST(readiness_of_recent(summary) == 60);
}

BOOST_AUTO_TEST_CASE(bucketed_windows_are_counted_in_buckets) {
  Summary summary;
  summary.windows = 4;
  summary.input_windows = 10;
  BOOST_TEST(in_buckets(10, summary) == 4);
  BOOST_TEST(in_buckets(4, summary) == 2);
  summary.input_windows = 4;
  BOOST_TEST(in_buckets(3, summary) == 3);
}

BOOST_AUTO_TEST_SUITE_END()
