// What the continuous runner remembers between cycles and across restarts, beyond the alert state. Text form:
// docs/formats/runner_state.md.
#pragma once

#include <soak/core/lock_status.hpp>
#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/lasting_drift.hpp>
#include <soak/model/json/members.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct RunnerState {
  std::string env = {};  ///< the state of another environment or exchange is not ours
  std::string exchange = {};

  std::string exported_sha256 = {};  ///< of the summary that was exported last (summary_digest); empty: none
  std::string exported_to = {};      ///< the Redis it went to
  std::string alerted_sha256 = {};   ///< of the summary that was alerted last; empty: none
  std::optional<Level> last_verdict = {};

  std::string newest_window = {};               ///< fingerprint of the windows
  std::optional<Instant> windows_seen_at = {};  ///< when it changed last
  bool windows_raised = false;                  ///< it was told that no new window comes
  std::int64_t analysis_failures = 0;           ///< cycles in a row
  bool analysis_raised = false;                 ///< it was told
  std::optional<Instant> redis_warned_at = {};  ///< in the present row of failures
  std::optional<Instant> heartbeat_at = {};     ///< end of the last good cycle

  std::int64_t cycles_total = 0;
  std::int64_t export_failures_total = 0;
  std::int64_t alerts_sent_total = 0;
  std::int64_t alerts_debounced_total = 0;
  std::int64_t alerts_failed_total = 0;
  std::int64_t incidents_opened_total = 0;
  std::int64_t incidents_recovered_total = 0;

  double interval_min = 0;        ///< minutes between two cycles; 0: not known
  std::int64_t debounce_min = 0;  ///< minutes; 0: none, or not known
  std::string lock_file = {};     ///< as the runner was given it; empty: not known

  std::vector<LastingDrift> drifts = {};  ///< for the worse, confirmed at this cycle or an earlier one

  friend bool operator==(const RunnerState&, const RunnerState&) = default;
};

/// The members in the order of the file.
void visit_members(MembersOf<RunnerState> auto& state, auto&& visit) {
  visit("env", state.env);
  visit("exchange", state.exchange);
  visit("exported_sha256", state.exported_sha256);
  visit("exported_to", state.exported_to);
  visit("alerted_sha256", state.alerted_sha256);
  visit("last_verdict", state.last_verdict, EmptyIfNone{});
  visit("newest_window", state.newest_window);
  visit("windows_seen_at", state.windows_seen_at, EmptyIfNone{});
  visit("windows_raised", state.windows_raised);
  visit("analysis_failures", state.analysis_failures, NotNegative{});
  visit("analysis_raised", state.analysis_raised);
  visit("redis_warned_at", state.redis_warned_at, EmptyIfNone{});
  visit("heartbeat_at", state.heartbeat_at, EmptyIfNone{});
  visit("cycles_total", state.cycles_total, NotNegative{});
  visit("export_failures_total", state.export_failures_total, NotNegative{});
  visit("alerts_sent_total", state.alerts_sent_total, NotNegative{});
  visit("alerts_debounced_total", state.alerts_debounced_total, NotNegative{});
  visit("alerts_failed_total", state.alerts_failed_total, NotNegative{});
  visit("interval_min", state.interval_min, NotNegative{});
  visit("debounce_min", state.debounce_min, NotNegative{});
  visit("lock_file", state.lock_file);
  visit("incidents_opened_total", state.incidents_opened_total, NotNegative{});
  visit("incidents_recovered_total", state.incidents_recovered_total, NotNegative{});
  visit.objects_if_any("drifts", state.drifts);
}

[[nodiscard]] inline std::string to_json(const RunnerState& state) { return members_json(state) + "\n"; }

/// A member that is missing or of another type has its default; only a text that is no JSON object is an error.
[[nodiscard]] inline Result<RunnerState> parse_runner_state(std::string_view text) {
  return parse_members<RunnerState>(text);
}

/// Where to look for a runner: at the lock that was named, else at the one that its state names.
[[nodiscard]] inline std::string lock_file_of(const std::string& named, const RunnerState& state) {
  if (!named.empty()) return named;
  return state.lock_file.empty() ? std::string(default_lock_file) : state.lock_file;
}

}  // namespace soak
