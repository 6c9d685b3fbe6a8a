// Which windows are beyond a limit.
#pragma once

#include <soak/model/metric.hpp>
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
/// one violation a window: CRIT goes before WARN. A series without any value has one violation, in front.
template <class Visit>
void visit_violations(const Series& series, const MetricSet& metrics, std::size_t m, std::size_t first,
                      std::size_t last, bool has_data, const Visit& visit) {
  const Metric& metric = metrics.metrics[m];
  if (!has_data) {
    if (first == 0) visit(Violation{series.symbol, metric.name, Level::warn, std::nullopt, gap, gap, no_valid_data});
    return;
  }
  const Threshold threshold = metrics.threshold(series.symbol, m);
  const std::span<const double> values = series.column(m);
  for (std::size_t w = first; w < last; ++w) {
    const Level level = threshold.classify(values[w]);
    if (level == Level::ok) continue;
    visit(Violation{series.symbol, metric.name, level, w, values[w], threshold.limit(level),
                    level == Level::crit ? metric.crit_note : metric.warn_note});
  }
}

/// All violations of all series, sorted by symbol (as the series are), metric and window. For runs of a size that
/// people look at; the analyzer writes VIOLATIONS.json without holding them all.
[[nodiscard]] inline std::vector<Violation> find_violations(std::span<const Series> all, const MetricSet& metrics) {
  std::vector<Violation> found;
  for (const Series& series : all) {
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const auto values = series.column(m);
      const bool has_data = !std::all_of(values.begin(), values.end(), is_gap);
      visit_violations(series, metrics, m, 0, values.size(), has_data,
                       [&](const Violation& violation) { found.push_back(violation); });
    }
  }
  return found;
}

}  // namespace soak
