// If it goes on: when a confirmed drift reaches a limit.
#pragma once

#include <soak/analysis/judgement/known_values.hpp>
#include <soak/analysis/judgement/student_t.hpp>
#include <soak/analysis/judgement/theil_sen.hpp>
#include <soak/analysis/judgement/trend_evidence.hpp>
#include <soak/core/threshold.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace soak {

/// Windows from the last one until the fitted line crosses a limit: at the Theil-Sen slope and at the bounds of its
/// 90 % interval. 0: it is there already; infinity: never.
struct Forecast {
  double windows;
  double earliest;
  double latest;
};

/// Bounds of the slope in the metric's unit a window: low <= Theil-Sen slope <= high.
struct SlopeInterval {
  double low;
  double high;
};

/// The interval of the given confidence: the slopes of ranks (N ± t sqrt(V f))/2 of all N pairs' slopes (Sen 1968), or
/// those of the same share where the pairs are thinned. Precondition: `evidence` is that of the series, and judged.
[[nodiscard]] inline SlopeInterval slope_interval(std::span<const double> series, const TrendEvidence& evidence,
                                                  double confidence = 0.9) {
  const KnownValues known = known_values(series);
  const PairSlopes slopes(known);
  const auto n = static_cast<double>(known.size());
  const auto pairs = static_cast<double>(slopes.size());
  const double share = pairs / (n * (n - 1) / 2);
  const double reach =
      share * student_t_quantile(1 - confidence, evidence.dof) * std::sqrt(evidence.variance * evidence.factor);
  std::vector<double> scratch;
  const auto at = [&](double rank) {
    return slopes.select(static_cast<std::size_t>(std::clamp(rank, 0.0, pairs - 1)), scratch) * known.unit;
  };
  return {at(std::floor((pairs - reach) / 2)), at(std::ceil((pairs + reach) / 2))};
}

namespace judgement_detail {

/// Windows until a line of that slope, through the median of the series' levels at its last window, crosses `limit`.
[[nodiscard]] inline double windows_to_limit(std::span<const double> series, double slope, double limit, double sign) {
  std::vector<double> levels(series.begin(), series.end());
  const double last = static_cast<double>(series.size()) - 1;
  for (std::size_t w = 0; w < levels.size(); ++w) levels[w] -= slope * (static_cast<double>(w) - last);
  const double room = sign * (limit - median(levels));
  if (room <= 0) return 0;
  return sign * slope > 0 ? room / (sign * slope) : std::numeric_limits<double>::infinity();
}

}  // namespace judgement_detail

/// When the series crosses `limit` if its drift goes on. Nothing unless p < 0.01 and the slope heads for the limit.
/// `evidence` and `interval` are those of the series. It is a line through the past, not a promise: good for a sentence
/// in a report, never for an alert.
[[nodiscard]] inline std::optional<Forecast> forecast(std::span<const double> series, const TrendEvidence& evidence,
                                                      const SlopeInterval& interval, double limit,
                                                      Direction direction) {
  const double sign = direction == Direction::bad_when_high ? 1 : -1;
  if (!(evidence.p < judgement_detail::confirming_p) || !(sign * evidence.slope > 0)) return std::nullopt;
  const auto crossing = [&](double slope) { return judgement_detail::windows_to_limit(series, slope, limit, sign); };
  const double a = crossing(interval.low);
  const double b = crossing(interval.high);
  return Forecast{crossing(evidence.slope), std::min(a, b), std::max(a, b)};
}

/// The same in one call; makes evidence and interval only as far as they are needed.
[[nodiscard]] inline std::optional<Forecast> forecast(std::span<const double> series, double limit,
                                                      Direction direction) {
  const TrendEvidence evidence = trend_evidence(series);
  if (!(evidence.p < judgement_detail::confirming_p)) return std::nullopt;
  return forecast(series, evidence, slope_interval(series, evidence), limit, direction);
}

}  // namespace soak
