// The options that the producers of artifacts share.
#pragma once

#include "ops_options.hpp"
#include "unpack.hpp"

#include <soak/flow/artifacts/key_artifacts.hpp>

namespace soak::cli {

struct ProducerOptions : OpsOptions {
  ProducerSettings settings;
};

inline void add_windows_options(Command& command, RunWindowsSettings& windows) {
  command.option("--iter-glob", windows.globs, "Glob pattern of the run's ITER_SUMMARY files (quoted)").single();
  command.option("--default-symbol", windows.default_symbol, "Name of the series of a run without symbols");
  windows.unpacker = unpacker();
}

inline void add_producer_options(Command& command, ProducerOptions& options) {
  add_artifacts_option(command, options);
  add_zone_option(command, options);
  add_json_option(command, options);
}

/// The present, and the day that the copy under history/ is named for.
[[nodiscard]] inline Result<Moment> resolve_day(ProducerOptions& options) {
  auto moment = resolve_moment(options);
  if (moment) options.settings.day = moment->today();
  options.settings.artifacts = options.artifacts;
  return moment;
}

}  // namespace soak::cli
