// The options of `soak doctor`.
#pragma once

#include "ops_options.hpp"
#include "redis.hpp"

#include <soak/flow/watch/doctor.hpp>
#include <soak/sys/process/shipped_scripts.hpp>

namespace soak::cli {

struct DoctorOptions : OpsOptions {
  DoctorSettings doctor;
  RedisSettings redis;
  std::string alert_ca;
  double window_hours = 24;
  bool json = false;
};

/// `options` must outlive the command's run.
inline void add_doctor_options(Command& command, DoctorOptions& options) {
  options.redis.url.clear();  // a Redis that nobody named is not asked
  DoctorSettings& doctor = options.doctor;
  add_artifacts_option(command, options);
  command.option("--reports-dir", doctor.reports_dir, "Directory of the reports");
  command.option("--state-dir", doctor.state_dir, "Directory of what the runner remembers");
  command.option("--lock-file", doctor.lock_file, "Lock of the one runner (default: the one that its state names)");
  command.option("--hook-dir", doctor.hook_dir, "Directory of the ladder's scripts <ACTION>.sh");
  command.option("--journal-key", doctor.journal_key, "Private key that signs the journal's head")
      .env("SOAK_JOURNAL_KEY");
  command.option("--window-hours", options.window_hours, {0.001, 1e6}, "Age up to which an artifact is fresh");
  add_zone_option(command, options);
  add_now_option(command, options);
  command.group("Servers");
  add_redis_options(command, options.redis);
  command.option("--telegram-api-base", doctor.channels.telegram_api_base, "Telegram, or a self-hosted Bot API")
      .env("TELEGRAM_API_BASE");
  command.option("--alert-ca", options.alert_ca, "PEM file of the authorities to trust for HTTPS");
  command.flag("--offline", doctor.offline, "Ask no server");
  command.group("Output");
  command.flag("--json", options.json, "Print JSON");
  command.reads_environment(
      {"ENV", "EXCHANGE", "ALERT_POLICY", "TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID", "SLACK_WEBHOOK_URL", "PING_URL"});
  command.tolerates_bad_dotenv();
}

/// Makes `options.doctor` of what was given, but for its HTTP client. What is wrong with a setting is the doctor's to
/// say.
inline void complete_doctor_options(DoctorOptions& options) {
  DoctorSettings& doctor = options.doctor;
  doctor.artifacts = options.artifacts;
  if (doctor.hook_dir.empty()) doctor.hook_dir = shipped_scripts("scripts/hooks");
  doctor.zone = options.time_zone;
  auto offset = find_time_zone(options.time_zone);
  if (!offset) doctor.zone_problem = offset.error().message;
  doctor.offset = offset ? std::move(*offset) : [](Instant) { return std::chrono::seconds{0}; };
  doctor.window = std::chrono::seconds{std::llround(options.window_hours * 3600)};
  const auto setting = [](const char* name) { return environment(name).value_or(""); };
  doctor.settings = {options.redis.url,
                     setting("ALERT_POLICY"),
                     setting("TELEGRAM_BOT_TOKEN"),
                     setting("TELEGRAM_CHAT_ID"),
                     setting("SLACK_WEBHOOK_URL"),
                     setting("PING_URL"),
                     setting("ENV"),
                     setting("EXCHANGE")};
  doctor.channels.telegram_token = doctor.settings.telegram_token;
  address_telegram(doctor.channels, doctor.settings.telegram_chat);
  doctor.channels.slack_webhook = doctor.settings.slack_webhook;
  const auto url = parse_redis_url(options.redis.url);
  if (!url) return;
  doctor.redis_display = url->display();
  doctor.ping_redis = [redis = options.redis]() -> Result<std::string> {
    const auto connect = redis_connector(redis);
    return connect ? ping(*connect) : connect.error();
  };
}

}  // namespace soak::cli
