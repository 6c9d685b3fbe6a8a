// Which windows are beyond a limit.
#pragma once

#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/violation.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Calls `visit(const Violation&)` for each violation of one metric in windows [first, last), in their order. At most
/// one violation a window: CRIT goes before WARN. A problem of the data has one violation, behind those of all windows.
template <class Visit>
void visit_violations(const Series& series, const MetricSet& metrics, std::size_t m, std::size_t first,
                      std::size_t last, DataProblem problem, const Visit& visit) {
  const Metric& metric = metrics.metrics[m];
  const Threshold threshold = metrics.threshold(series.symbol, m);
  const std::span<const double> values = series.column(m);
  for (std::size_t w = first; w < last; ++w) {
    const Level level = threshold.classify(values[w]);
    if (level == Level::ok) continue;
    visit(Violation{series.symbol, metric.name, level, w, values[w], threshold.limit(level),
                    level == Level::crit ? metric.crit_note : metric.warn_note});
  }
  if (problem == DataProblem::none || last != values.size()) return;
  visit(Violation{series.symbol, metric.name, Level::warn, std::nullopt, gap, gap, note_of(problem)});
}

/// All violations of all series, sorted by symbol (as the series are), metric and window. `symbols`, in parallel with
/// the series, says what is wrong with the data; without it only that there is none. For runs of a size that people
/// look at; the analyzer writes VIOLATIONS.json without holding them all.
[[nodiscard]] inline std::vector<Violation> find_violations(std::span<const Series> all, const MetricSet& metrics,
                                                            std::span<const SymbolSummary> symbols = {}) {
  std::vector<Violation> found;
  for (std::size_t s = 0; s < all.size(); ++s) {
    const Series& series = all[s];
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const auto values = series.column(m);
      const bool is_empty = std::all_of(values.begin(), values.end(), is_gap);
      const DataProblem problem = !symbols.empty() ? symbols[s].metrics[m].quality.problem
                                  : is_empty       ? DataProblem::no_data
                                                   : DataProblem::none;
      visit_violations(series, metrics, m, 0, values.size(), problem,
                       [&](const Violation& violation) { found.push_back(violation); });
    }
  }
  return found;
}

}  // namespace soak
