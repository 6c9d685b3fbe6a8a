// The options that the producers of artifacts share.
#pragma once

#include "cli.hpp"

#include <soak/flow/producers.hpp>
#include <soak/sys/clock.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/time_zone.hpp>

#include <string>
#include <vector>

namespace soak::cli {

struct ProducerOptions {
  ProducerSettings settings;
  std::string time_zone = default_time_zone;
};

inline void add_windows_options(Command& command, RunWindowsSettings& windows) {
  command.option("--iter-glob", windows.globs, "Glob pattern of the run's ITER_SUMMARY files (quoted)").single();
  command.option("--default-symbol", windows.default_symbol, "Name of the series of a run without symbols");
}

inline void add_artifact_options(Command& command, std::string& artifacts, std::string& time_zone) {
  command.option("--artifacts-dir", artifacts, "Directory of the artifacts");
  command.option("--tz", time_zone, "Time zone of days and hours");
}

/// The zone's offsets; sets the day that the copy under history/ is named for.
[[nodiscard]] inline Result<UtcOffset> resolve_day(ProducerOptions& options, Instant now) {
  auto offset = find_time_zone(options.time_zone);
  if (offset) options.settings.day = local_date(now, *offset);
  return offset;
}

inline void warn_all(const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) diagnose(Severity::warn, warning);
}

}  // namespace soak::cli
