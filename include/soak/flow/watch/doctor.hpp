// Gathers the facts of `soak doctor`, and asks its questions in the order of the page. Nothing is written, no message
// is sent, and each question ends within some seconds.
#pragma once

#include <soak/analysis/watch/doctor.hpp>
#include <soak/analysis/watch/doctor_settings.hpp>
#include <soak/core/text/dotenv.hpp>
#include <soak/flow/alert/channels.hpp>
#include <soak/flow/daily/sentinel.hpp>
#include <soak/flow/files/state_file.hpp>
#include <soak/flow/publish/export_status.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/flow/watch/installed_tools.hpp>
#include <soak/flow/watch/windows.hpp>
#include <soak/model/alert/alert_state.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/env.hpp>
#include <soak/sys/machine.hpp>
#include <soak/sys/process/lock_file.hpp>

#include <array>
#include <chrono>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct DoctorSettings {
  std::span<const std::string_view> tools = {};  ///< that must be installed
  std::string artifacts{default_dir::artifacts};
  std::string reports_dir{default_dir::reports};
  std::string state_dir{default_dir::state};
  std::string lock_file;  ///< empty: as the runner's state has it
  std::string zone;
  std::string zone_problem;  ///< empty: the zone is there
  UtcOffset offset;          ///< of the zone; UTC where that has a problem
  std::string hook_dir;      ///< of the ladder's scripts; empty: none
  std::string journal_key;   ///< that signs the journal's head; empty: none
  std::chrono::seconds window{24 * 3600};
  bool offline = false;  ///< ask no server
  Settings settings;
  ChannelSettings channels;
  HttpClient http;
  /// Has a PING answered by the Redis of the settings; the error says why not.
  std::function<Result<std::string>()> ping_redis;
  std::string redis_display;
};

