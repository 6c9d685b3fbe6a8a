// What the key artifacts are made of: a run's summary as the daily routine takes it, and its violations, counted.
#pragma once

#include <soak/analysis/artifacts/artifact_shape.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/summary/violation.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Windows beyond a limit, by symbol and metric.
struct ViolationCount {
  std::size_t crit = 0;
  std::size_t warn = 0;
  bool no_data = false;  ///< the series has no value at all
};
using ViolationCounts = std::map<std::pair<std::string, std::string>, ViolationCount>;

/// True of a violation about the data as a whole that leaves values to judge.
[[nodiscard]] constexpr bool has_some_data(std::string_view note) noexcept {
  return note == note_of(DataProblem::out_of_range) || note == note_of(DataProblem::stale) ||
         note == note_of(DataProblem::sparse);
}

[[nodiscard]] inline ViolationCounts violation_counts(std::span<const Violation> violations) {
  ViolationCounts counts;
  for (const Violation& violation : violations) {
    ViolationCount& count = counts[{std::string(violation.symbol), std::string(violation.metric)}];
    if (!violation.window_index) {
      count.no_data = count.no_data || !has_some_data(violation.note);
    } else {
      ++(violation.level == Level::crit ? count.crit : count.warn);
    }
  }
  return counts;
}

/// The same from a summary as the analysis makes it, without listing the violations.
[[nodiscard]] inline ViolationCounts violation_counts(const Summary& summary) {
  ViolationCounts counts;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      const ViolationCount count{metric.crit.windows, metric.warn.windows, !metric.has_data()};
      if (count.crit + count.warn > 0 || count.no_data) counts[{symbol.symbol, metric.metric}] = count;
    }
  }
  return counts;
}

inline constexpr ShapeRule gate_summary_shape[] = {{"/symbols", ExpectedValue::object},
                                                   {"/symbols/*", ExpectedValue::object},
                                                   {"/symbols/*/*/median", ExpectedValue::number_or_null}};

/// Reads a SOAK_SUMMARY document that need not have more than windows and medians, with its symbols by name. The error
/// is "/pointer: expected …"; the caller adds the file's name.
[[nodiscard]] inline Result<Summary> gate_summary_of(const boost::json::value& document) {
  const auto windows = whole_number(find_member(document, "windows"));
  if (!windows || *windows == 0) return wrong_member("/windows", "a count of at least 1");
  const auto problems = shape_errors(document, gate_summary_shape);
  if (!problems.empty()) return wrong_member(problems.front().pointer, problems.front().expected);
  auto summary = summary_of(document, SummaryDemand::nothing);
  if (!summary) return summary;
  if (summary->symbols.empty()) return wrong_member("/symbols", "an object with at least one symbol");
  std::stable_sort(summary->symbols.begin(), summary->symbols.end(),
                   [](const SymbolSummary& a, const SymbolSummary& b) { return a.symbol < b.symbol; });
  return summary;
}

}  // namespace soak
