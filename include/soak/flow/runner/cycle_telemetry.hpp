// How the runner shows that it lives: heartbeat in Redis, metrics file, ping.
#pragma once

#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/flow/runner/cycle.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/report/alert/runner_metrics.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// What is not in the state: what this cycle found.
[[nodiscard]] inline RunnerMetrics runner_metrics(const ContinuousSettings& settings, const RunnerState& state,
                                                  const Cycle& cycle, double seconds) {
  RunnerMetrics metrics{.env = settings.env(),
                        .exchange = settings.exchange(),
                        .heartbeat_at = state.heartbeat_at,
                        .windows_seen_at = state.windows_seen_at,
                        .window_age_limit_s = 60 * settings.max_window_age_min,
                        .interval_s = 60 * settings.interval_min,
                        .cycle_seconds = seconds,
                        .debounce_remaining_min = cycle.remaining_min,
                        .analysis_failures_in_row = state.analysis_failures,
                        .cycles_total = state.cycles_total,
                        .export_failures_total = state.export_failures_total,
                        .alerts_sent_total = state.alerts_sent_total,
                        .alerts_debounced_total = state.alerts_debounced_total,
                        .alerts_failed_total = state.alerts_failed_total};
  if (cycle.analysis) {
    metrics.counts = cycle.analysis->summary.counts();
    metrics.per_symbol = symbol_metrics(cycle.analysis->summary, cycle.violations);
    metrics.windows = cycle.analysis->summary.windows;
    metrics.symbols = cycle.analysis->summary.symbols.size();
  }
  return metrics;
}

/// Writes the time of a good cycle, for people and as a number, the debounce gauge and the other metrics as numbers;
/// they live for two intervals. Gives the heartbeat's key.
[[nodiscard]] inline Result<std::string> write_heartbeat(RedisLink& redis, const ContinuousSettings& settings,
                                                         Instant now, const RunnerMetrics& metrics) {
  const std::string key = prefixed_key(settings.exports, settings.heartbeat_key);
  const std::string ttl = std::to_string(interval_ttl_s(settings.interval_min));
  std::vector<RedisCommand> commands{{"SET", key, format_iso8601(now), "EX", ttl},
                                     {"SET", key + "_timestamp", std::to_string(epoch_seconds(now)), "EX", ttl}};
  // Without debounce the alert state of this env and exchange is not ours to speak of.
  if (settings.debounce_min > 0) {
    commands.push_back({"SET", prefixed_key(settings.exports, "soak:alert_debounce_remaining_minutes"),
                        std::to_string(metrics.debounce_remaining_min), "EX", ttl});
  }
  for (auto& [suffix, number] : redis_numbers(metrics)) {
    commands.push_back({"SET", key + suffix, std::move(number), "EX", ttl});
  }
  const auto written = redis.demand(commands);
  if (!written) return written.error();
  return key;
}

inline void write_metrics_file(const std::string& path, const RunnerMetrics& metrics) {
  if (path.empty()) return;
  const auto written = write_file_atomically(path, to_prometheus(metrics));
  if (!written) diagnose(Severity::warn, "the metrics file is not up to date: " + written.error().message);
}

/// Calls the URL, or with `reason` (which the cycle is bad for) the URL with "/fail" behind its path.
inline void ping(const HttpClient& http, const std::string& url, std::string reason) {
  if (url.empty()) return;
  HttpRequest request{.url = url, .content_type = "text/plain", .body = std::move(reason)};
  if (!request.body.empty()) request.url.insert(std::min(request.url.find('?'), request.url.size()), "/fail");
  http(std::span(&request, 1), [](std::size_t, const Result<HttpResponse>& answer) {
    if (answer && answer->status / 100 == 2) return;
    const std::string problem = answer ? "HTTP " + std::to_string(answer->status) : answer.error().message;
    diagnose(Severity::warn, "--ping-url: " + problem);
  });
}

}  // namespace soak
