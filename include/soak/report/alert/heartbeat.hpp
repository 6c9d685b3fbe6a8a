// What the runner tells Redis after a good cycle (docs/formats/redis.md).
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/core/redis/messages.hpp>
#include <soak/core/time.hpp>
#include <soak/model/publish/fleet_note.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/alert/runner_metrics.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// Whole keys, and the seconds that they live.
struct HeartbeatKeys {
  std::string heartbeat;
  std::string debounce;  ///< empty: without debounce the alert state of this env and exchange is not ours to speak of
  std::int64_t ttl_s = 0;
};

/// The time of a good cycle, for people and as a number, the debounce gauge and the other metrics as numbers.
[[nodiscard]] inline std::vector<RedisCommand> heartbeat_commands(const HeartbeatKeys& keys, Instant now,
                                                                  const RunnerMetrics& metrics) {
  std::vector<RedisCommand> commands;
  const auto set = [&](std::string key, std::string value) {
    commands.push_back({"SET", std::move(key), std::move(value), "EX", std::to_string(keys.ttl_s)});
  };
  set(keys.heartbeat, format_iso8601(now));
  set(keys.heartbeat + "_timestamp", std::to_string(epoch_seconds(now)));
  if (!keys.debounce.empty()) set(keys.debounce, std::to_string(metrics.debounce_remaining_min));
  for (auto& [suffix, number] : redis_numbers(metrics)) set(keys.heartbeat + suffix, std::move(number));
  return commands;
}

/// What the list of all bots says of this one: incidents as its report counts them, and the run's own silence.
/// `summary` is that of the cycle; null: it could not analyze.
[[nodiscard]] inline FleetNote fleet_note(const RunnerMetrics& metrics, const Summary* summary, Instant now) {
  FleetNote note{.ts = now,
                 .heartbeat_at = metrics.heartbeat_at,
                 .interval_min = metrics.interval_s / 60,
                 .open_crit = metrics.is_run_silent ? 1 : 0,
                 .windows_seen_at = metrics.windows_seen_at,
                 .max_window_age_min = metrics.window_age_limit_s / 60,
                 .analysis_failures = metrics.analysis_failures_in_row,
                 .export_failures = metrics.export_failures_in_row,
                 .alerts_pending = metrics.alerts_pending};
  if (summary == nullptr) return note;
  note.now = metrics.present.now;
  note.last_window = summary->last_window.value_or("");
  const IncidentViews views = view_incidents(*summary);
  note.open_crit += static_cast<std::int64_t>(views.open_at(Level::crit));
  note.open_warn += static_cast<std::int64_t>(views.open_at(Level::warn));
  const auto& open = views.open;
  const auto worst = std::max_element(open.begin(), open.end(), [](const IncidentView& a, const IncidentView& b) {
    return a.incident->level < b.incident->level;
  });
  if (worst != open.end()) {
    const Incident& one = *worst->incident;
    note.worst = one.symbol + " " + (worst->is_whole_symbol ? "(all metrics)" : one.metric) + " since " + one.since;
  }
  return note;
}

}  // namespace soak
