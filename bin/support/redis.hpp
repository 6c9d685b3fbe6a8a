// The options of every tool that talks to Redis. The client is a heavy header, so it is compiled once, in redis.cpp.
#pragma once

#include "place_options.hpp"

#include <soak/model/artifacts/names.hpp>
#include <soak/sys/redis/client.hpp>

#include <string>

namespace soak::cli {

inline constexpr const char* default_redis_url = "redis://localhost:6379/0";

struct RedisSettings {
  std::string url = default_redis_url;
  std::string ca_file;
};

/// Declares --redis-url (also REDIS_URL) and --redis-ca. `settings` must outlive the command's run.
void add_redis_options(Command& command, RedisSettings& settings);

/// What both exporters have.
struct ExportOptions {
  std::string summary = path_in(default_dir::reports, artifact_name::summary);
  std::string state_dir{default_dir::state};
  RedisSettings redis;
  ExportSettings settings;
  bool dry_run = false;
  bool allow_fake = false;
};

/// The last part of an exporter's --help.
inline constexpr const char* export_exit_statuses =
    "Exit status: 0 done, also if Redis is away or refuses (a warning and the marker say so), 2 wrong usage, 3 input "
    "missing or malformed, 4 marker not written.";

void add_export_options(Command& command, ExportOptions& options);

/// A connector for these settings; nothing is connected yet. The error names the part of the URL that is wrong
/// (Errc::usage), or a CA file that cannot be used (Errc::input_unusable).
[[nodiscard]] Result<RedisConnector> redis_connector(const RedisSettings& settings);

}  // namespace soak::cli
