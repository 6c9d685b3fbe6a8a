// How the runner shows that it lives: heartbeat in Redis, metrics file, ping.
#pragma once

#include <soak/analysis/alert/ping.hpp>
#include <soak/analysis/watch/runner_due.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/report/alert/heartbeat.hpp>
#include <soak/report/alert/runner_metrics.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <utility>

namespace soak {

/// Tells Redis of a good cycle; what it is told lives for two intervals. Gives the heartbeat's key.
[[nodiscard]] inline Result<std::string> write_heartbeat(RedisLink& redis, const ContinuousSettings& settings,
                                                         Instant now, const RunnerMetrics& metrics) {
  const HeartbeatKeys keys{
      prefixed_key(settings.exports, settings.heartbeat_key),
      settings.debounce_min > 0 ? prefixed_key(settings.exports, "soak:alert_debounce_remaining_minutes") : "",
      interval_ttl_s(settings.interval_min)};
  const auto written = redis.demand(heartbeat_commands(keys, now, metrics));
  if (!written) return written.error();
  return keys.heartbeat;
}

/// Tells Redis how this bot stands, after a bad cycle too. Where Redis is away the heartbeat has said so.
inline void write_fleet_note(RedisLink& redis, const ContinuousSettings& settings, const FleetNote& note) {
  const RedisCommand command{"SET", prefixed_key(settings.exports, fleet_note_name), to_json(note), "EX",
                             std::to_string(fleet_note_ttl_s)};
  const auto written = redis.demand(std::span(&command, 1));
  if (!written && settings.verbose) diagnose(Severity::info, "not in the fleet's list: " + written.error().message);
}

inline void write_metrics_file(const std::string& path, const RunnerMetrics& metrics) {
  if (path.empty()) return;
  const auto written = write_file_atomically(path, to_prometheus(metrics));
  if (!written) diagnose(Severity::warn, "the metrics file is not up to date: " + written.error().message);
}

/// `reason`: what the cycle is bad for; empty: nothing.
inline void ping(const HttpClient& http, const std::string& url, std::string reason) {
  if (url.empty()) return;
  const HttpRequest request = ping_request(url, std::move(reason));
  http(std::span(&request, 1), [](std::size_t, const Result<HttpResponse>& answer) {
    if (const auto problem = ping_problem(answer)) diagnose(Severity::warn, "--ping-url: " + *problem);
  });
}

}  // namespace soak
