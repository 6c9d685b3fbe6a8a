// How much a window resembles the one before it, and by how much that inflates the variance of a rank statistic.
//
// Neighbouring windows of a bot are alike: the same hour, the same market. A test that takes them for independent finds
// a trend in one of four series that have none. So every test here estimates the lag-1 autocorrelation phi and divides
// by the variance that a first-order autoregression, AR(1), of that phi gives the statistic.
#pragma once

#include <soak/core/stats.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace soak {

/// Lag-1 autocorrelation: the mean product of deviations over pairs of adjacent places / their mean square over all
/// values. `places` runs parallel to `values` and rises; 0 with fewer than 3 adjacent pairs or a constant series.
[[nodiscard]] inline double lag1_autocorrelation(std::span<const double> values, std::span<const double> places) {
  const double center = mean(values);
  double product = 0;
  double square = 0;
  std::size_t pairs = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double deviation = values[i] - center;
    square += deviation * deviation;
    if (i == 0 || places[i] - places[i - 1] != 1) continue;
    product += deviation * (values[i - 1] - center);
    ++pairs;
  }
  if (pairs < 3 || square == 0) return 0;
  return (product / static_cast<double>(pairs)) / (square / static_cast<double>(values.size()));
}

/// An estimate of phi as the tests use it: 0 to 0.95. Below 0 the factors would shrink the variance, which short series
/// cannot justify; above 0.95 nothing is left to judge by.
[[nodiscard]] constexpr double clamped_phi(double phi) noexcept { return std::clamp(phi, 0.0, 0.95); }

/// phi about the level of a series, corrected for the small-sample bias of r1: (n r1 + 1)/(n - 3). 0 for n < 5.
[[nodiscard]] inline double level_phi(std::span<const double> values, std::span<const double> places) {
  if (values.size() < 5) return 0;
  const auto n = static_cast<double>(values.size());
  return clamped_phi((n * lag1_autocorrelation(values, places) + 1) / (n - 3));
}

namespace judgement_detail {

/// Sum over k = 1..n-1 of weight(k) times the correlation of ranks k windows apart in an AR(1): (6/pi) asin(phi^k / 2)
/// (Kendall & Gibbons, Rank Correlation Methods; Hamed & Rao 1998, eq. 8). Stops where phi^k is below rounding.
template <class Weight>
[[nodiscard]] double rank_correlation_sum(double phi, std::size_t n, Weight weight) {
  double sum = 0;
  double power = phi;
  for (std::size_t k = 1; k < n && power > 1e-18; ++k, power *= phi) {
    sum += weight(static_cast<double>(k)) * std::asin(power / 2);
  }
  return 6 / std::numbers::pi * sum;
}

}  // namespace judgement_detail

/// Inflation of the variance of a rank mean over n windows: F(n) = 1 + 2 sum (1 - k/n) rho_k. 1 for phi <= 0.
[[nodiscard]] inline double mean_variance_factor(double phi, std::size_t n) {
  if (!(phi > 0)) return 1;
  const auto count = static_cast<double>(n);
  return 1 + 2 * judgement_detail::rank_correlation_sum(phi, n, [&](double k) { return 1 - k / count; });
}

/// Inflation of the variance of Kendall's S over n windows (Hamed & Rao 1998, eq. 9, in its AR(1) form):
/// f = 1 + 2/(n(n-1)(n-2)) sum (n-k)(n-k-1)(n-k-2) rho_k. 1 for phi <= 0. Precondition: n > 2.
[[nodiscard]] inline double trend_variance_factor(double phi, std::size_t n) {
  if (!(phi > 0)) return 1;
  const auto count = static_cast<double>(n);
  const auto weight = [&](double k) { return (count - k) * (count - k - 1) * (count - k - 2); };
  return 1 + 2 / (count * (count - 1) * (count - 2)) * judgement_detail::rank_correlation_sum(phi, n, weight);
}

}  // namespace soak
