// What an arrow is worth.
#pragma once

#include <soak/analysis/judgement/trend_evidence.hpp>
#include <soak/core/trend.hpp>
#include <soak/model/summary/summary.hpp>

#include <string_view>

namespace soak {

enum class TrendStanding {
  untold,         ///< no arrow, or a summary that does not say
  real,           ///< confirmed, and large enough to matter
  immaterial,     ///< confirmed, but too small to matter
  not_confirmed,  ///< perhaps scatter
  too_few         ///< too few windows to tell
};

/// In a word or two for a reader; empty where there is nothing to add to the arrow.
[[nodiscard]] constexpr std::string_view to_string(TrendStanding standing) noexcept {
  switch (standing) {
    case TrendStanding::immaterial:
      return "too small to matter";
    case TrendStanding::not_confirmed:
      return "not confirmed";
    case TrendStanding::too_few:
      return "too few windows";
    case TrendStanding::real:
    case TrendStanding::untold:
      break;
  }
  return "";
}

/// True for an arrow that nobody need act on.
[[nodiscard]] constexpr bool is_doubtful(TrendStanding standing) noexcept { return !to_string(standing).empty(); }

/// `is_judged`: the summary has been judged at all, so that a drift without a verdict is one of too few windows.
[[nodiscard]] inline TrendStanding trend_standing(const MetricSummary& metric, const Threshold& threshold,
                                                  bool is_judged) noexcept {
  const bool has_arrow = metric.trend == to_string(Trend::rising) || metric.trend == to_string(Trend::falling);
  if (!has_arrow) return TrendStanding::untold;
  if (!metric.drift.is_confirmed) return is_judged ? TrendStanding::too_few : TrendStanding::untold;
  if (!*metric.drift.is_confirmed) return TrendStanding::not_confirmed;
  return is_material(metric.drift.drift, threshold) ? TrendStanding::real : TrendStanding::immaterial;
}

}  // namespace soak
