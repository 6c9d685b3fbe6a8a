// When did it change? Pettitt's test for one step in the level, with the variance of an autocorrelated series.
#pragma once

#include <soak/analysis/judgement/autocorrelation.hpp>
#include <soak/analysis/judgement/known_values.hpp>
#include <soak/core/stats.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace soak {

/// The likeliest step of a series.
struct ChangePoint {
  std::size_t window;  ///< first known window of the new level, 0-based, gaps counted
  double before;       ///< median up to it, in the metric's unit
  double after;        ///< median from it on
  double phi;          ///< autocorrelation of what the two levels leave, 0..0.95
  double p;

  /// Sure enough to be shown.
  [[nodiscard]] bool is_confirmed() const noexcept { return p < 0.01; }
};

/// Nothing for fewer than 24 known values. Pettitt 1979 (Applied Statistics 28:126-135): K = max_t |2 sum of the ranks
/// to t - t(n+1)| over the candidates 5 to n - 7 (0-based), since a step close to an end cannot be told from noise;
/// p = min(1, 2 exp(-6 K^2/(F (n^3 + n^2)))). F is mean_variance_factor() of phi = (n r1 + 4)/(n - 6), where r1 is
/// taken over neighbouring known values less the median of their side.
[[nodiscard]] inline std::optional<ChangePoint> find_change_point(std::span<const double> series) {
  constexpr std::size_t least_known = 24;
  constexpr std::size_t first_candidate = 5;
  const KnownValues known = known_values(series);
  const std::size_t n = known.size();
  if (n < least_known) return std::nullopt;
  const auto count = static_cast<double>(n);
  const std::vector<double> ranks = midranks(known.values);
  double sum = 0;
  double most = -1;
  std::size_t split = 0;
  for (std::size_t t = 0; t + 6 < n; ++t) {
    sum += ranks[t];
    if (t < first_candidate) continue;
    const double k = std::fabs(2 * sum - static_cast<double>(t + 1) * (count + 1));
    if (k > most) {
      most = k;
      split = t + 1;
    }
  }
  const std::span<const double> values = known.values;
  const double before = median(values.first(split));
  const double after = median(values.subspan(split));
  std::vector<double> residuals(n);
  std::vector<double> order(n);
  for (std::size_t i = 0; i < n; ++i) {
    residuals[i] = values[i] - (i < split ? before : after);
    order[i] = static_cast<double>(i);
  }
  const double phi = clamped_phi((count * lag1_autocorrelation(residuals, order) + 4) / (count - 6));
  const double spread = mean_variance_factor(phi, n) * (count * count * count + count * count);
  return ChangePoint{static_cast<std::size_t>(known.places[split]), before * known.unit, after * known.unit, phi,
                     std::min(1.0, 2 * std::exp(-6 * most * most / spread))};
}

}  // namespace soak
