// COMPARE_RUNS.md, and the line of compare_runs: is the candidate worse than the baseline, and by how much?
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/time.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/comparison.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/summary/incident_text.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace summary_detail {

/// "NOT WORSE"
[[nodiscard]] inline std::string spoken(RunVerdict verdict) {
  std::string text(to_string(verdict));
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

[[nodiscard]] inline std::string signed_value(double value, int decimals) {
  return (value > 0 ? "+" : "") + text_or_na(value, decimals);
}

/// Too few windows for any bound of the shift.
[[nodiscard]] inline bool is_unbounded(const ComparedMetric& result) noexcept {
  return std::isinf(result.low) && std::isinf(result.high);
}

/// What a reader can do about a metric that is not decided, or should look at although it is.
[[nodiscard]] inline std::string comparison_note(const ComparedMetric& result) {
  std::string note;
  const auto add = [&](const std::string& text) { note += (note.empty() ? "" : "; ") + text; };
  if (result.verdict == RunVerdict::worse && !result.blocks) add("by itself; not among so many looked at");
  if (result.needed) add("about " + std::to_string(*result.needed) + " windows in each run would decide it");
  if (result.has_more_bad()) {
    add("more windows beyond WARN: " + std::to_string(result.candidate_bad) + " instead of " +
        std::to_string(result.baseline_bad));
  }
  return note;
}

[[nodiscard]] inline std::vector<std::string> comparison_row(const ComparedMetric& result, const MetricSet& metrics) {
  // A shift is smaller than the values that it is between.
  const int decimals = metric_of(metrics, result.metric).decimals + 1;
  const auto windows = std::to_string(result.baseline_windows) + " / " + std::to_string(result.candidate_windows);
  const std::string interval = is_gap(result.low) ? "n/a"
                               : is_unbounded(result)
                                   ? "no bounds"
                                   : signed_value(result.low, decimals) + " to " + signed_value(result.high, decimals);
  return {markdown_name(result.symbol),
          markdown_name(result.metric),
          spoken(result.verdict),
          text_or_na(result.baseline_median, decimals),
          text_or_na(result.candidate_median, decimals),
          signed_value(result.shift, decimals),
          interval,
          windows,
          comparison_note(result)};
}

[[nodiscard]] constexpr int comparison_rank(const ComparedMetric& result) noexcept {
  constexpr int worse_alone = 1;
  switch (result.verdict) {
    case RunVerdict::worse:
      return result.blocks ? 0 : worse_alone;
    case RunVerdict::undecided:
      return 2;
    case RunVerdict::too_few:
      return 3;
    case RunVerdict::better:
      return 4;
    case RunVerdict::not_worse:
      break;
  }
  return 5;
}

[[nodiscard]] inline std::string symbol_list(std::string_view what, const std::vector<std::string>& symbols) {
  constexpr std::size_t shown = 10;
  if (symbols.empty()) return "";
  std::string text = "- " + std::string(what) + ": ";
  for (std::size_t i = 0; i < std::min(shown, symbols.size()); ++i) {
    text += (i == 0 ? "" : ", ") + markdown_name(symbols[i]);
  }
  if (symbols.size() > shown) text += " and " + std::to_string(symbols.size() - shown) + " more";
  return text + "\n";
}

}  // namespace summary_detail

/// "BTCUSDT edge_bps -0.412"
[[nodiscard]] inline std::string shift_text(const ComparedMetric& result, const MetricSet& metrics) {
  return result.symbol + " " + result.metric + " " +
         summary_detail::signed_value(result.shift, metric_of(metrics, result.metric).decimals + 1);
}

/// A table, worst first, without head line.
[[nodiscard]] inline std::string comparison_table(const Comparison& comparison, const MetricSet& metrics,
                                                  std::size_t most = SIZE_MAX) {
  std::vector<const ComparedMetric*> order;
  for (const ComparedMetric& result : comparison.results) order.push_back(&result);
  std::stable_sort(order.begin(), order.end(), [](const ComparedMetric* a, const ComparedMetric* b) {
    return summary_detail::comparison_rank(*a) < summary_detail::comparison_rank(*b);
  });
  MarkdownTable table(
      {"Symbol", "Metric", "Verdict", "Base", "Candidate", "Shift", "95 % interval", "Windows", "Note"});
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) {
    table.add(summary_detail::comparison_row(*order[i], metrics));
  }
  std::string text = table.text();
  if (order.size() > most) text += "\nand " + std::to_string(order.size() - most) + " more\n";
  return text;
}

/// What the verdicts say together, in a sentence; `base` names the run that this one is held against.
[[nodiscard]] inline std::string comparison_sentence(const Comparison& comparison, const std::string& base) {
  std::size_t blocking = 0;
  for (const ComparedMetric& result : comparison.results) blocking += result.blocks ? 1 : 0;
  const std::string all = std::to_string(comparison.results.size());
  const std::size_t better = comparison.count(RunVerdict::better);
  switch (comparison.overall) {
    case RunVerdict::worse:
      return std::to_string(blocking) + " of " + all + (blocking == 1 ? " metrics is" : " metrics are") +
             " worse than in " + base + ", beyond chance";
    case RunVerdict::better:
      return std::to_string(better) + " of " + all + (better == 1 ? " metrics is" : " metrics are") +
             " better, none is worse";
    case RunVerdict::not_worse:
      return "no metric is worse by an amount that matters";
    case RunVerdict::undecided:
      return "the windows do not tell whether every metric is as good as in " + base;
    case RunVerdict::too_few:
      break;
  }
  return "at least 12 windows with a value are needed in each run";
}

/// Below the report of the candidate.
[[nodiscard]] inline std::string comparison_section(const Comparison& comparison, const MetricSet& metrics) {
  constexpr std::size_t most_rows = 40;
  return "\n## Against the Earlier Run\n\n**" + summary_detail::spoken(comparison.overall) +
         "**: " + comparison_sentence(comparison, "the earlier run") + ".\n\n" +
         comparison_table(comparison, metrics, most_rows);
}

/// The whole report, ending with LF.
[[nodiscard]] inline std::string comparison_report(const Comparison& comparison, const MetricSet& metrics) {
  std::string out = "# Comparison of two runs\n\n";
  out += "Generated: " + format_report_time(comparison.generated_at) + "\n\n";
  out += "**" + summary_detail::spoken(comparison.overall) + "**: " + comparison_sentence(comparison, "the base run") +
         ".\n\n";
  out += comparison_table(comparison, metrics);
  out += "\n- Shift: candidate minus base" + std::string(comparison.is_paired ? ", window by window" : "") +
         "; its 95 % interval takes into account that neighbouring windows are alike.\n";
  out += "- Worse is what is worse by at least a quarter of the distance from WARN to CRIT (`--min-effect`).\n";
  out += summary_detail::symbol_list("Only in the base run", comparison.only_in_baseline);
  out += summary_detail::symbol_list("Only in the candidate", comparison.only_in_candidate);
  return out;
}

/// "event=compare_runs overall=WORSE worse=1 better=0 …"
[[nodiscard]] inline std::string comparison_line(const Comparison& comparison) {
  EventLine line = event_line("compare_runs");
  line.field("overall", to_string(comparison.overall));
  for (const auto& [name, verdict] :
       {std::pair("worse", RunVerdict::worse), std::pair("undecided", RunVerdict::undecided),
        std::pair("better", RunVerdict::better), std::pair("not_worse", RunVerdict::not_worse),
        std::pair("too_few", RunVerdict::too_few)}) {
    line.field(name, comparison.count(verdict));
  }
  return line.line();
}

}  // namespace soak
