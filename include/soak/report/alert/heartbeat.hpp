// What the runner tells Redis after a good cycle (docs/formats/redis.md).
#pragma once

#include <soak/core/redis/messages.hpp>
#include <soak/core/time.hpp>
#include <soak/report/alert/runner_metrics.hpp>

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

}  // namespace soak
