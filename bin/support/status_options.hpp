// The options of `soak status`.
#pragma once

#include "ops_options.hpp"
#include "redis.hpp"

#include <soak/flow/watch/status.hpp>

namespace soak::cli {

struct StatusOptions : OpsOptions {
  StatusSettings status;
  RedisSettings redis;
  std::string daily_at = "06:00";
  std::string weekly_at = "05:30";
  double interval_min = 0;        ///< 0: as the runner's state has it
  std::int64_t debounce_min = 0;  ///< the same
  bool ask_redis = false;
  bool exit_on_crit = false;
  bool json = false;
  bool watch = false;
  std::int64_t watch_sec = 5;
};

/// `options` must outlive the command's run.
inline void add_status_options(Command& command, StatusOptions& options) {
  StatusSettings& status = options.status;
  add_artifacts_option(command, options);
  command.option("--reports-dir", status.reports_dir, "Directory of SOAK_SUMMARY.json");
  command.option("--state-dir", status.state_dir, "Directory of what the runner remembers");
  command.option("--lock-file", status.lock_file, "Lock of the one runner (default: the one that its state names)");
  command.option("--run", status.run, "Report of soak_run (default: the newest below soak_reports of the artifacts)");
  command.option("--journal", status.journal, "Journal (default: SOAK_JOURNAL.jsonl of the artifacts)");
  command.group("Due");
  command.option("--interval-min", options.interval_min, {0, 525600}, "Of the runner; 0: as its state has it");
  command.option("--alert-debounce-min", options.debounce_min, {0, 525600}, "Of the runner; 0: as its state has it");
  command.option("--daily-at", options.daily_at, "Local time of the daily routine");
  command.option("--weekly-at", options.weekly_at, "Local time of the weekly routine, on Mondays");
  command.option("--min-readiness", status.schedule.min_readiness, {0, 100},
                 "Readiness below which the gate is closed");
  add_zone_option(command, options);
  add_now_option(command, options);
  command.group("Redis");
  command.flag("--redis", options.ask_redis, "Ask Redis for the heartbeat and the alert state too");
  add_place_options(command, status.place);
  add_redis_options(command, options.redis);
  command.option("--heartbeat-key", status.heartbeat_key, "Base name of the heartbeat's key");
  command.group("Output");
  command.flag("--json", options.json, "Print JSON");
  command.flag("--exit-on-crit", options.exit_on_crit, "Exit 1 if the verdict is CRIT");
  command.flag("--watch", options.watch, "Show it again and again, until Ctrl-C");
  command.option("--watch-sec", options.watch_sec, {1, 86400}, "Seconds from one look to the next");
}

/// Makes `options.status` of what was given; the error names the option that is wrong.
[[nodiscard]] inline Result<void> complete_status_options(StatusOptions& options, const Moment& moment) {
  StatusSettings& status = options.status;
  status.artifacts = options.artifacts;
  status.offset = moment.offset;
  const auto daily = parse_local_time(options.daily_at);
  const auto weekly = parse_local_time(options.weekly_at);
  if (!daily || !weekly) return Error{Errc::usage, "--daily-at, --weekly-at: expected a time like 06:00"};
  status.schedule.daily_at = *daily;
  status.schedule.weekly_at = *weekly;
  if (options.interval_min > 0) status.schedule.interval_min = options.interval_min;
  if (options.debounce_min > 0) status.schedule.debounce_min = options.debounce_min;
  if (!options.ask_redis) return {};
  auto connector = redis_connector(options.redis);
  if (!connector) return connector.error();
  status.redis = std::move(*connector);
  return {};
}

}  // namespace soak::cli
