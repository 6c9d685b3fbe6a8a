// Statistics of one series of measurements. A series is a span of doubles in which NaN marks a gap: a window that
// was there but gave no usable value. Gaps take part in nothing; they are only counted.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
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

  /// True without two values that differ by more than rounding noise: 1e-9 of their magnitude.
  [[nodiscard]] bool is_constant() const noexcept {
    const double magnitude = std::max(std::fabs(min), std::fabs(max));
    return !(max / 2 - min / 2 > 0.5e-9 * magnitude);
  }
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

/// Arithmetic mean of the finite values; NaN if there is none. Does not overflow, and rounding never carries it outside
/// the values: the mean of equal values is that value, or a constant series would seem to move and to cross its limit.
[[nodiscard]] inline double mean(std::span<const double> series) noexcept {
  double sum = 0;
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  std::size_t count = 0;
  for (const double value : series) {
    if (is_gap(value)) continue;
    sum += value;
    low = std::min(low, value);
    high = std::max(high, value);
    ++count;
  }
  if (count == 0) return gap;
  const auto n = static_cast<double>(count);
  if (std::isfinite(sum)) return std::clamp(sum / n, low, high);
  sum = 0;
  for (const double value : series) sum += is_gap(value) ? 0 : value / n;
  return std::clamp(sum, low, high);
}

namespace core_detail {

/// Keeps of `values` those that share a bucket with the k-th smallest and returns how many smaller ones were dropped.
/// Two passes that predict well, where std::nth_element makes several that do not: a third of its time on long series.
[[nodiscard]] inline std::size_t narrow_to_bucket(std::vector<double>& values, std::size_t k) {
  constexpr std::size_t buckets = 2048;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  const double min = *low;
  const double scale = (buckets - 1) / (*high - min);
  if (!(scale > 0) || !std::isfinite(scale)) return 0;
  const auto bucket = [&](double value) { return static_cast<std::size_t>((value - min) * scale); };
  std::array<std::size_t, buckets> counts{};
  for (const double value : values) ++counts[bucket(value)];
  std::size_t below = 0;
  std::size_t wanted = 0;
  while (below + counts[wanted] <= k) below += counts[wanted++];
  std::erase_if(values, [&](double value) { return bucket(value) != wanted; });
  return below;
}

/// The k-th smallest value (from 0). Reorders or drops values.
[[nodiscard]] inline double select(std::vector<double>& values, std::size_t k) {
  constexpr std::size_t worth_narrowing = 4096;
  if (values.size() >= worth_narrowing) k -= narrow_to_bucket(values, k);
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(k);
  std::nth_element(values.begin(), place, values.end());
  return *place;
}

inline void copy_known(std::span<const double> series, std::vector<double>& values) {
  values.clear();
  values.reserve(series.size());
  std::copy_if(series.begin(), series.end(), std::back_inserter(values), [](double v) { return !is_gap(v); });
}

}  // namespace core_detail

/// Median of the finite values, the mean of the middle two for an even count; NaN if there is none.
/// Linear time; `scratch` is overwritten and may be reused from call to call to save the allocation.
[[nodiscard]] inline double median(std::span<const double> series, std::vector<double>& scratch) {
  core_detail::copy_known(series, scratch);
  if (scratch.empty()) return gap;
  const std::size_t count = scratch.size();
  const double upper = core_detail::select(scratch, count / 2);
  if (count % 2 == 1) return upper;
  // The lower middle is the upper one again if fewer than half the values are below it, else the greatest below it.
  double lower = -std::numeric_limits<double>::infinity();
  std::size_t below = 0;
  for (const double value : series) {
    below += value < upper ? 1 : 0;
    lower = value < upper && value > lower ? value : lower;
  }
  return std::midpoint(below < count / 2 ? upper : lower, upper);
}

[[nodiscard]] inline double median(std::span<const double> series) {
  std::vector<double> scratch;
  return median(series, scratch);
}

/// Quantile `q` in [0, 1] of the finite values by linear interpolation between closest ranks (R's type 7, NumPy's
/// default); NaN if there is none.
[[nodiscard]] inline double quantile(std::span<const double> series, double q) {
  std::vector<double> values;
  core_detail::copy_known(series, values);
  if (values.empty()) return gap;
  std::sort(values.begin(), values.end());
  const double rank = std::clamp(q, 0.0, 1.0) * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(rank);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return std::lerp(values[below], values[above], rank - static_cast<double>(below));
}

}  // namespace soak
