// What the continuous runner remembers between cycles and across restarts, beyond the alert state. Text form:
// docs/formats/runner_state.md.
#pragma once

#include <soak/core/lock_status.hpp>
#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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

  double interval_min = 0;        ///< minutes between two cycles; 0: not known
  std::int64_t debounce_min = 0;  ///< minutes; 0: none, or not known
  std::string lock_file = {};     ///< as the runner was given it; empty: not known

  friend bool operator==(const RunnerState&, const RunnerState&) = default;
};

namespace alert_detail {

/// Calls `visit(key, member)` for each member, in the order of the file: reading and writing cannot disagree.
template <class State, class Visit>
void visit_members(State& state, const Visit& visit) {
  visit("env", state.env);
  visit("exchange", state.exchange);
  visit("exported_sha256", state.exported_sha256);
  visit("exported_to", state.exported_to);
  visit("alerted_sha256", state.alerted_sha256);
  visit("last_verdict", state.last_verdict);
  visit("newest_window", state.newest_window);
  visit("windows_seen_at", state.windows_seen_at);
  visit("windows_raised", state.windows_raised);
  visit("analysis_failures", state.analysis_failures);
  visit("analysis_raised", state.analysis_raised);
  visit("redis_warned_at", state.redis_warned_at);
  visit("heartbeat_at", state.heartbeat_at);
  visit("cycles_total", state.cycles_total);
  visit("export_failures_total", state.export_failures_total);
  visit("alerts_sent_total", state.alerts_sent_total);
  visit("alerts_debounced_total", state.alerts_debounced_total);
  visit("alerts_failed_total", state.alerts_failed_total);
  visit("interval_min", state.interval_min);
  visit("debounce_min", state.debounce_min);
  visit("lock_file", state.lock_file);
}

inline void write_member(JsonWriter& json, std::string_view key, const std::optional<Instant>& value) {
  json.member(key, value ? format_iso8601(*value) : "");
}
inline void write_member(JsonWriter& json, std::string_view key, const std::optional<Level>& value) {
  json.member(key, value ? to_string(*value) : std::string_view());
}
template <class T>
void write_member(JsonWriter& json, std::string_view key, const T& value) {
  json.member(key, value);
}

inline void read_member(const boost::json::value& value, std::string& target) {
  target = text_or_nothing(&value).value_or("");
}
inline void read_member(const boost::json::value& value, std::optional<Instant>& target) {
  target = parse_iso8601(text_or_nothing(&value).value_or(""));
}
inline void read_member(const boost::json::value& value, std::optional<Level>& target) {
  target = parse_level(text_or_nothing(&value).value_or(""));
}
inline void read_member(const boost::json::value& value, bool& target) { target = value.is_bool() && value.get_bool(); }
inline void read_member(const boost::json::value& value, double& target) {
  const double number = number_or_gap(&value);
  target = number >= 0 ? number : 0;
}
inline void read_member(const boost::json::value& value, std::int64_t& target) {
  target = value.is_int64() && value.get_int64() >= 0 ? value.get_int64() : 0;
}

}  // namespace alert_detail

[[nodiscard]] inline std::string to_json(const RunnerState& state) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  alert_detail::visit_members(
      state, [&](const char* key, const auto& value) { alert_detail::write_member(json, key, value); });
  json.end_object();
  return out + "\n";
}

/// A member that is missing or of another type has its default; only a text that is no JSON object is an error.
[[nodiscard]] inline Result<RunnerState> parse_runner_state(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return value.error();
  if (!value->is_object()) return Error{Errc::input_unusable, "not a JSON object"};
  RunnerState state;
  alert_detail::visit_members(state, [&](const char* key, auto& target) {
    if (const auto* found = find_member(*value, key)) alert_detail::read_member(*found, target);
  });
  return state;
}

/// Where to look for a runner: at the lock that was named, else at the one that its state names.
[[nodiscard]] inline std::string lock_file_of(const std::string& named, const RunnerState& state) {
  if (!named.empty()) return named;
  return state.lock_file.empty() ? std::string(default_lock_file) : state.lock_file;
}

}  // namespace soak
