// Statistics of one series of measurements. A series is a span of doubles in which NaN marks a gap: a window that
// was there but gave no usable value. Gaps take part in nothing; they are only counted.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace soak {

inline constexpr double gap = std::numeric_limits<double>::quiet_NaN();

[[nodiscard]] inline bool is_gap(double value) noexcept { return std::isnan(value); }

/// Smallest and greatest finite value, and the last one; all NaN if there is none.
struct Extent {
  double min = gap;
  double max = gap;
  double last = gap;
  std::size_t gaps = 0;
};

[[nodiscard]] inline Extent extent(std::span<const double> series) noexcept {
  Extent result;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const double value : series) {
    result.gaps += is_gap(value) ? 1 : 0;
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  if (result.gaps == series.size()) return result;
  result.min = low;
  result.max = high;
  result.last = *std::find_if_not(series.rbegin(), series.rend(), is_gap);
  return result;
}

/// Arithmetic mean of the finite values; NaN if there is none. Does not overflow.
[[nodiscard]] inline double mean(std::span<const double> series) noexcept {
  double sum = 0;
  std::size_t count = 0;
  for (const double value : series) {
    if (is_gap(value)) continue;
    sum += value;
    ++count;
  }
  if (count == 0) return gap;
  const auto n = static_cast<double>(count);
  if (std::isfinite(sum)) return sum / n;
  sum = 0;
  for (const double value : series) sum += is_gap(value) ? 0 : value / n;
  return sum;
}

/// Median of the finite values, the mean of the middle two for an even count; NaN if there is none.
/// Linear time; `scratch` is overwritten and may be reused from call to call to save the allocation.
[[nodiscard]] inline double median(std::span<const double> series, std::vector<double>& scratch) {
  scratch.clear();
  scratch.reserve(series.size());
  std::copy_if(series.begin(), series.end(), std::back_inserter(scratch), [](double v) { return !is_gap(v); });
  if (scratch.empty()) return gap;
  const auto middle = scratch.begin() + static_cast<std::ptrdiff_t>(scratch.size() / 2);
  std::nth_element(scratch.begin(), middle, scratch.end());
  if (scratch.size() % 2 == 1) return *middle;
  return std::midpoint(*std::max_element(scratch.begin(), middle), *middle);
}

[[nodiscard]] inline double median(std::span<const double> series) {
  std::vector<double> scratch;
  return median(series, scratch);
}

/// Quantile `q` in [0, 1] of the finite values by linear interpolation between closest ranks (R's type 7, NumPy's
/// default); NaN if there is none.
[[nodiscard]] inline double quantile(std::span<const double> series, double q) {
  std::vector<double> values;
  std::copy_if(series.begin(), series.end(), std::back_inserter(values), [](double v) { return !is_gap(v); });
  if (values.empty()) return gap;
  std::sort(values.begin(), values.end());
  const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], rank - static_cast<double>(below));
}

}  // namespace soak
