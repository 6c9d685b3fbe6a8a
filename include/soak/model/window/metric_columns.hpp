// A symbol's measurements by the metrics' names, for who has them in columns of its own.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// A series of gaps, to be filled: shape (windows, metrics.size()).
[[nodiscard]] inline Series make_series(std::string symbol, std::size_t windows, const MetricSet& metrics) {
  Series series{std::move(symbol), WindowMatrix::from_shape({windows, metrics.size()})};
  series.values.fill(gap);
  return series;
}

/// Sets all windows of one metric, in its own unit; NaN is a gap. An error (Errc::usage) if `metrics`, which the series
/// was made with, has no such metric, or if there are not as many values as windows; nothing is changed then.
[[nodiscard]] inline Result<void> set_column(Series& series, const MetricSet& metrics, std::string_view metric,
                                             std::span<const double> values) {
  const auto column = metrics.index_of(metric);
  if (!column) return Error{Errc::usage, "there is no metric '" + printable(metric) + "'"};
  if (values.size() != series.windows()) {
    return Error{Errc::usage, printable(metric) + ": " + std::to_string(values.size()) + " value(s) for " +
                                  std::to_string(series.windows()) + " window(s)"};
  }
  std::copy(values.begin(), values.end(), series.values.data() + *column * series.windows());
  return {};
}

/// All windows of one metric; empty if there is no such metric.
[[nodiscard]] inline std::span<const double> column(const Series& series, const MetricSet& metrics,
                                                    std::string_view metric) {
  const auto index = metrics.index_of(metric);
  return index ? series.column(*index) : std::span<const double>();
}

}  // namespace soak
