// POST_SOAK_ANALYSIS.md: the user guide's report, and below its verdict what a reader asks next.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/time.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/summary/drift_section.hpp>
#include <soak/report/summary/now_sections.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// What reports say when there are fewer windows than asked for.
[[nodiscard]] inline std::string too_few_windows(std::size_t windows, std::size_t required) {
  return "⚠️ WARNING: Only " + std::to_string(windows) + " windows analyzed (" + std::to_string(required) +
         " required for statistical significance)";
}

/// "BTCUSDT p95_latency_ms (No recent data), …": what cannot be trusted because of its data, six at most; empty if all
/// can. What all metrics of a symbol have in common is said once, of the symbol.
[[nodiscard]] inline std::string data_problems(const Summary& summary, const MetricSet& metrics) {
  constexpr std::size_t most = 6;
  std::string out;
  std::size_t found = 0;
  const auto add = [&](const std::string& what, DataProblem problem) {
    if (problem == DataProblem::none || found++ >= most) return;
    out += (out.empty() ? "" : ", ") + what + " (" + std::string(note_of(problem)) + ")";
  };
  for (const SymbolSummary& symbol : summary.symbols) {
    if (const DataProblem common = symbol.common_problem(); common != DataProblem::none && symbol.metrics.size() > 1) {
      add(symbol.symbol, common);
      continue;
    }
    for (std::size_t m = 0; m < symbol.metrics.size(); ++m) {
      add(symbol.symbol + " " + metrics.metrics[m].name, symbol.metrics[m].quality.problem);
    }
  }
  if (found > most) out += " and " + std::to_string(found - most) + " more";
  return out;
}

namespace summary_detail {

[[nodiscard]] inline std::string summary_table(const Summary& summary, const MetricSet& metrics) {
  std::vector<std::string> heading{"Symbol"};
  for (const Metric& metric : metrics.metrics) {
    for (std::string cell :
         {markdown_name(metric.column), std::string("Sparkline"), std::string("Trend"), std::string("Status")}) {
      heading.push_back(std::move(cell));
    }
  }
  MarkdownTable table(std::move(heading));
  for (const SymbolSummary& symbol : summary.symbols) {
    std::vector<std::string> row{markdown_name(symbol.symbol)};
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const MetricSummary& metric = symbol.metrics[m];
      row.push_back(text_or_na(metric.extent.last, metrics.metrics[m].decimals));
      row.push_back(metric.sparkline);
      row.push_back(metric.trend);
      row.push_back(status_badge(metric.status));
    }
    table.add(std::move(row));
  }
  return table.text();
}

/// True if no window is beyond a limit: what there is to warn of is the data.
[[nodiscard]] inline bool only_data_is_bad(const Summary& summary) noexcept {
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      if (metric.crit.windows + metric.warn.windows > 0) return false;
    }
  }
  return true;
}

[[nodiscard]] inline std::string_view verdict_sentence(const Summary& summary) noexcept {
  switch (summary.counts().verdict()) {
    case Level::crit:
      return summary.present.now == Condition::crit ? "Critical violations found, stop and fix before trading on"
                                                    : "Critical violations found, none of them is an incident now";
    case Level::warn:
      return only_data_is_bad(summary) ? "What was measured is within target, but not everything was measured"
                                       : "Some metrics below target, optimization recommended";
    case Level::ok:
      break;
  }
  return "All metrics within target";
}

[[nodiscard]] inline std::vector<std::string> violation_row(const SymbolSummary& symbol, const Metric& metric,
                                                            Level level, const LevelCount& count, double limit) {
  return {markdown_name(symbol.symbol),
          markdown_name(metric.name),
          std::string(to_string(level)),
          std::to_string(count.windows),
          "#" + std::to_string(count.first),
          "#" + std::to_string(count.last),
          text_or_na(count.worst, metric.decimals),
          format_number(limit)};
}

/// Which metric is beyond which limit since when: a row for each level that occurs.
[[nodiscard]] inline std::string violation_details(const Summary& summary, const MetricSet& metrics) {
  MarkdownTable table({"Symbol", "Metric", "Level", "Windows", "First", "Last", "Worst", "Limit"});
  bool any = false;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const MetricSummary& metric = symbol.metrics[m];
      const Threshold threshold = metrics.threshold(symbol.symbol, m);
      for (const auto& [level, count] : {std::pair(Level::crit, metric.crit), std::pair(Level::warn, metric.warn)}) {
        if (count.windows == 0) continue;
        table.add(violation_row(symbol, metrics.metrics[m], level, count, threshold.limit(level)));
        any = true;
      }
    }
  }
  return any ? "\n## Violation Details\n\n" + table.text() : "";
}

/// How old the last value is: "5 windows (2026-01-12 09:00 UTC)"; empty where it is the newest.
[[nodiscard]] inline std::string age_of_last(const MetricSummary& metric) {
  if (metric.quality.silent == 0 || !metric.has_data()) return "";
  const std::string age = counted(metric.quality.silent, "window");
  return metric.last_place.empty() ? age : age + " (" + place_text(metric.last_place) + ")";
}

[[nodiscard]] inline std::vector<std::string> gap_row(const SymbolSummary& symbol, const MetricSummary& figures) {
  const DataQuality& quality = figures.quality;
  return {figures.metric,
          std::to_string(figures.extent.gaps),
          std::to_string(symbol.windows),
          std::to_string(quality.known) + " / " + std::to_string(quality.expected),
          std::to_string(quality.out_of_range),
          std::string(note_of(quality.problem)),
          age_of_last(figures)};
}

