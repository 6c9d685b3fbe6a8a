// Alerts about the run itself rather than its metrics: Redis away, no new windows, no analysis.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/model/alert/runner_state.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

namespace soak {

/// What to say of a condition that is told once when it begins and once when it is over.
enum class ConditionChange { none, raise, clear };

[[nodiscard]] constexpr ConditionChange condition_change(bool is_bad, bool was_raised) noexcept {
  if (is_bad == was_raised) return ConditionChange::none;
  return is_bad ? ConditionChange::raise : ConditionChange::clear;
}

/// True when `failures` in a row reach `limit`, and then once per debounce window (never again with a debounce of 0).
/// `last_warned` belongs to the present row of failures. A limit of 0 switches the warning off.
[[nodiscard]] constexpr bool is_repeated_warning_due(std::int64_t failures, std::int64_t limit,
                                                     std::optional<Instant> last_warned, Instant now,
                                                     std::int64_t debounce_min) noexcept {
  if (limit <= 0 || failures < limit) return false;
  if (!last_warned) return true;
  return debounce_min > 0 && debounce_remaining_min(*last_warned, now, debounce_min) == 0;
}

/// True if the newest window was first seen at least `max_age_min` minutes ago; 0 switches this off.
[[nodiscard]] constexpr bool is_window_overdue(Instant seen_at, Instant now, double max_age_min) noexcept {
  return max_age_min > 0 && std::chrono::duration<double, std::ratio<60>>(now - seen_at).count() >= max_age_min;
}

/// Notes which window is the newest now, and says whether to tell that no new one comes, or that they come again.
/// What is told stands in the state as told.
[[nodiscard]] inline ConditionChange note_windows(RunnerState& state, const std::string& newest, Instant now,
                                                  double max_age_min) {
  if (newest != state.newest_window || !state.windows_seen_at) {
    state.newest_window = newest;
    state.windows_seen_at = now;
  }
  state.windows_seen_at = std::min(*state.windows_seen_at, now);
  const bool is_overdue = is_window_overdue(*state.windows_seen_at, now, max_age_min);
  const ConditionChange change = condition_change(is_overdue, state.windows_raised);
  state.windows_raised = is_overdue;
  return change;
}

/// Failures in a row that are worth a warning.
inline constexpr std::int64_t max_analysis_failures = 3;

/// The same of a cycle that could not analyze (`is_bad`), or could.
[[nodiscard]] inline ConditionChange note_analysis(RunnerState& state, bool is_bad) {
  state.analysis_failures = is_bad ? state.analysis_failures + 1 : 0;
  const bool is_told = is_bad && (state.analysis_raised || state.analysis_failures >= max_analysis_failures);
  const ConditionChange change = condition_change(is_told, state.analysis_raised);
  state.analysis_raised = is_told;
  return change;
}

}  // namespace soak