namespace watch_detail {

inline void append(std::vector<Finding>& findings, std::vector<Finding> more) {
  findings.insert(findings.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

[[nodiscard]] inline PlaceFacts look_at_place(std::string name, const std::string& path) {
  PlaceFacts place{.name = std::move(name), .path = path, .exists = file_exists(path)};
  const std::string nearest = nearest_directory(path);
  const auto writable = check_writable(nearest);
  place.is_writable = writable.has_value();
  if (!writable) place.problem = writable.error().message;
  return place;
}

[[nodiscard]] inline DiskFacts look_at_disk(const std::string& path) {
  const std::string nearest = nearest_directory(path);
  const auto space = disk_space(nearest);
  if (!space) return {.path = nearest, .problem = space.error().message};
  return {nearest, space->free_bytes, space->total_bytes, space->free_inodes, space->total_inodes};
}

/// Settings, hooks and keys that are there, with the folder that the settings are in.
[[nodiscard]] inline std::vector<TrustedPlace> look_at_trust(const DoctorSettings& settings) {
  std::vector<std::string> paths{".", ".env", "soak.env.sh", settings.journal_key, settings.hook_dir};
  for (const std::string& name : names_in(settings.hook_dir, "", ".sh"))
    paths.push_back(settings.hook_dir + "/" + name);
  std::vector<TrustedPlace> places;
  for (const std::string& path : paths) {
    if (!path.empty() && file_exists(path)) places.push_back({path, who_else_may_write(path)});
  }
  return places;
}

[[nodiscard]] inline DotenvFacts look_at_dotenv() {
  DotenvFacts file{.exists = file_exists(".env") && !is_directory(".env")};
  if (!file.exists) return file;
  file.mode = file_mode(".env").has_value() ? *file_mode(".env") : 0;
  const auto text = read_dotenv();
  auto parsed = text ? parse_dotenv(*text, ".env", known_settings) : Result<Dotenv>(text.error());
  if (parsed) {
    file.values = std::move(parsed->values);
    file.unread_lines = std::move(parsed->unread_lines);
  } else {
    file.problem = parsed.error().message;
  }
  return file;
}

[[nodiscard]] inline JournalFacts look_at_journal(const std::string& directory) {
  const std::string path = path_in(directory, artifact_name::journal);
  JournalFacts facts{.exists = file_exists(path)};
  for (const std::string& name : names_in(directory, artifact_name::torn_journal_prefix, "")) {
    facts.torn_files.push_back(directory + "/" + name);
  }
  if (!facts.exists) return facts;
  const auto check = check_journal(path);
  if (!check) {
    facts.problem = check.error().message;
    return facts;
  }
  facts.records = check->records;
  if (check->broken) facts.problem = check->broken->text();
  return facts;
}

[[nodiscard]] inline std::vector<Finding> look_at_artifacts(const DoctorSettings& settings, Instant now) {
  const auto targets = sentinel_targets(settings.artifacts, settings.window, local_weekday(now, settings.offset));
  std::vector<bool> exists;
  for (const FreshTarget& target : targets) exists.push_back(file_exists(target.path));
  return judge_artifacts(run_sentinel(targets, std::chrono::seconds{0}, now).verdicts, exists);
}

[[nodiscard]] inline std::vector<Finding> look_at_state(const std::string& directory) {
  std::size_t checked = 0;
  std::vector<std::string> problems;
  std::vector<Finding> findings;
  const auto check = [&](const std::string& path, const auto& parse) {
    using Value = std::decay_t<decltype(*parse(std::string_view()))>;
    const auto value = load_state<Value>(path, parse);
    if (!value || *value) ++checked;
    if (!value) problems.push_back(printable(path) + ": " + value.error().message);
  };
  check(path_in(directory, artifact_name::runner_state), parse_runner_state);
  check(path_in(directory, artifact_name::alert_state), parse_alert_state_file);
  const std::string outbox = path_in(directory, artifact_dir::outbox);
  for (const std::string& place : names_in(outbox, "", "")) {
    if (place.starts_with(".")) continue;
    for (const std::string& name : names_in(path_in(outbox, place), "", "")) {
      const std::string path = path_in(path_in(outbox, place), name);
      if (name.starts_with(".")) continue;
      if (name.ends_with(".json")) check(path, parse_outbox_entry);
      if (name.find(".json.damaged-") != name.npos)
        problems.push_back(printable(path) + ": an alert that was set aside");
    }
  }
  check(export_status_path(directory), [&](std::string_view text) {
    auto status = parse_export_status(text);
    if (status) findings.push_back(judge_exports(status->consecutive_failures, status->reason));
    return status;
  });
  findings.insert(findings.begin(), judge_state(checked, problems));
  return findings;
}

[[nodiscard]] inline Finding look_at_runner(const DoctorSettings& settings, Instant now) {
  const auto loaded =
      load_state<RunnerState>(path_in(settings.state_dir, artifact_name::runner_state), parse_runner_state);
  const RunnerState state = loaded ? loaded->value_or(RunnerState{}) : RunnerState{};
  const std::string path = lock_file_of(settings.lock_file, state);
  const auto lock = look_at_lock(path);
  return judge_lock(path, lock ? *lock : std::nullopt, lock ? "" : lock.error().message, now,
                    next_cycle(state.heartbeat_at, state.interval_min));
}

/// What a program prints, or nothing if it fails or takes too long.
[[nodiscard]] inline std::string output_of(std::vector<std::string> argv) {
  ProcessSpec spec;
  spec.argv = std::move(argv);
  spec.timeout = std::chrono::seconds{5};
  const auto run = run_process(spec);
  return run ? run->output : std::string();
}

[[nodiscard]] inline ScheduleFacts look_at_schedule() {
  ScheduleFacts facts;
  for (const char* timer : {"soak-daily.timer", "soak-weekly.timer", "soak-snapshot.timer"}) {
    if (output_of({"systemctl", "is-enabled", timer}).starts_with("enabled")) facts.timers.emplace_back(timer);
  }
  if (names_daily_routine(output_of({"crontab", "-l"}))) facts.tables.emplace_back("crontab of this user");
  for (const std::string& name : names_in("/etc/cron.d", "", "")) {
    const auto text = read_file("/etc/cron.d/" + name, std::size_t{1} << 16);
    if (text && names_daily_routine(*text)) facts.tables.push_back("/etc/cron.d/" + name);
  }
  return facts;
}

[[nodiscard]] inline std::vector<Finding> ask_channels(const DoctorSettings& settings) {
  const ChannelSettings& channels = settings.channels;
  const auto skipped = [&](std::string name, bool is_set) {
    return Finding{std::move(name), CheckStatus::skip, is_set ? "not asked (--offline)" : "not set up, or not wholly"};
  };
  if (settings.offline) return {skipped("telegram", channels.has_telegram()), skipped("slack", channels.has_slack())};
  std::vector<HttpRequest> requests;
  if (channels.has_telegram()) {
    for (HttpRequest& probe : telegram_probes(channels)) requests.push_back(std::move(probe));
  }
  if (channels.has_slack()) requests.push_back(slack_probe(channels));
  std::vector<Result<HttpResponse>> answers(requests.size(), Error{Errc::unavailable, "no answer"});
  if (!requests.empty()) {
    settings.http(requests, [&](std::size_t i, Result<HttpResponse> answer) {
      if (answer) answer->body = without_secrets(std::move(answer->body), channels);
      answers[i] = std::move(answer);
    });
  }
  return {channels.has_telegram() ? telegram_finding(answers[0], answers[1]) : skipped("telegram", false),
          channels.has_slack() ? slack_finding(answers.back()) : skipped("slack", false)};
}

[[nodiscard]] inline Finding ask_redis_alive(const DoctorSettings& settings) {
  if (!settings.ping_redis) {
    return {"redis", CheckStatus::skip, "no usable REDIS_URL is set; the tools take redis://localhost:6379/0 then",
            "set REDIS_URL in .env, unless that one is meant or no Redis is used"};
  }
  if (settings.offline) return {"redis", CheckStatus::skip, "not asked (--offline)"};
  const auto answer = settings.ping_redis();
  return answer ? judge_redis(settings.redis_display, *answer, {})
                : judge_redis(settings.redis_display, {}, answer.error().message);
}

}  // namespace watch_detail

[[nodiscard]] inline std::vector<Finding> examine(const DoctorSettings& settings, Instant now) {
  std::vector<Finding> findings;
  findings.push_back(judge_tools(tool_errors(settings.tools), settings.tools.size(), version));
  for (const HelperProgram& program : helper_programs) {
    findings.push_back(judge_program(program, find_program(program.name)));
  }
  watch_detail::append(findings, judge_clock({now, clock_is_synchronized(), settings.zone, settings.zone_problem}));
  for (const auto& [name, path] :
       {std::pair{"artifacts", &settings.artifacts}, std::pair{"reports", &settings.reports_dir},
        std::pair{"state", &settings.state_dir}}) {
    findings.push_back(judge_place(watch_detail::look_at_place(name, *path)));
  }
  findings.push_back(judge_disk(watch_detail::look_at_disk(settings.artifacts)));
  watch_detail::append(findings, judge_dotenv(watch_detail::look_at_dotenv()));
  watch_detail::append(findings, judge_settings(settings.settings));
  findings.push_back(judge_trust(watch_detail::look_at_trust(settings)));
  findings.push_back(watch_detail::ask_redis_alive(settings));
  watch_detail::append(findings, watch_detail::ask_channels(settings));
  findings.push_back(watch_detail::look_at_runner(settings, now));
  watch_detail::append(findings, watch_detail::look_at_state(settings.state_dir));
  const WindowsFacts windows = read_windows_facts(settings.artifacts, settings.reports_dir);
  findings.push_back(judge_windows(windows, now, settings.window));
  watch_detail::append(findings, watch_detail::look_at_artifacts(settings, now));
  watch_detail::append(findings, judge_journal(watch_detail::look_at_journal(settings.artifacts)));
  findings.push_back(judge_schedule(watch_detail::look_at_schedule()));
  return findings;
}

}  // namespace soak
