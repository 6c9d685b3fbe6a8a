// The options that `soak ack` and `soak silence` share.
#pragma once

#include "cli.hpp"
#include "redis.hpp"

#include <soak/core/duration.hpp>
#include <soak/flow/alert/silencing.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/env.hpp>
#include <soak/sys/log.hpp>

#include <string>
#include <vector>

namespace soak::cli {

struct SilencingOptions {
  SilencingSettings silencing;
  RedisSettings redis;
  std::string reason;
  std::string by;
};

/// `options` must outlive the command's run.
inline void add_silencing_options(Command& command, SilencingOptions& options, const std::string& reason_help) {
  options.redis.url.clear();  // a Redis that nobody named is not told
  options.by = environment("USER").value_or("");
  command.option("--reason", options.reason, reason_help);
  command.option("--by", options.by, "Who (default: the user's name)");
  command.option("--state-dir", options.silencing.state_dir, "Directory of what the runner remembers");
  add_place_options(command, options.silencing.place);
  add_redis_options(command, options.redis);
}

[[nodiscard]] inline Result<SilencingSettings> silencing_settings(const SilencingOptions& options) {
  if (auto checked = check_place(options.silencing.place); !checked) return checked.error();
  SilencingSettings settings = options.silencing;
  if (options.redis.url.empty()) return settings;
  const auto redis = redis_connector(options.redis);
  if (!redis) return redis.error();
  settings.redis = *redis;
  return settings;
}

}  // namespace soak::cli
