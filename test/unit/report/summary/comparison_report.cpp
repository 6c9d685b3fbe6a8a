#include <soak/report/summary/comparison_report.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

using namespace soak;

namespace {

ComparedMetric metric(const std::string& symbol, RunVerdict verdict) {
  ComparedMetric result;
  result.symbol = symbol;
  result.metric = "edge_bps";
  result.verdict = verdict;
  result.shift = -0.5;
  result.low = -0.75;
  result.high = -0.25;
  result.baseline_median = 3.2;
  result.candidate_median = 2.7;
  result.baseline_windows = result.candidate_windows = 48;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(comparison_report_of_runs)

BOOST_AUTO_TEST_CASE(the_worst_stands_first_and_symbols_are_escaped) {
  Comparison comparison;
  comparison.results = {metric("A", RunVerdict::not_worse), metric("B|x", RunVerdict::worse)};
  comparison.results[1].blocks = true;
  comparison.overall = RunVerdict::worse;
  const std::string report = comparison_report(comparison, standard_metrics());
  BOOST_TEST(report.find("**WORSE**: 1 of 2 metrics is worse than in the base run, beyond chance.") != report.npos);
  BOOST_TEST(report.find("B\\|x") < report.find("| A "));
  BOOST_TEST(report.find("-0.750 to -0.250") != report.npos);
  BOOST_TEST(comparison_section(comparison, standard_metrics()).find("worse than in the earlier run") != report.npos);
  BOOST_TEST(comparison_line(comparison) ==
             "event=compare_runs overall=WORSE worse=1 undecided=0 better=0 not_worse=1 too_few=0\n");
  BOOST_TEST(shift_text(comparison.results[0], standard_metrics()) == "A edge_bps -0.500");
}

BOOST_AUTO_TEST_CASE(a_note_says_what_would_decide_it) {
  Comparison comparison;
  comparison.results = {metric("A", RunVerdict::undecided)};
  comparison.results[0].needed = 70;
  comparison.results[0].p_more_bad = 0.001;
  comparison.results[0].baseline_bad = 1;
  comparison.results[0].candidate_bad = 9;
  comparison.overall = RunVerdict::undecided;
  const std::string table = comparison_table(comparison, standard_metrics());
  BOOST_TEST(table.find("about 70 windows in each run would decide it; more windows beyond WARN: 9 instead of 1") !=
             table.npos);
}

BOOST_AUTO_TEST_CASE(long_tables_are_cut_and_counted) {
  Comparison comparison;
  for (int i = 0; i < 5; ++i) comparison.results.push_back(metric("S" + std::to_string(i), RunVerdict::better));
  comparison.only_in_baseline = {"X"};
  BOOST_TEST(comparison_table(comparison, standard_metrics(), 2).find("and 3 more") != std::string::npos);
  BOOST_TEST(comparison_report(comparison, standard_metrics()).find("- Only in the base run: X") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_shift_without_bounds_says_so_once) {
  Comparison comparison;
  comparison.results = {metric("A", RunVerdict::undecided)};
  comparison.results[0].low = -std::numeric_limits<double>::infinity();
  comparison.results[0].high = std::numeric_limits<double>::infinity();
  BOOST_TEST(comparison_table(comparison, standard_metrics(), 2).find("| no bounds ") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
