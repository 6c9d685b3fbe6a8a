// The options of continuous_runner.
#pragma once

#include "analyze_options.hpp"
#include "cli.hpp"
#include "redis.hpp"

#include <soak/core/lock_status.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/flow/runner/handover.hpp>
#include <soak/flow/runner/lease_keeper.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace soak::cli {

struct ContinuousOptions {
  AnalyzeOptions analysis;
  RedisSettings redis;
  ContinuousSettings runner;
  std::string lock_file{default_lock_file};
  std::string language;  ///< empty: not given
  std::string alert_on = "verdict";
  std::vector<std::string> escalations;
  std::string policy;
  std::string min_severity = "CRIT";
  std::string telegram_api_base = ChannelSettings().telegram_api_base;
  std::string alert_ca;
  std::int64_t max_iterations = 0;
  std::int64_t ttl_s = 0;  ///< 0: not given
  std::int64_t alert_timeout_s = 10;
  std::int64_t retry_pause_s = 10;
  double max_window_age_min = -1;  ///< -1: three intervals
  std::string lease;               ///< empty: none
  std::int64_t lease_s = 60;
  bool no_export = false;
  bool no_store = false;
  bool exit_on_crit = false;
  bool alert_test = false;
  bool json = false;
};

/// `options` must outlive the command's run.
void add_continuous_options(Command& command, ContinuousOptions& options);

/// What the options say of the runner; the error names the option that is wrong.
[[nodiscard]] Result<ContinuousSettings> continuous_settings(const ContinuousOptions& options);

/// The lease that the options ask for; without a length if they ask for none.
[[nodiscard]] LeaseSettings lease_settings(const ContinuousOptions& options);

/// The Redis that was named, else the default one.
[[nodiscard]] RedisSettings redis_settings(const ContinuousOptions& options);

/// Tokens and addresses of the channels, from the environment.
[[nodiscard]] ChannelSettings channel_settings(const ContinuousOptions& options);

}  // namespace soak::cli
