// continuous_runner: analyze, export and alert, over and over or once for cron.
#include "support/continuous_options.hpp"

#include <soak/flow/alert/alert_test.hpp>
#include <soak/flow/runner/continuous_loop.hpp>
#include <soak/sys/clock/time_zone.hpp>
#include <soak/sys/net/http_curl.hpp>

namespace {

soak::Result<soak::ExitStatus> run(const soak::cli::ContinuousOptions& options) {
  const soak::StopSignal stop;
  const auto settings = soak::cli::continuous_settings(options);
  if (!settings) return settings.error();
  const soak::HttpClient http = soak::curl_http_client(
      {.ca_file = options.alert_ca, .timeout = std::chrono::seconds{options.alert_timeout_s}, .stop_fd = stop.fd()});
  soak::ChannelSettings channels = soak::cli::channel_settings(options);
  channels.stop_fd = stop.fd();
  const soak::AlertSender send = soak::alert_sender(
      std::move(channels), http, soak::path_in(settings->state_dir, soak::artifact_name::telegram_chats));
  if (options.alert_test) {
    return soak::test_alerts(settings->channels, settings->context(), send, soak::system_now());
  }
  auto analysis = soak::cli::analyze_settings(options.analysis);
  if (!analysis) return analysis.error();
  analysis->keep_times = options.runner.reports.html || settings->alert_on == soak::AlertOn::incidents;
  if (!options.no_store && !settings->dry_run) {
    analysis->store_dir = soak::window_store_path(settings->state_dir, settings->env(), settings->exchange());
  }
  const auto redis = soak::cli::redis_connector(soak::cli::redis_settings(options));
  if (!redis) return redis.error();
  if (auto time = soak::report_time(soak::system_now()); !time) return time.error();
  soak::ContinuousSettings runner = *settings;
  if (options.json) runner.json_fd = soak::reserve_standard_output();
  runner.metrics = analysis->metrics;
  runner.lock_file = options.lock_file;
  runner.zone_offset = [](const std::string& zone, soak::Instant at) {
    const auto offset = soak::find_time_zone(zone);
    return offset ? (*offset)(at) : std::chrono::seconds{0};
  };
  const auto analyze = [&]() -> soak::Result<soak::Analysis> {
    const auto generated_at = soak::report_time(soak::system_now());
    if (!generated_at) return generated_at.error();
    return soak::analyze(*analysis, *generated_at);
  };
  const auto interval = std::chrono::duration<double, std::ratio<60>>(runner.interval_min);
  const soak::LoopSettings loop{.lock_file = runner.dry_run ? std::string() : options.lock_file,
                                .lock_advice = "--lock-file names another",
                                .interval = std::chrono::ceil<std::chrono::milliseconds>(interval),
                                .max_iterations = options.max_iterations,
                                .exit_on_crit = options.exit_on_crit,
                                .lease = soak::cli::lease_settings(options)};
  return soak::run_continuous(std::move(runner), loop, {soak::system_now, analyze, *redis, send, http}, stop);
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::ContinuousOptions options;
  soak::cli::Command command(
      "continuous_runner", "Analyze, export to Redis and alert, over and over",
      "Exit status: 0 done or told to stop, 1 lock held or lost, CRIT with --exit-on-crit, or a channel that does not "
      "take --alert-test, 2 wrong usage; with --max-iterations also 3 no usable input and 4 output not written in the "
      "last cycle.");
  soak::cli::add_continuous_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
