// What one window says about one metric, as the incident rules see it.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>

#include <cmath>
#include <cstdint>
#include <span>
#include <vector>

namespace soak {

/// In the order of severity; an unknown window is a gap and says nothing.
enum class WindowGrade : std::uint8_t { unknown, ok, warn, crit, gross };

inline constexpr double default_gross_factor = 4;

/// A value beyond CRIT is gross if it is `gross_factor` times the distance from WARN to CRIT beyond it; 0 switches that
/// off. Where both limits are one there is no distance to measure by, and no value is gross.
[[nodiscard]] inline WindowGrade grade_window(double value, const Threshold& threshold,
                                              double gross_factor = default_gross_factor) noexcept {
  if (is_gap(value)) return WindowGrade::unknown;
  const Level level = threshold.classify(value);
  if (level != Level::crit) return level == Level::warn ? WindowGrade::warn : WindowGrade::ok;
  const double distance = std::fabs(threshold.crit - threshold.warn);
  // Limits such as 0.75 and 0.80 are not exact: 0.55 is meant to be four distances away, and is so but for an ulp.
  constexpr double rounding = 1 - 1e-9;
  const bool is_gross =
      gross_factor > 0 && distance > 0 && std::fabs(value - threshold.crit) >= rounding * gross_factor * distance;
  return is_gross ? WindowGrade::gross : WindowGrade::crit;
}

[[nodiscard]] inline std::vector<WindowGrade> grade_windows(std::span<const double> values, const Threshold& threshold,
                                                            double gross_factor = default_gross_factor) {
  std::vector<WindowGrade> result;
  result.reserve(values.size());
  for (const double value : values) result.push_back(grade_window(value, threshold, gross_factor));
  return result;
}

/// True if the window is of `level` or worse; WARN or CRIT.
[[nodiscard]] constexpr bool is_bad(WindowGrade grade, Level level) noexcept {
  return grade >= (level == Level::crit ? WindowGrade::crit : WindowGrade::warn);
}

}  // namespace soak
