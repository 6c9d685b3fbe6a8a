// Whether a verdict is worth waking somebody: minimum severity, debounce, and what breaks through the debounce.
#pragma once

#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/alert/alert_state.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace soak {

struct AlertInput {
  Level verdict = Level::ok;
  Level min_severity = Level::crit;
  ViolationSet set = {};                   ///< analysis/alert/signature.hpp
  std::optional<AlertState> earlier = {};  ///< none: no alert was sent before
  std::int64_t debounce_min = 180;         ///< minutes; 0: no debounce, `earlier` does not count
  bool unchanged = false;                  ///< the same result as before; counts only without debounce
};

enum class AlertAction { none, debounced, send };
enum class AlertReason {
  below_severity,     ///< none
  unchanged,          ///< none
  within_window,      ///< debounced
  no_debounce,        ///< send
  first,              ///< send
  severity_increase,  ///< send, past the debounce
  new_violations,     ///< send, past the debounce
  window_over         ///< send
};

struct AlertDecision {
  AlertAction action;
  AlertReason reason;
  /// Whole minutes until the same alert may be sent again; 0 if it may now. In [0, debounce_min].
  std::int64_t remaining_min = 0;
};

/// How much earlier in its minute than the cycle that sent a later one may come to look, and find the window over all
/// the same: cron starts both at the same second, and a busy machine one of them late. Else an alert that is due at
/// each third cycle would slip to the fourth.
inline constexpr std::chrono::seconds debounce_slack{2};

/// max(0, debounce_min - floor(elapsed_s / 60)), and 0 from debounce_slack before the end on. An alert "from the
/// future" (the clock was set back) counts as sent now.
[[nodiscard]] constexpr std::int64_t debounce_remaining_min(Instant last_sent, Instant now,
                                                            std::int64_t debounce_min) noexcept {
  const auto elapsed = now - std::min(last_sent, now);
  if (elapsed + debounce_slack >= std::chrono::minutes(debounce_min)) return 0;
  return debounce_min - std::chrono::floor<std::chrono::minutes>(elapsed).count();
}

/// A clock that was set back must not stretch the debounce by what it was set back: what was sent later than now was
/// sent now.
[[nodiscard]] inline AlertState not_later_than(AlertState state, Instant now) {
  state.last_sent_at = std::min(state.last_sent_at, now);
  return state;
}

/// The alert state, or the alert under way that no channel took yet (`pending`; null: there is none): it counts as
/// sent.
[[nodiscard]] inline std::optional<AlertState> with_pending(std::optional<AlertState> earlier,
                                                            const OutboxEntry* pending,
                                                            std::optional<Level> last_verdict) {
  if (pending == nullptr || pending->is_taken) return earlier;
  const Alert& alert = pending->alert;
  if (earlier && earlier->last_sent_at > alert.raised_at) return earlier;
  return AlertState{.last_sent_at = alert.raised_at,
                    .last_level = alert.level,
                    .last_signature = alert.signature,
                    .last_verdict = last_verdict,
                    .last_set = alert.set};
}

/// True if a symbol-metric is at or above the minimum severity, and worse than the last alert had it.
[[nodiscard]] inline bool has_new_violations(const ViolationSet& now, const ViolationSet& told, Level min_severity) {
  return std::any_of(now.begin(), now.end(), [&](const auto& entry) {
    const auto& [pair, level] = entry;
    const auto known = told.find(pair);
    return level >= min_severity && (known == told.end() || level > known->second);
  });
}

[[nodiscard]] inline AlertDecision decide_alert(const AlertInput& input, Instant now) {
  using enum AlertAction;
  using enum AlertReason;
  const bool debounces = input.debounce_min > 0 && input.earlier.has_value();
  const std::int64_t remaining =
      debounces ? debounce_remaining_min(input.earlier->last_sent_at, now, input.debounce_min) : 0;
  if (input.verdict < input.min_severity) return {none, below_severity, remaining};
  if (input.debounce_min <= 0) {
    return input.unchanged ? AlertDecision{none, unchanged} : AlertDecision{send, no_debounce};
  }
  if (!input.earlier) return {send, first};
  const AlertState& earlier = *input.earlier;
  // A state of an older form may not know a verdict or a set: what is unknown did not change.
  const Level last_verdict = earlier.last_verdict.value_or(earlier.last_level.value_or(input.verdict));
  if (input.verdict > last_verdict) return {send, severity_increase};
  const bool has_eased = input.verdict < last_verdict;
  if (!has_eased && earlier.last_set && has_new_violations(input.set, *earlier.last_set, input.min_severity)) {
    return {send, new_violations};
  }
  if (remaining > 0) return {debounced, within_window, remaining};
  return {send, window_over};
}

}  // namespace soak
