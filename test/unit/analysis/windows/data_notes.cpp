#include <soak/analysis/windows/data_notes.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

struct Symbol {
  MetricSet metrics = standard_metrics();
  SymbolSummary summary{"BTC", 24, std::vector<MetricSummary>(4)};
  SymbolCoverage coverage{.windows = 24, .holes = {}};
  SymbolOrder order;

  [[nodiscard]] std::vector<std::string> notes() const {
    std::vector<std::string> result;
    append_symbol_notes(result, summary, metrics, coverage, order);
    return result;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(data_notes, Symbol)

BOOST_AUTO_TEST_CASE(nothing_odd_is_not_mentioned) {
  BOOST_TEST(notes().empty());
  BOOST_TEST(input_notes({}, "", {}).empty());
}

BOOST_AUTO_TEST_CASE(every_problem_of_a_metric_has_its_sentence) {
  summary.metrics[0].quality = {.known = 0, .expected = 24, .problem = DataProblem::no_data};
  summary.metrics[1].quality = {.known = 20, .expected = 24, .out_of_range = 4, .problem = DataProblem::out_of_range};
  summary.metrics[2].quality = {.known = 1, .expected = 24, .silent = 23, .problem = DataProblem::stale};
  summary.metrics[3].quality = {.known = 9, .expected = 24, .problem = DataProblem::sparse};
  const std::vector<std::string> expected{
      "BTC: edge_bps: no valid data: values are missing in all windows",
      "BTC: maker_taker_ratio: 4 values out of range (impossible, or in another unit); left out as missing",
      "BTC: p95_latency_ms: no recent data: values are missing in the newest 23 windows (1 value in 24)",
      "BTC: risk_ratio: too few values: 9 values in 24 expected windows, the rest is missing"};
  BOOST_TEST(notes() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_all_metrics_have_in_common_is_said_once) {
  const DataQuality stale{.known = 19, .expected = 24, .silent = 5, .problem = DataProblem::stale};
  for (MetricSummary& metric : summary.metrics) metric.quality = stale;
  BOOST_TEST(notes() == std::vector<std::string>{"BTC: no recent data: values are missing in the newest 5 windows (19 "
                                                 "values in 24)"},
             boost::test_tools::per_element());
  summary.metrics[3].quality.silent = 6;
  BOOST_TEST(notes().size() == 4u);
}

BOOST_AUTO_TEST_CASE(order_and_coverage) {
  order.restarts = 1;
  order.restarted_at_us = 1'760'000'000'000'000;
  coverage.late = 1;
  coverage.missing = 2;
  coverage.tail = 3;
  summary.metrics[2].median = 0.9;
  const std::vector<std::string> expected{
      "BTC: the iteration goes back 1 time while the time goes on (first at 2025-10-09T08:53:20Z): a restart? ordered "
      "by "
      "time",
      "BTC: begins 1 window after the run", "BTC: 2 windows missing in the middle",
      "BTC: ends 3 windows before the run",
      "BTC: p95_latency_ms: the median is 0.9: is the unit seconds? milliseconds are expected"};
  BOOST_TEST(notes() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_odd_about_the_input) {
  std::array<RunAxis, 3> axes;
  axes[0].pauses = {{1'760'000'000'000'000, 1'760'010'000'000'000}};
  const std::vector<std::string> expected{
      "2 times not understood, as if there were none (the first: 'noon\\x0a')",
      "1 window repeated: the same window twice (symbol, time, iteration, values) counts once",
      "3 windows rewritten: the same symbol, time and iteration with other values; the later one counts",
      "no window of any symbol from 2025-10-09T08:53:20Z to 2025-10-09T11:40:00Z: a pause, not counted as missing"};
  BOOST_TEST(input_notes({.bad_times = 2, .repeated = 1, .rewritten = 3}, "noon\n", axes) == expected,
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(more_than_can_be_read_is_counted) {
  std::vector<std::string> all{"first"};
  append_bounded(all, {"a", "b", "c"}, 2);
  BOOST_TEST(all == (std::vector<std::string>{"first", "a", "b", "… and 1 more about the data"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
