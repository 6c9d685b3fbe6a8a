// The known values of a series with their places, and their ranks.
#pragma once

#include <soak/core/stats.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace soak {

/// What is known of a series: value and place run in parallel, in the order of the windows. `values` are in units of
/// `unit`, a power of two: 1 unless the series holds magnitudes of which a square or a difference would overflow or
/// vanish. Dividing by it is exact.
struct KnownValues {
  std::vector<double> values;
  std::vector<double> places;  ///< 0-based window indices
  double unit = 1;

  [[nodiscard]] std::size_t size() const noexcept { return values.size(); }

  /// Equal but for rounding: the range is below 1e-9 of the magnitude. True for fewer than two values.
  [[nodiscard]] bool is_constant() const noexcept {
    const Extent range = extent(values);
    return size() < 2 || range.max - range.min <= 1e-9 * std::max(std::fabs(range.min), std::fabs(range.max));
  }
};

/// The unit in which no square, difference or sum of squares of these values leaves the range of a double. 1 where
/// they are ordinary: between 2^-300 and 2^300, or all zero.
[[nodiscard]] inline double safe_unit(std::span<const double> series) noexcept {
  const Extent range = extent(series);
  if (is_gap(range.min)) return 1;
  const double magnitude = std::max(std::fabs(range.min), std::fabs(range.max));
  if (magnitude == 0 || (magnitude > 0x1p-300 && magnitude < 0x1p300)) return 1;
  return std::ldexp(1.0, std::clamp(std::ilogb(magnitude), -1022, 1022));
}

[[nodiscard]] inline KnownValues known_values(std::span<const double> series, double unit) {
  KnownValues known;
  known.unit = unit;
  known.values.reserve(series.size());
  known.places.reserve(series.size());
  for (std::size_t w = 0; w < series.size(); ++w) {
    if (is_gap(series[w])) continue;
    known.values.push_back(series[w] / unit);
    known.places.push_back(static_cast<double>(w));
  }
  return known;
}

[[nodiscard]] inline KnownValues known_values(std::span<const double> series) {
  return known_values(series, safe_unit(series));
}

/// Ranks from 1, equal values sharing the mean of theirs; in the order of `values`. No value is a gap. O(n log n).
[[nodiscard]] inline std::vector<double> midranks(std::span<const double> values) {
  struct Placed {
    double value;
    std::size_t place;
  };
  std::vector<Placed> order;
  order.reserve(values.size());
  for (const double value : values) order.push_back({value, order.size()});
  std::sort(order.begin(), order.end(), [](const Placed& a, const Placed& b) { return a.value < b.value; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && order[end].value == order[begin].value) ++end;
    const double shared = (static_cast<double>(begin + 1) + static_cast<double>(end)) / 2;
    for (; begin < end; ++begin) ranks[order[begin].place] = shared;
  }
  return ranks;
}

}  // namespace soak
