// What the tools of the daily routine share: the artifacts' directory, the time zone, the instant that is judged from.
#pragma once

#include "cli.hpp"

#include <soak/core/civil.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/clock/time_zone.hpp>
#include <soak/sys/log.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace soak::cli {

struct OpsOptions {
  std::string artifacts{default_dir::artifacts};
  std::string time_zone = default_time_zone;
  std::string now;
  bool json = false;  ///< one object on standard output; the lines go to standard error
};

/// The moment and the zone that a tool works in.
struct Moment {
  Instant now;
  UtcOffset offset;

  [[nodiscard]] Date today() const { return local_date(now, offset); }
};

inline void add_artifacts_option(Command& command, OpsOptions& options) {
  command.option("--artifacts-dir", options.artifacts, "Directory of the artifacts");
}

inline void add_now_option(Command& command, OpsOptions& options) {
  command.option("--now", options.now, "Judge as of this time, like 2026-01-15T12:00:00Z (default: the present)");
}

inline void add_zone_option(Command& command, OpsOptions& options) {
  command.option("--tz", options.time_zone, "Time zone of days and hours");
}

/// --now, or the clock.
[[nodiscard]] inline Result<Instant> resolve_now(const OpsOptions& options) {
  if (options.now.empty()) return system_now();
  if (const auto instant = parse_iso8601(options.now)) return *instant;
  return Error{Errc::usage, "--now: '" + printable(options.now) + "' is not a time like 2026-01-15T12:00:00Z"};
}

[[nodiscard]] inline Result<Moment> resolve_moment(const OpsOptions& options) {
  const auto now = resolve_now(options);
  if (!now) return now.error();
  auto offset = find_time_zone(options.time_zone);
  if (!offset) return offset.error();
  return Moment{*now, std::move(*offset)};
}

inline void add_json_option(Command& command, OpsOptions& options) {
  command.flag("--json", options.json, "Print one JSON object on standard output; the lines go to standard error");
}

/// Shows what came out: `lines` for people, `json` for programs that asked for it.
[[nodiscard]] inline Result<void> show(const OpsOptions& options, std::string_view lines, std::string_view json) {
  if (!options.json) return print(lines);
  (void)write_full(STDERR_FILENO, lines);
  return print(json);
}

inline void warn_all(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) diagnose(Severity::warn, warning);
}

}  // namespace soak::cli
