#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/summary_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(summary_suite)

BOOST_AUTO_TEST_CASE(counts_are_of_symbol_metrics_and_decide_the_verdict) {
  Summary summary;
  summary.symbols = {{"A", 1, std::vector<MetricSummary>(4)}, {"B", 1, std::vector<MetricSummary>(4)}};
  BOOST_TEST((summary.counts().verdict() == Level::ok));
  summary.symbols[1].metrics[2].status = Level::warn;
  BOOST_TEST((summary.counts().verdict() == Level::warn));
  summary.symbols[0].metrics[0].status = Level::crit;
  const StatusCounts counts = summary.counts();
  BOOST_TEST((counts.verdict() == Level::crit));
  BOOST_TEST(counts.crit + counts.warn + counts.ok == 8u);
  BOOST_TEST(counts.ok == 6u);
}

// A run in which nothing at all was measured has been judged, too: it is silent.
BOOST_AUTO_TEST_CASE(a_summary_is_judged_if_it_tells_of_now) {
  Summary summary;
  BOOST_TEST(!summary.is_judged());
  summary.present.known_windows = 1;
  BOOST_TEST(summary.is_judged());
  summary.present.known_windows = 0;
  summary.incidents.resize(1);
  BOOST_TEST(summary.is_judged());
}

BOOST_AUTO_TEST_CASE(a_problem_is_common_if_all_metrics_have_it) {
  SymbolSummary symbol{"A", 9, std::vector<MetricSummary>(2)};
  BOOST_TEST((symbol.common_problem() == DataProblem::none));
  symbol.metrics[0].quality.problem = DataProblem::stale;
  BOOST_TEST((symbol.common_problem() == DataProblem::none));
  symbol.metrics[1].quality.problem = DataProblem::stale;
  BOOST_TEST((symbol.common_problem() == DataProblem::stale));
  BOOST_TEST((SymbolSummary{}.common_problem() == DataProblem::none));
}

// Other programs' files count in their own way; what they say is what is shown.
BOOST_AUTO_TEST_CASE(what_a_file_claims_goes_before_what_is_counted) {
  Summary summary;
  summary.symbols = {{"A", 1, std::vector<MetricSummary>(4)}};
  summary.claimed = {{3, 2, 1}, Level::warn};
  BOOST_TEST(summary.counts().crit == 3u);
  BOOST_TEST((summary.verdict() == Level::warn));
}

BOOST_AUTO_TEST_CASE(the_crit_limit_is_the_symbols_the_metrics_or_the_guides) {
  Summary summary;
  BOOST_TEST(crit_limit(summary, "A", "edge_bps") == 2.0);
  BOOST_TEST(is_gap(crit_limit(summary, "A", "unknown")));
  summary.metrics = standard_metrics();
  summary.metrics.metrics[0].threshold.crit = 1.5;
  summary.metrics.overrides[{"B", 0}] = {1, 0.5};
  BOOST_TEST(crit_limit(summary, "A", "edge_bps") == 1.5);
  BOOST_TEST(crit_limit(summary, "B", "edge_bps") == 0.5);
}

BOOST_AUTO_TEST_CASE(a_commit_range_needs_both_ends) {
  BOOST_TEST(commit_range("a", "b").value() == "a..b");
  BOOST_TEST(!commit_range("a", {}));
}

BOOST_AUTO_TEST_CASE(unknown_meta_is_null_and_text_ends_with_one_line_end) {
  const std::string text = to_json(Summary{.metrics = standard_metrics()});
  BOOST_TEST(text.find("\"profile\": null") != std::string::npos);
  BOOST_TEST(text.ends_with("\n}\n"));
}

BOOST_AUTO_TEST_SUITE_END()
