// The runner's log lines, to the letter of the user guide: scripts and dashboards search for them. Without the
// "[INFO] " in front and without a line end.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/analysis/alert/policy.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/delivery.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/summary/verdict_line.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::string_view lock_failed_line = "Failed to acquire lock, exiting";
inline constexpr std::string_view unchanged_line = "Summary unchanged, skip export";

[[nodiscard]] inline std::string policy_line(std::string_view env, const EffectiveSeverity& severity) {
  return EventLine("ALERT_POLICY")
      .field("env", printable(env))
      .field("min_severity", to_string(severity.min_severity))
      .field("source", severity.source)
      .text();
}

/// How a runner with --lease stands.
enum class LeaseState {
  waiting,  ///< another one has it, or nobody yet
  held,
  lapsed,  ///< its time is over, and Redis has not said whose it is now
};

/// `owner`: who has it by Redis; `problem`: why Redis was not asked.
[[nodiscard]] inline std::string lease_line(LeaseState state, std::int64_t token, std::string_view owner,
                                            std::string_view problem) {
  constexpr std::string_view names[] = {"waiting", "held", "lapsed"};
  EventLine line("LEASE");
  line.field("state", names[static_cast<std::size_t>(state)]);
  if (state == LeaseState::waiting) line.field("owner", owner.empty() ? "-" : printable(owner));
  if (state != LeaseState::waiting) line.field("token", token);
  if (state == LeaseState::held || problem.empty()) return line.text();
  return line.quoted("reason", printable(problem)).text();
}

/// A cycle in one word: OK, WARN, CRIT, UNCHANGED or FAIL.
[[nodiscard]] inline std::string_view cycle_verdict(bool is_done, bool is_unchanged, Level verdict) noexcept {
  return !is_done ? "FAIL" : is_unchanged ? "UNCHANGED" : to_string(verdict);
}

/// `verdict` is that of cycle_verdict.
[[nodiscard]] inline std::string metrics_line(std::string_view verdict, std::size_t windows, std::size_t symbols,
                                              const StatusCounts& counts, std::int64_t duration_ms) {
  EventLine line("CONTINUOUS_METRICS");
  return add_verdict(line, verdict, windows, symbols, counts).field("duration_ms", duration_ms).text();
}

[[nodiscard]] inline std::string heartbeat_line(std::string_view key, Instant at) {
  return EventLine("Heartbeat written").field("key", printable(key)).field("ts", format_iso8601(at)).text();
}

/// `level` is that of the alert that was sent, `verdict` the present one.
[[nodiscard]] inline std::string debounced_line(const AlertState& earlier, Level verdict, std::int64_t debounce_min,
                                                std::int64_t remaining_min) {
  return EventLine("ALERT_DEBOUNCED")
      .field("level", to_string(earlier.last_level.value_or(verdict)))
      .quoted("last_sent", format_iso8601(earlier.last_sent_at))
      .field("debounce_min", debounce_min)
      .field("remaining_min", remaining_min)
      .field("verdict", to_string(verdict))
      .text();
}

/// Nothing unless the decision breaks through the debounce.
[[nodiscard]] inline std::optional<std::string> bypass_line(const AlertDecision& decision, const AlertState& earlier,
                                                            Level verdict) {
  const Level previous = earlier.last_verdict.value_or(earlier.last_level.value_or(verdict));
  EventLine line("ALERT_BYPASS_DEBOUNCE");
  line.field("prev", to_string(previous)).field("new", to_string(verdict));
  if (decision.reason == AlertReason::severity_increase) return line.field("reason", "severity_increase").text();
  if (decision.reason == AlertReason::new_violations) {
    return line.field("reason", "new_violations").field("signature_changed", "true").text();
  }
  return std::nullopt;
}

[[nodiscard]] inline std::string sent_line(Level verdict, bool severity_increased) {
  return EventLine("ALERT_SENT")
      .field("verdict", to_string(verdict))
      .field("severity_increased", severity_increased ? "True" : "False")
      .text();
}

/// What a channel answered to --alert-test.
[[nodiscard]] inline std::string alert_test_line(std::string_view channel, const Delivery& delivery) {
  return EventLine("ALERT_TEST")
      .field("channel", printable(channel))
      .field("result", delivery.is_taken ? "OK" : "FAIL")
      .quoted("answer", delivery.answer)
      .text();
}

}  // namespace soak