/// Where values of a symbol are missing: metric, gaps, windows, values, out of range, problem, age. What all metrics
/// have in common is one row. Not escaped.
[[nodiscard]] inline std::vector<std::vector<std::string>> gap_rows(const SymbolSummary& symbol,
                                                                    const MetricSet& metrics) {
  std::vector<std::vector<std::string>> rows;
  for (const MetricSummary& figures : symbol.metrics) {
    const DataQuality& quality = figures.quality;
    const bool is_whole = figures.extent.gaps == 0 && quality.known >= quality.expected;
    if (is_whole && quality.problem == DataProblem::none) continue;
    rows.push_back(gap_row(symbol, figures));
  }
  const auto is_same = [&](const std::vector<std::string>& row) {
    return std::equal(row.begin() + 1, row.end(), rows.front().begin() + 1);
  };
  if (rows.size() > 1 && rows.size() == metrics.size() && symbol.metrics.front().has_data() &&
      std::all_of(rows.begin(), rows.end(), is_same)) {
    rows.resize(1);
    rows.front().front() = "(all)";
  }
  return rows;
}

[[nodiscard]] inline std::string gap_details(const Summary& summary, const MetricSet& metrics) {
  MarkdownTable table(
      {"Symbol", "Metric", "Gaps", "Windows", "Values / expected", "Out of range", "Problem", "Age of last"});
  bool any = false;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const std::vector<std::string>& cells : gap_rows(symbol, metrics)) {
      std::vector<std::string> row{markdown_name(symbol.symbol)};
      for (const std::string& cell : cells) row.push_back(markdown_name(cell));
      table.add(std::move(row));
      any = true;
    }
  }
  return any ? "\n" + table.text() : "";
}

/// A line for each oddity of the input that occurs.
[[nodiscard]] inline std::string oddity_lines(const InputOddities& oddities) {
  std::string out;
  const auto line = [&](std::string_view what, std::size_t count) {
    if (count > 0) out += "- " + std::string(what) + ": " + std::to_string(count) + "\n";
  };
  line("Numbers written as text", oddities.text_numbers);
  line("Times not understood", oddities.bad_times);
  line("Repeated windows (counted once)", oddities.repeated);
  line("Rewritten windows (the later counts)", oddities.rewritten);
  line("Restarts (iteration back, time on)", oddities.restarts);
  line("Pauses of the whole run", oddities.pauses);
  return out;
}

/// The metrics that the run was judged without.
[[nodiscard]] inline std::string left_out_line(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + code_span(printable(name));
  return "- Left out (`--without`): " + out + "\n";
}

[[nodiscard]] inline std::string threshold_table(const MetricSet& metrics) {
  MarkdownTable table({"Metric", "Symbol", "WARN", "CRIT"});
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const Metric& metric = metrics.metrics[m];
    const auto row = [&](const std::string& symbol, double warn, double crit) {
      const Direction direction = metric.threshold.direction;
      table.add({markdown_name(metric.name), symbol, code_span(limit_text(direction, warn)),
                 code_span(limit_text(direction, crit))});
    };
    row("(all)", metric.threshold.warn, metric.threshold.crit);
    for (const auto& [place, limits] : metrics.overrides) {
      if (place.second == m) row(markdown_name(place.first), limits.warn, limits.crit);
    }
  }
  return table.text();
}

}  // namespace summary_detail

/// The whole report, ending with LF.
[[nodiscard]] inline std::string analysis_report(const Summary& summary, const MetricSet& metrics) {
  const StatusCounts counts = summary.counts();
  std::string out = "# Post-Soak Analysis Report\n\n";
  // Each a paragraph of its own: lines in a row would be one when the text is shown.
  out += "Generated: " + format_report_time(summary.generated_at) + "\n\n";
  out += "Windows analyzed: " + std::to_string(summary.windows) + "\n\n";
  out += "Min windows required: " + std::to_string(summary.min_windows) + "\n";
  if (!summary.has_enough_windows()) {
    out += "\n" + too_few_windows(summary.input_windows, summary.min_windows) + "\n\nOnly " +
           std::to_string(summary.input_windows) + " windows found, " + std::to_string(summary.min_windows) +
           " required: the analysis goes on with what there is.\n";
  }
  out += "\n## Summary Table\n\n" + summary_detail::summary_table(summary, metrics);
  out += "\n## Violations Summary\n\n";
  out += "- ❌ CRIT: " + std::to_string(counts.crit) + "\n";
  out += "- ⚠️ WARN: " + std::to_string(counts.warn) + "\n";
  out += "- ✅ OK: " + std::to_string(counts.ok) + "\n";
  const std::string_view sign = counts.crit > 0 ? "❌" : counts.warn > 0 ? "⚠️" : "✅";
  out += "\n## Final Verdict\n\n" + std::string(sign) + " **" + std::string(to_string(counts.verdict())) + "** — " +
         std::string(summary_detail::verdict_sentence(summary)) + "\n";
  const IncidentViews views = view_incidents(summary);
  out += "\n" + now_line(summary, views) + "\n";
  if (const auto problems = data_problems(summary, metrics); !problems.empty()) {
    out += "\nNot measured as expected: " + escape_markdown(problems) + "\n";
  }
  out += now_sections(views, metrics) + drift_section(summary, metrics);
  out += summary_detail::violation_details(summary, metrics);
  out += "\n## Data Quality\n\n";
  out += "- Skipped files: " + std::to_string(summary.skipped.files) + "\n";
  out += "- Skipped records: " + std::to_string(summary.skipped.records) + "\n";
  out += summary_detail::oddity_lines(summary.oddities);
  if (!summary.left_out.empty()) out += summary_detail::left_out_line(summary.left_out);
  out += summary_detail::gap_details(summary, metrics);
  out += "\n## Thresholds\n\n" + summary_detail::threshold_table(metrics);
  return out;
}

}  // namespace soak
