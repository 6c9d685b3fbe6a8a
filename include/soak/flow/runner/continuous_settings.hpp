// What the continuous runner is told, and what it is given to reach the world.
#pragma once

#include <soak/analysis/advice/recommendations.hpp>
#include <soak/analysis/alert/policy.hpp>
#include <soak/analysis/alert/silence_rules.hpp>
#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/watch/runner_due.hpp>
#include <soak/flow/alert/channels.hpp>
#include <soak/flow/analyze/analyze.hpp>
#include <soak/flow/analyze/reports.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/alert/alert_text.hpp>
#include <soak/report/alert/runner_metrics.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/net/http.hpp>
#include <soak/sys/redis/client.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace soak {

/// What makes an alert: the verdict over all windows, as the guide has it, or incidents.
enum class AlertOn { verdict, incidents };

struct ContinuousSettings {
  MetricSet metrics = standard_metrics();
  ReportSettings reports;
  ExportSettings exports;  ///< with env and exchange, which everything else takes from here
  bool does_export = true;
  std::string redis_display;  ///< where the Redis is, for people
  /// Somebody named a Redis or wants streams. If not, the default one is used where there is one, and not missed where
  /// there is none.
  bool is_redis_asked_for = true;

  std::string state_dir{default_dir::state};
  std::string heartbeat_key = "soak:runner:heartbeat";  ///< base names: "{env}:{exchange}:" goes in front
  std::string alert_key = "soak:alerts:debounce";
  std::string metrics_file;  ///< empty: none
  std::string ping_url;      ///< empty: none; a secret
  std::string report_url;    ///< empty: none

  AlertOn alert_on = AlertOn::verdict;
  Language alert_language = Language::en;  ///< of messages about incidents
  std::vector<std::string> channels;
  std::map<std::string, Level> channel_minima;  ///< of channels that have one of their own
  std::vector<Escalation> escalations;
  ZoneOffset zone_offset = [](const std::string&, Instant) { return std::chrono::seconds{0}; };  ///< of silences
  AlertPolicy policy;
  Level min_severity = Level::crit;
  std::int64_t debounce_min = 180;
  std::int64_t redis_down_max = 3;  ///< 0: no warning
  double interval_min = 60;
  std::string lock_file;                 ///< that the loop holds; kept in the state, for `soak status`
  double max_window_age_min = 180;       ///< 0: no warning
  std::chrono::seconds retry_pause{10};  ///< after a first failed delivery
  int json_fd = -1;                      ///< gets SOAK_SUMMARY.json after each cycle, a line each; -1: nothing does
  bool dry_run = false;
  bool verbose = false;
  std::optional<LeaseStanding> lease;  ///< of this runner; none: it works without one

  [[nodiscard]] const std::string& env() const noexcept { return exports.env; }
  [[nodiscard]] const std::string& exchange() const noexcept { return exports.exchange; }
  /// Made-up windows are for trying things out; elsewhere they must be asked for.
  [[nodiscard]] bool takes_made_up() const noexcept { return exports.is_rehearsal || env() == "dev"; }
  [[nodiscard]] AlertContext context() const { return {env(), exchange(), report_url}; }
  [[nodiscard]] EffectiveSeverity severity() const { return effective_severity(policy, env(), min_severity); }
  [[nodiscard]] Level minimum_of(const std::string& channel) const {
    const auto own = channel_minima.find(channel);
    return own == channel_minima.end() ? severity().min_severity : own->second;
  }
  /// The least that any channel wants to hear of.
  [[nodiscard]] Level least_severity() const {
    Level least = channels.empty() ? severity().min_severity : Level::crit;
    for (const std::string& channel : channels) least = std::min(least, minimum_of(channel));
    return least;
  }
  /// Those of --alert and those of --escalate.
  [[nodiscard]] std::vector<std::string> all_channels() const {
    std::vector<std::string> all = channels;
    for (const Escalation& escalation : escalations) {
      if (std::find(all.begin(), all.end(), escalation.channel) == all.end()) all.push_back(escalation.channel);
    }
    return all;
  }
};

/// Every way out of the process, so that a test can make three weeks pass in a second.
struct RunnerPorts {
  Clock now;
  std::function<Result<Analysis>()> analyze;
  RedisConnector redis;
  AlertSender send;
  HttpClient http;
};

}  // namespace soak
