// A mean that may be looked at after every window: an interval that holds at all times together.
#pragma once

#include <soak/analysis/judgement/autocorrelation.hpp>
#include <soak/analysis/judgement/known_values.hpp>
#include <soak/core/stats.hpp>

#include <cmath>
#include <cstddef>
#include <span>

namespace soak {

/// Half width of the asymptotic confidence sequence for a mean (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas,
/// arXiv 2103.06476, Theorem 2.2): s sqrt(2 (m rho^2 + 1)/(m^2 rho^2) ln(sqrt(m rho^2 + 1)/a)), tightest about m = 100:
/// rho^2 = (-ln a^2 + ln(-ln a^2) + 1)/100. m = n (1 - phi)/(1 + phi) is what n windows of that autocorrelation are
/// worth. In the unit of `deviation`, the standard deviation. Preconditions: n > 0, 0 <= phi < 1, 0 < alpha < 0.6.
[[nodiscard]] inline double confidence_half_width(std::size_t n, double deviation, double phi, double alpha = 0.05) {
  const double log_alpha = -2 * std::log(alpha);
  const double rho2 = (log_alpha + std::log(log_alpha) + 1) / 100;
  const double m = static_cast<double>(n) * (1 - phi) / (1 + phi);
  const double spread = m * rho2 + 1;
  return deviation * std::sqrt(2 * spread / (m * m * rho2) * std::log(std::sqrt(spread) / alpha));
}

/// Mean of the known values, and how far it may be off, in the metric's unit.
struct MeanInterval {
  double mean;
  double half_width;
  double phi;
};

/// The interval of one growing series (of a metric, or of the differences of two runs) at its present length. Unlike a
/// 95 % interval it may be looked at each hour: with probability 1 - alpha all looks together hold the true mean.
/// NaN for fewer than 12 known values, with which deviation and phi are guesses.
[[nodiscard]] inline MeanInterval confidence_sequence(std::span<const double> series, double alpha = 0.05) {
  constexpr std::size_t least_known = 12;
  const KnownValues known = known_values(series);
  if (known.size() < least_known) return {gap, gap, gap};
  const double center = mean(known.values);
  double square = 0;
  for (const double value : known.values) square += (value - center) * (value - center);
  const double deviation = std::sqrt(square / (static_cast<double>(known.size()) - 1));
  const double phi = level_phi(known.values, known.places);
  return {center * known.unit, confidence_half_width(known.size(), deviation, phi, alpha) * known.unit, phi};
}

}  // namespace soak
