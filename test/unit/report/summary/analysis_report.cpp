#include "page_sample.hpp"

#include <soak/report/summary/analysis_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using page_sample::bad;
using page_sample::good;
using page_sample::has;

namespace {

struct Report : page_sample::Run {
  std::string text() const { return analysis_report(summary, metrics); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(analysis_report_, Report)

// The sections that docs/SOAK_TEST_GUIDE.md promises, in its order.
BOOST_AUTO_TEST_CASE(a_run_without_a_fault) {
  add("A", {good, good});
  summary.generated_at = *parse_iso8601("2026-01-15T12:00:00Z");
  summary.min_windows = 2;
  const std::string report = text();
  BOOST_TEST(
      report.starts_with("# Post-Soak Analysis Report\n\n"
                         "Generated: 2026-01-15 12:00:00 UTC\n\n"
                         "Windows analyzed: 2\n\n"
                         "Min windows required: 2\n\n"
                         "## Summary Table\n\n"
                         "| Symbol | edge_bps | Sparkline | Trend | Status | maker_taker |"));
  BOOST_TEST(has(report,
                 "\n## Violations Summary\n\n- ❌ CRIT: 0\n- ⚠️ WARN: 0\n- ✅ OK: 4\n\n"
                 "## Final Verdict\n\n✅ **OK** — All metrics within target\n\n"
                 "Now: ✅ **OK** — no incident is open\n"));
  BOOST_TEST(has(report, "\n## Data Quality\n\n- Skipped files: 0\n- Skipped records: 0\n\n## Thresholds\n\n"));
  for (const char* part : {"WARNING", "Violation Details", "Not measured", "Left out", "| Gaps"}) {
    BOOST_TEST(!has(report, part), part);
  }
}

BOOST_AUTO_TEST_CASE(too_few_windows_are_said_in_both_forms_of_the_guide) {
  add("A", {good});
  summary.min_windows = 24;
  BOOST_TEST(too_few_windows(1, 24) ==
             "⚠️ WARNING: Only 1 windows analyzed (24 required for statistical significance)");
  BOOST_TEST(has(text(), "Min windows required: 24\n\n" + too_few_windows(1, 24) +
                             "\n\nOnly 1 windows found, 24 required: the analysis goes on with what there is.\n"));
}

BOOST_AUTO_TEST_CASE(the_verdict_is_one_sentence_for_each_case) {
  using summary_detail::verdict_sentence;
  add("A", {good, good});
  BOOST_TEST(verdict_sentence(summary) == "All metrics within target");
  MetricSummary& edge = summary.symbols[0].metrics[0];
  edge.status = Level::warn;
  BOOST_TEST(verdict_sentence(summary) == "What was measured is within target, but not everything was measured");
  edge.warn.windows = 1;
  BOOST_TEST(verdict_sentence(summary) == "Some metrics below target, optimization recommended");
  edge.status = Level::crit;
  BOOST_TEST(verdict_sentence(summary) == "Critical violations found, none of them is an incident now");
  summary.present.now = Condition::crit;
  BOOST_TEST(verdict_sentence(summary) == "Critical violations found, stop and fix before trading on");
}

BOOST_AUTO_TEST_CASE(violations_have_a_row_a_level_with_the_limit_of_the_symbol) {
  add("A", {good, {2.25, 0.9, 200, 0.3}, bad, bad});
  metrics.overrides[{"A", 0}] = {2.4, 1.5};
  const std::string details = summary_detail::violation_details(summary, metrics);
  BOOST_TEST(details ==
             "\n## Violation Details\n\n"
             "| Symbol | Metric   | Level | Windows | First | Last | Worst | Limit |\n"
             "|--------|----------|-------|---------|-------|------|-------|-------|\n"
             "| A      | edge_bps | CRIT  | 2       | #2    | #3   | 1.00  | 1.5   |\n"
             "| A      | edge_bps | WARN  | 1       | #1    | #1   | 2.25  | 2.4   |\n");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_trusted_is_named_six_at_most_and_a_symbol_once) {
  for (const char* symbol : {"A", "B", "C", "D", "E", "F", "G"}) add(symbol, {good});
  BOOST_TEST(data_problems(summary, metrics) == "");
  for (MetricSummary& metric : summary.symbols[0].metrics) metric.quality.problem = DataProblem::stale;
  summary.symbols[1].metrics[2].quality.problem = DataProblem::out_of_range;
  BOOST_TEST(data_problems(summary, metrics) == "A (No recent data), B p95_latency_ms (Value out of range)");
  for (std::size_t s = 1; s < 7; ++s) summary.symbols[s].metrics[0].quality.problem = DataProblem::sparse;
  const std::string text = data_problems(summary, metrics);
  BOOST_TEST(text.ends_with("E edge_bps (Too few values) and 2 more"));
}

BOOST_AUTO_TEST_CASE(gaps_are_a_row_a_metric_and_one_where_all_are_alike) {
  add("A", {good, {gap, 0.9, 200, 0.3}, good});
  add("B", {good, {gap, gap, gap, gap}, good});
  const std::string gaps = summary_detail::gap_details(summary, metrics);
  BOOST_TEST(has(gaps, "\n| A      | edge_bps | 1    | 3       | 2 / 3             | 0            |"));
  BOOST_TEST(has(gaps, "\n| B      | (all)    | 1    | 3       | 2 / 3             | 0            |"));
  MetricSummary& edge = summary.symbols[0].metrics[0];
  BOOST_TEST(summary_detail::age_of_last(edge) == "");
  edge.quality.silent = 5;
  BOOST_TEST(summary_detail::age_of_last(edge) == "5 windows");
  edge.last_place = "2026-01-12T09:00:00Z";
  BOOST_TEST(summary_detail::age_of_last(edge) == "5 windows (2026-01-12 09:00 UTC)");
  edge.extent.last = gap;
  BOOST_TEST(summary_detail::age_of_last(edge) == "");
}

BOOST_AUTO_TEST_CASE(oddities_that_occur_have_a_line) {
  BOOST_TEST(summary_detail::oddity_lines({}) == "");
  InputOddities all;
  all.text_numbers = 1;
  all.bad_times = 2;
  all.repeated = 3;
  all.rewritten = 4;
  all.restarts = 5;
  all.pauses = 6;
  BOOST_TEST(summary_detail::oddity_lines(all) ==
             "- Numbers written as text: 1\n- Times not understood: 2\n- Repeated windows (counted once): 3\n"
             "- Rewritten windows (the later counts): 4\n- Restarts (iteration back, time on): 5\n"
             "- Pauses of the whole run: 6\n");
}

BOOST_AUTO_TEST_CASE(limits_in_force_with_those_of_single_symbols) {
  metrics.overrides[{"S<1>", 2}] = {100, 200.5};
  const std::string table = summary_detail::threshold_table(metrics);
  BOOST_TEST(has(table, "| edge_bps          | (all)  | `< 2.5`  | `< 2`     |"));
  BOOST_TEST(has(table, "| p95_latency_ms    | `S<1>` | `> 100`  | `> 200.5` |"));
}

BOOST_AUTO_TEST_CASE(hostile_names_break_no_table_and_are_no_markup) {
  add("a|b\n# <b>", {bad, bad});
  summary.left_out = {"x`y\n# z"};
  const std::string report = text();
  BOOST_TEST(!has(report, "\n# <b>"));
  BOOST_TEST(!has(report, "a|b"));
  BOOST_TEST(!has(report, "<b>"));
  BOOST_TEST(has(report, "- Left out (`--without`): ``x`y\\x0a# z``\n"));
}

BOOST_AUTO_TEST_SUITE_END()
