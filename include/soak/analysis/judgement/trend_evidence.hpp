// Is the drift real? The Mann-Kendall test with the variance of an autocorrelated series.
#pragma once

#include <soak/analysis/judgement/autocorrelation.hpp>
#include <soak/analysis/judgement/kendall.hpp>
#include <soak/analysis/judgement/known_values.hpp>
#include <soak/analysis/judgement/student_t.hpp>
#include <soak/analysis/judgement/theil_sen.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/trend.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace soak {

/// What speaks for a trend in one series of N windows, n of them known. NaN in everything below `variance` where
/// nothing can be said: too few values, or all equal.
struct TrendEvidence {
  std::size_t known = 0;    ///< n
  std::size_t windows = 0;  ///< N, gaps included
  std::int64_t s = 0;       ///< Kendall's S
  double variance = 0;      ///< of S, if windows were independent
  double tau = gap;         ///< Kendall's tau_b
  double slope = gap;       ///< Theil-Sen, the metric's unit a window
  double r1 = gap;          ///< lag-1 autocorrelation of what the slope leaves
  double phi = gap;         ///< r1 corrected for its bias and clamped to 0..0.95
  double factor = gap;      ///< by which phi inflates the variance
  double z = gap;
  double dof = gap;  ///< degrees of freedom of the t distribution that z is held against
  double p = gap;    ///< two-sided
  bool is_confirmed = false;
  bool is_thinned = false;  ///< the slope comes from a fixed selection of the pairs, see PairSlopes

  static constexpr std::size_t least_known = 12;

  [[nodiscard]] bool has_too_few() const noexcept { return known < least_known; }
  [[nodiscard]] bool is_judged() const noexcept { return !is_gap(p); }

  /// The whole drift, in the metric's unit: slope x (N - 1). NaN if not judged.
  [[nodiscard]] double drift() const noexcept { return slope * (static_cast<double>(windows) - 1); }

  /// Where the ranks point, confirmed or not.
  [[nodiscard]] Trend direction() const noexcept {
    return s > 0 ? Trend::rising : s < 0 ? Trend::falling : Trend::stable;
  }

  /// The confirmed trend; stable if there is none.
  [[nodiscard]] Trend confirmed_trend() const noexcept { return is_confirmed ? direction() : Trend::stable; }
};

/// A drift large enough to matter makes a quarter of the distance from WARN to CRIT.
[[nodiscard]] inline bool is_material(double drift, const Threshold& threshold) noexcept {
  return std::fabs(drift) >= std::fabs(threshold.crit - threshold.warn) / 4;
}

namespace judgement_detail {

inline constexpr double confirming_p = 0.01;
inline constexpr double dropping_p = 0.05;

/// A tau this high confirms by itself: in an almost monotone series phi takes the trend for memory, and p stays large.
[[nodiscard]] constexpr double confirming_tau(std::size_t n) noexcept { return n >= 24 ? 0.7 : 0.8; }

[[nodiscard]] inline bool confirms(const TrendEvidence& evidence, Trend held) noexcept {
  if (evidence.p < confirming_p || std::fabs(evidence.tau) >= confirming_tau(evidence.known)) return true;
  return held != Trend::stable && held == evidence.direction() && evidence.p <= dropping_p;
}

/// r1 of the values less the line through the origin of that slope.
[[nodiscard]] inline double residual_r1(const KnownValues& known, double slope, std::vector<double>& scratch) {
  scratch.resize(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) scratch[i] = known.values[i] - slope * known.places[i];
  return lag1_autocorrelation(scratch, known.places);
}

}  // namespace judgement_detail

/// Judges one series; gaps are NaN and leave their place empty. `held` is the trend that an earlier look confirmed: it
/// is dropped only at p > 0.05 or when the ranks turn. Confirmed without it: p < 0.01, or |tau_b| >= 0.7 (n >= 24) or
/// 0.8 (12 <= n < 24).
///
/// z = (S - sgn S)/sqrt(V f), held against Student's t with max(n/f, 4) - 2 degrees of freedom; phi = clamp((n r1 + 2)/
/// (n - 4), 0, 0.95); f after Hamed & Rao 1998, J. Hydrology 204:182-196. S takes O(n log n); the slope takes all pairs
/// up to 2,048 known values, about half a million beyond. `scratch` is overwritten and may be reused from call to call.
[[nodiscard]] inline TrendEvidence trend_evidence(std::span<const double> series, Trend held,
                                                  std::vector<double>& scratch) {
  const KnownValues known = known_values(series);
  const KendallCount count = kendall_count(known.values);
  TrendEvidence evidence{.known = known.size(), .windows = series.size(), .s = count.s, .variance = count.variance};
  if (evidence.has_too_few() || known.is_constant()) return evidence;
  const auto n = static_cast<double>(known.size());
  const PairSlopes slopes(known);
  const double slope = slopes.median(scratch);
  evidence.slope = slope * known.unit;
  evidence.is_thinned = slopes.is_thinned();
  evidence.tau = count.tau_b;
  evidence.r1 = judgement_detail::residual_r1(known, slope, scratch);
  evidence.phi = clamped_phi((n * evidence.r1 + 2) / (n - 4));
  evidence.factor = trend_variance_factor(evidence.phi, known.size());
  const auto s = static_cast<double>(count.s);
  const double step = s > 0 ? 1 : s < 0 ? -1 : 0;
  evidence.z = (s - step) / std::sqrt(count.variance * evidence.factor);
  evidence.dof = std::max(n / evidence.factor, 4.0) - 2;
  evidence.p = student_t_two_sided(evidence.z, evidence.dof);
  evidence.is_confirmed = judgement_detail::confirms(evidence, held);
  return evidence;
}

[[nodiscard]] inline TrendEvidence trend_evidence(std::span<const double> series, Trend held = Trend::stable) {
  std::vector<double> scratch;
  return trend_evidence(series, held, scratch);
}

}  // namespace soak
