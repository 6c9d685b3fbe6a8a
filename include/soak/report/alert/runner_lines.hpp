// The runner's log lines, to the letter of the user guide: scripts and dashboards search for them. Without the
// "[INFO] " in front and without a line end.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/analysis/alert/policy.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/summary/summary.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::string_view lock_failed_line = "Failed to acquire lock, exiting";
inline constexpr std::string_view unchanged_line = "Summary unchanged, skip export";

[[nodiscard]] inline std::string policy_line(std::string_view env, const EffectiveSeverity& severity) {
  return "ALERT_POLICY env=" + printable(env) + " min_severity=" + std::string(to_string(severity.min_severity)) +
         " source=" + std::string(severity.source);
}

/// `verdict` is OK, WARN, CRIT, UNCHANGED or FAIL.
[[nodiscard]] inline std::string metrics_line(std::string_view verdict, std::size_t windows, std::size_t symbols,
                                              const StatusCounts& counts, std::int64_t duration_ms) {
  return "CONTINUOUS_METRICS verdict=" + std::string(verdict) + " windows=" + std::to_string(windows) +
         " symbols=" + std::to_string(symbols) + " crit=" + std::to_string(counts.crit) +
         " warn=" + std::to_string(counts.warn) + " ok=" + std::to_string(counts.ok) +
         " duration_ms=" + std::to_string(duration_ms);
}

/// `level` is that of the alert that was sent, `verdict` the present one.
[[nodiscard]] inline std::string debounced_line(const AlertState& earlier, Level verdict, std::int64_t debounce_min,
                                                std::int64_t remaining_min) {
  return "ALERT_DEBOUNCED level=" + std::string(to_string(earlier.last_level.value_or(verdict))) + " last_sent=\"" +
         format_iso8601(earlier.last_sent_at) + "\" debounce_min=" + std::to_string(debounce_min) +
         " remaining_min=" + std::to_string(remaining_min) + " verdict=" + std::string(to_string(verdict));
}

/// Nothing unless the decision breaks through the debounce.
[[nodiscard]] inline std::optional<std::string> bypass_line(const AlertDecision& decision, const AlertState& earlier,
                                                            Level verdict) {
  const Level previous = earlier.last_verdict.value_or(earlier.last_level.value_or(verdict));
  const std::string head = "ALERT_BYPASS_DEBOUNCE prev=" + std::string(to_string(previous)) +
                           " new=" + std::string(to_string(verdict)) + " reason=";
  if (decision.reason == AlertReason::severity_increase) return head + "severity_increase";
  if (decision.reason == AlertReason::new_violations) return head + "new_violations signature_changed=true";
  return std::nullopt;
}

[[nodiscard]] inline std::string sent_line(Level verdict, bool severity_increased) {
  return "ALERT_SENT verdict=" + std::string(to_string(verdict)) +
         " severity_increased=" + (severity_increased ? "True" : "False");
}

}  // namespace soak
