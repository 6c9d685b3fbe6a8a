#include "continuous_options.hpp"

#include <soak/sys/env.hpp>
#include <soak/sys/machine.hpp>

#include <algorithm>

namespace soak::cli {

namespace {

void add_alert_options(Command& command, ContinuousOptions& options) {
  ContinuousSettings& runner = options.runner;
  command.group("Alerts");
  command
      .option(
          "--alert", runner.channels,
          "Channel: telegram (TELEGRAM_BOT_TOKEN, TELEGRAM_CHAT_ID), slack (SLACK_WEBHOOK_URL), console, or "
          "command:PATH, which gets the alert as JSON on standard input; with :WARN or :CRIT behind it a minimum of "
          "its own")
      .shape("telegram|slack|console|command:PATH")
      .single();
  command.option("--alert-on", options.alert_on, "What makes an alert: the verdict over all windows, or incidents")
      .one_of({"verdict", "incidents"})
      .env("ALERT_ON");
  command
      .option("--escalate", options.escalations,
              "CHANNEL:MINUTES: a channel that hears of an incident that nobody acknowledged for so long")
      .single();
  command.option("--alert-min-severity", options.min_severity, "Least verdict that alerts")
      .one_of({"OK", "WARN", "CRIT"});
  command.option("--alert-policy", options.policy, "The same for single environments: dev=WARN,staging=WARN,prod=CRIT")
      .env("ALERT_POLICY");
  command.option("--alert-debounce-min", runner.debounce_min, {0, 525600},
                 "Minutes before the same alert is sent again; 0: none, the alert state is not touched");
  command.option("--alert-key", runner.alert_key, "Base name of the key that lives as long as the debounce");
  command.option("--redis-down-max", runner.redis_down_max, {0, INT32_MAX},
                 "Failed exports in a row that are worth a warning; 0: never");
  command.option("--max-window-age-min", options.max_window_age_min, NumberRange{-1, 5256000},
                 "Minutes without a new window that are worth a warning; 0: never, -1: three intervals");
  command.option("--report-url", runner.report_url, "Link that stands in every alert");
  command.option("--telegram-api-base", options.telegram_api_base, "Telegram, or a self-hosted Bot API")
      .env("TELEGRAM_API_BASE");
  command.option("--alert-ca", options.alert_ca, "PEM file of the authorities to trust for HTTPS");
  command.option("--alert-timeout-sec", options.alert_timeout_s, {1, 600}, "Seconds that a channel may take");
  command.option("--alert-retry-sec", options.retry_pause_s, {1, 900},
                 "Seconds before an alert is sent again that was not taken; doubled each time, up to 15 minutes");
  command.flag("--alert-test", options.alert_test, "Send one marked message to each channel, say what each answers");
}

void add_loop_options(Command& command, ContinuousOptions& options) {
  ContinuousSettings& runner = options.runner;
  command.group("Loop");
  command.option("--interval-min", runner.interval_min, NumberRange{0.0001, 525600}, "Minutes between two cycles");
  command.option("--max-iterations", options.max_iterations, {0, INT64_MAX}, "Cycles to run; 0: no end; 1: for cron");
  command.option("--lock-file", options.lock_file, "Lock of the one runner");
  command.option("--state-dir", runner.state_dir, "Directory of what is remembered");
  add_store_option(command, options.no_store);
  command.option("--heartbeat-key", runner.heartbeat_key, "Base name of the heartbeat's key");
  command.option("--metrics-file", runner.metrics_file, "Prometheus text file to write after each cycle (*.prom)");
  command
      .option("--ping-url", runner.ping_url,
              "URL to call after a good cycle, with /fail behind it after a bad one; better given as PING_URL")
      .env("PING_URL")
      .secret();
  command.flag("--exit-on-crit", options.exit_on_crit, "Exit 1 after a cycle with verdict CRIT");
  command.flag("--dry-run", runner.dry_run, "Decide and print; write nothing, send nothing, take no lock");
  command.flag("--verbose", runner.verbose, "Say more on standard error");
}

/// Settings that are texts or contradict each other.
[[nodiscard]] Result<void> check_texts(const ContinuousOptions& options) {
  const ContinuousSettings& runner = options.runner;
  if (auto checked = check_place(runner.exports); !checked) return checked;
  const auto is_plain = [](std::string_view text, std::size_t max) {
    return text.size() <= max && is_printable_utf8(text) && text.find(' ') == text.npos;
  };
  for (const auto& [name, text] :
       {std::pair{"--heartbeat-key", &runner.heartbeat_key}, std::pair{"--alert-key", &runner.alert_key}}) {
    if (text->empty() || !is_plain(*text, 200)) {
      return Error{Errc::usage, std::string(name) + ": expected a key without blanks"};
    }
  }
  if (!is_plain(runner.report_url, 1000)) {
    return Error{Errc::usage, "--report-url: expected a URL of at most 1000 bytes without blanks"};
  }
  const auto& globs = options.analysis.globs;
  if (options.max_iterations != 1 && std::find(globs.begin(), globs.end(), "-") != globs.end()) {
    return Error{Errc::usage, "--iter-glob -: standard input can be read once, so it needs --max-iterations 1"};
  }
  // Half of it passes before a Redis that is away is warned of, and a group of Telegram that has moved is asked twice.
  if (!options.lease.empty() && options.lease_s < 5 * options.alert_timeout_s) {
    return Error{Errc::usage, "--lease-sec: expected at least five times --alert-timeout-sec"};
  }
  return {};
}

/// Names, minima and escalations of the channels.
[[nodiscard]] Result<void> choose_channels(const ContinuousOptions& options, ContinuousSettings& settings) {
  auto& channels = settings.channels;
  channels.clear();
  for (const std::string& text : options.runner.channels) {
    const ChannelChoice choice = parse_channel_choice(text);
    const bool is_new = std::find(channels.begin(), channels.end(), choice.name) == channels.end();
    if (is_new) channels.push_back(choice.name);
    if (!choice.minimum) continue;
    if (!settings.channel_minima.try_emplace(choice.name, *choice.minimum).second &&
        settings.channel_minima.at(choice.name) != *choice.minimum) {
      return Error{Errc::usage, "--alert " + printable(text) + ": the channel has another minimum already"};
    }
  }
  std::sort(channels.begin(), channels.end());
  for (const std::string& text : options.escalations) {
    const auto escalation = parse_escalation(text);
    if (!escalation) return escalation.error();
    settings.escalations.push_back({escalation->channel, escalation->after});
  }
  if (!settings.escalations.empty() && settings.alert_on != AlertOn::incidents) {
    return Error{Errc::usage, "--escalate needs --alert-on incidents: nobody can acknowledge a verdict"};
  }
  if (!settings.escalations.empty() && channels.empty()) {
    return Error{Errc::usage, "--escalate needs a channel that hears of incidents first (--alert)"};
  }
  return {};
}

}  // namespace

void add_continuous_options(Command& command, ContinuousOptions& options) {
  ContinuousSettings& runner = options.runner;
  add_analyze_options(command, options.analysis);
  command.group("Reports");
  command.option("--out-dir", runner.reports.out_dir, "Directory for the reports");
  command.flag("--emit-summary,!--no-emit-summary", runner.reports.emit_summary, "Write SOAK_SUMMARY.json (default)");
  command
      .option("--lang", options.language,
              "Language of RECOMMENDATIONS.md (ru if not given) and of messages about incidents (en if not given)")
      .one_of({"ru", "en"});
  command.flag("--html", runner.reports.html, "Write POST_SOAK_ANALYSIS.html too, to look at in a browser");
  command.flag("--json", options.json,
               "Print SOAK_SUMMARY.json on standard output, a line after each cycle; else nothing");
  add_loop_options(command, options);
  command.group("Redis");
  options.redis.url.clear();  // whether one was named is asked in continuous_settings
  add_place_options(command, runner.exports);
  command.flag("--rehearsal", runner.exports.is_rehearsal,
               "A test: windows may be made up (source fake), messages begin with [TEST], keys are soak:selftest:…");
  add_redis_options(command, options.redis);
  command.option("--ttl", options.ttl_s, {0, max_ttl_s}, "Seconds until hashes expire; 0: an hour or two intervals");
  command.flag("--stream", runner.exports.stream, "Export each violation to its symbol's stream");
  command.option("--stream-maxlen", runner.exports.stream_maxlen, {1, INT32_MAX}, "Entries that a stream keeps, about");
  command.flag("--no-export", options.no_export, "Leave summary and violations out of Redis");
  command
      .option("--lease", options.lease,
              "Of several runners, on whatever machines, only the one that has the lease in Redis works")
      .one_of({"redis"});
  command.option("--lease-sec", options.lease_s, {5, 3600},
                 "Length of the lease: within twice that a runner that died is followed by another");
  add_alert_options(command, options);
  command.reads_environment({"TELEGRAM_BOT_TOKEN", "TELEGRAM_CHAT_ID", "SLACK_WEBHOOK_URL"});
}

Result<ContinuousSettings> continuous_settings(const ContinuousOptions& options) {
  if (auto checked = check_texts(options); !checked) return checked.error();
  ContinuousSettings settings = options.runner;
  const auto url = parse_redis_url(redis_settings(options).url);
  if (!url) return url.error();
  settings.is_redis_asked_for = !options.redis.url.empty() || settings.exports.stream || !options.lease.empty();
  settings.redis_display = url->display();
  auto policy = parse_alert_policy(options.policy);
  if (!policy) return policy.error();
  settings.policy = std::move(*policy);
  settings.min_severity = parse_level(options.min_severity).value_or(Level::crit);
  settings.reports.language = options.language == "en" ? Language::en : Language::ru;
  settings.reports.threads = static_cast<std::size_t>(options.analysis.threads);
  settings.exports.ttl_s = options.ttl_s != 0 ? options.ttl_s : interval_ttl_s(settings.interval_min);
  settings.does_export = !options.no_export;
  settings.max_window_age_min = options.max_window_age_min < 0 ? 3 * settings.interval_min : options.max_window_age_min;
  settings.retry_pause = std::chrono::seconds{options.retry_pause_s};
  settings.alert_on = options.alert_on == "incidents" ? AlertOn::incidents : AlertOn::verdict;
  settings.alert_language = options.language == "ru" ? Language::ru : Language::en;
  if (auto chosen = choose_channels(options, settings); !chosen) return chosen.error();
  for (const std::string& channel : settings.all_channels()) {
    // A dry run needs no tokens: it shows what would be sent.
    const auto checked = check_channel(channel, channel_settings(options));
    if (!checked && !(settings.dry_run && (channel == "telegram" || channel == "slack"))) return checked.error();
  }
  return settings;
}

LeaseSettings lease_settings(const ContinuousOptions& options) {
  if (options.lease.empty() || options.runner.dry_run) return {};
  return {.length = std::chrono::seconds{options.lease_s},
          .send_time = std::chrono::seconds{options.alert_timeout_s},
          .owner = process_name(),
          .key = prefixed_key(options.runner.exports, "soak:lease"),
          .memory_key = prefixed_key(options.runner.exports, shared_memory_name)};
}

RedisSettings redis_settings(const ContinuousOptions& options) {
  RedisSettings settings = options.redis;
  if (settings.url.empty()) settings.url = default_redis_url;
  return settings;
}

ChannelSettings channel_settings(const ContinuousOptions& options) {
  ChannelSettings settings;
  settings.telegram_api_base = options.telegram_api_base;
  while (settings.telegram_api_base.ends_with('/')) settings.telegram_api_base.pop_back();
  settings.telegram_token = environment("TELEGRAM_BOT_TOKEN").value_or("");
  address_telegram(settings, environment("TELEGRAM_CHAT_ID").value_or(""));
  settings.slack_webhook = environment("SLACK_WEBHOOK_URL").value_or("");
  settings.command_timeout = std::chrono::seconds{options.alert_timeout_s};
  return settings;
}

}  // namespace soak::cli
