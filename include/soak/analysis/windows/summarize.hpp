// From an ordered series to its statistics and statuses.
#pragma once

#include <soak/analysis/windows/data_quality.hpp>
#include <soak/core/sparkline.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace soak {

namespace windows_detail {

inline void count_violation(LevelCount& count, std::size_t window, double value, Direction direction) noexcept {
  if (count.windows++ == 0) count.first = window;
  count.last = window;
  const bool is_worse = direction == Direction::bad_when_high ? value > count.worst : value < count.worst;
  if (is_gap(count.worst) || is_worse) count.worst = value;
}

}  // namespace windows_detail

[[nodiscard]] inline RecentWindows recent_windows(std::span<const double> values, const Threshold& threshold) noexcept {
  RecentWindows recent;
  for (const double value : values.last(std::min(values.size(), RecentWindows::most))) {
    if (is_gap(value)) continue;
    ++recent.known;
    const Level level = threshold.classify(value);
    recent.warn += level == Level::warn ? 1 : 0;
    recent.crit += level == Level::crit ? 1 : 0;
  }
  return recent;
}

/// Statistics and status of one metric's values. Status is CRIT if any window is, else WARN if any is, else OK; a
/// series without a value is WARN. `scratch` saves allocations from call to call.
[[nodiscard]] inline MetricSummary summarize_metric(std::span<const double> values, const Threshold& threshold,
                                                    std::vector<double>& scratch) {
  MetricSummary summary;
  summary.trend = to_string(Trend::stable);
  summary.extent = extent(values);
  summary.sparkline = sparkline(values);
  summary.recent = recent_windows(values, threshold);
  if (!summary.has_data()) {
    summary.status = Level::warn;
    return summary;
  }
  summary.median = median(values, scratch);
  summary.trend = to_string(trend(values, summary.extent));
  const double worst = threshold.direction == Direction::bad_when_high ? summary.extent.max : summary.extent.min;
  if (threshold.classify(worst) == Level::ok) return summary;
  for (std::size_t w = 0; w < values.size(); ++w) {
    const Level level = threshold.classify(values[w]);
    if (level == Level::ok) continue;
    windows_detail::count_violation(level == Level::crit ? summary.crit : summary.warn, w, values[w],
                                    threshold.direction);
  }
  summary.status = summary.crit.windows > 0 ? Level::crit : Level::warn;
  return summary;
}

/// `quality`, one a metric, says how well the windows were measured; a problem there is at least a WARN. Without it the
/// windows that are there are all that is expected.
[[nodiscard]] inline SymbolSummary summarize(const Series& series, const MetricSet& metrics,
                                             std::span<const DataQuality> quality = {}) {
  SymbolSummary summary{series.symbol, series.windows(), {}};
  std::vector<double> scratch;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const auto values = series.column(m);
    MetricSummary metric = summarize_metric(values, metrics.threshold(series.symbol, m), scratch);
    metric.quality = !quality.empty()
                         ? quality[m]
                         : data_quality(values, {}, {.windows = values.size(), .holes = {}}, values.size() + 1);
    if (metric.quality.problem != DataProblem::none) metric.status = std::max(metric.status, Level::warn);
    metric.metric = metrics.metrics[m].name;
    summary.metrics.push_back(std::move(metric));
  }
  return summary;
}

/// `size` consecutive windows become one: the mean of their values or, where the metric asks for it, the maximum; a
/// bucket of gaps is a gap. Its time is that of its first window. The last bucket may be smaller. Precondition: size >
/// 0.
[[nodiscard]] inline Series bucketed(const Series& series, const MetricSet& metrics, std::size_t size) {
  const std::size_t buckets = (series.windows() + size - 1) / size;
  Series result{series.symbol, WindowMatrix::from_shape({buckets, series.metrics()})};
  for (std::size_t m = 0; m < series.metrics(); ++m) {
    const auto values = series.column(m);
    for (std::size_t b = 0; b < buckets; ++b) {
      const auto part = values.subspan(b * size, std::min(size, values.size() - b * size));
      result.values(b, m) = metrics.metrics[m].bucket == BucketRule::maximum ? extent(part).max : mean(part);
    }
  }
  for (std::size_t w = 0; w < series.times.size(); w += size) result.times.push_back(series.times[w]);
  return result;
}

}  // namespace soak
