// The direction of a series: a least-squares line over the window index.
#pragma once

#include <soak/core/stats.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

namespace soak {

enum class Trend { falling, stable, rising };

/// "↑", "↓" or "≈".
[[nodiscard]] constexpr std::string_view to_string(Trend trend) noexcept {
  switch (trend) {
    case Trend::falling:
      return "↓";
    case Trend::rising:
      return "↑";
    case Trend::stable:
      break;
  }
  return "≈";
}

/// Slope of the least-squares line through the points (index, value), in units of the series' own range (max - min)
/// per window, times max(1, (n - 1) / 23) for n windows: beyond 24 windows the same total change over the whole series
/// is asked for, since a fixed 1 % a window could never be reached there. A gap leaves its index empty. 0 for fewer
/// than two values or a constant series (Extent::is_constant). `range` is extent(series).
///
/// The values are brought to [0, 1] before they are summed, so no finite input overflows.
[[nodiscard]] inline double normalized_slope(std::span<const double> series, const Extent& range) noexcept {
  if (series.size() < range.gaps + 2 || range.is_constant()) return 0;
  const double half_range = range.max / 2 - range.min / 2;
  const auto count = static_cast<double>(series.size() - range.gaps);
  double index_sum = 0;
  double value_sum = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (is_gap(series[i])) continue;
    index_sum += static_cast<double>(i);
    value_sum += (series[i] / 2 - range.min / 2) / half_range;
  }
  const double index_mean = index_sum / count;
  const double value_mean = value_sum / count;
  double covariance = 0;
  double variance = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (is_gap(series[i])) continue;
    const double dx = static_cast<double>(i) - index_mean;
    covariance += dx * ((series[i] / 2 - range.min / 2) / half_range - value_mean);
    variance += dx * dx;
  }
  const double windows = static_cast<double>(series.size());
  return covariance / variance * std::max(1.0, (windows - 1) / 23);
}

/// Rising above a normalized slope of 0.01, falling below -0.01.
[[nodiscard]] inline Trend trend(std::span<const double> series, const Extent& range) noexcept {
  const double slope = normalized_slope(series, range);
  if (slope > 0.01) return Trend::rising;
  if (slope < -0.01) return Trend::falling;
  return Trend::stable;
}

[[nodiscard]] inline Trend trend(std::span<const double> series) noexcept { return trend(series, extent(series)); }

}  // namespace soak
