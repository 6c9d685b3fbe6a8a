// Reads what `soak status` shows. Nothing is written, nothing is waited for, and a file that is missing or cannot be
// used is a fact like any other.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/watch/status.hpp>
#include <soak/flow/daily/sentinel.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/publish/export_status.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/watch/windows.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/walk/soak_run_report.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/process/lock_file.hpp>
#include <soak/sys/redis/client.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct StatusSettings {
  std::string artifacts{default_dir::artifacts};
  std::string reports_dir{default_dir::reports};
  std::string state_dir{default_dir::state};
  std::string lock_file;  ///< empty: as the runner's state has it
  std::string journal;    ///< empty: SOAK_JOURNAL.jsonl of the artifacts
  std::string run;        ///< report of soak_run; empty: the newest below the artifacts' soak_reports
  std::string heartbeat_key = "soak:runner:heartbeat";
  ExportSettings place;  ///< env and exchange
  StatusSchedule schedule;
  UtcOffset offset;
  RedisConnector redis;  ///< null: Redis is not asked
};

namespace watch_detail {

/// A file's text made into a value by `parse`, whose error lacks the file's name.
template <class T, class Parse>
[[nodiscard]] FoundValue<T> find_in(const std::string& path, std::size_t max_bytes, const Parse& parse) {
  if (!file_exists(path)) return {};
  const auto text = read_file(path, max_bytes);
  if (!text) return {{}, text.error().message};
  auto value = parse(*text);
  if (!value) return {{}, unusable_file(path, value.error().message).message};
  return {std::move(*value), {}};
}

template <class T, class Parse>
[[nodiscard]] FoundValue<T> find_in_json(const std::string& path, const Parse& parse) {
  if (!file_exists(path)) return {};
  auto value = read_artifact(path, parse);
  if (!value) return {{}, value.error().message};
  return {std::move(*value), {}};
}

/// The report that was changed last, of those in DIRECTORY and one level below it; empty if there is none.
[[nodiscard]] inline std::string newest_report(const std::string& directory) {
  std::vector<std::string> directories{directory};
  for (const std::string& name : names_in(directory, "", "")) {
    if (!name.starts_with(".")) directories.push_back(directory + "/" + name);
  }
  std::pair<Instant, std::string> newest{Instant::min(), ""};
  for (const std::string& place : directories) {
    for (const std::string& name : names_in(place, "", ".json")) {
      const std::string path = place + "/" + name;
      const auto time = modified_at(path);
      if (!name.starts_with(".") && time) newest = std::max(newest, {*time, path});
    }
  }
  return newest.second;
}

/// The journal's last line, and the FAILs before it; only the file's end is read.
[[nodiscard]] inline FoundValue<LastTick> last_tick(const std::string& path) {
  if (!file_exists(path)) return {};
  constexpr std::size_t most = std::size_t{256} << 10;
  const auto text = read_end(path, most);
  if (!text) return {{}, text.error().message};
  auto last = last_tick_in(*text, text->size() == most);
  if (!last) return {{}, unusable_file(path, last.error().message).message};
  return {std::move(*last), {}};
}

/// `problem` gets why one of them cannot be used.
[[nodiscard]] inline std::vector<OutboxEntry> pending_alerts(const std::string& directory, std::string& problem) {
  std::vector<OutboxEntry> entries;
  for (const std::string_view topic : alert_topic::kept) {
    auto entry =
        find_in<OutboxEntry>(directory + "/" + std::string(topic) + ".json", max_state_bytes, parse_outbox_entry);
    if (!entry.problem.empty()) problem = std::move(entry.problem);
    if (entry.value && !entry.value->pending.empty()) entries.push_back(std::move(*entry.value));
  }
  return entries;
}

/// A file that says that no alert was sent is no problem.
[[nodiscard]] inline FoundValue<AlertState> local_alert(const std::string& path) {
  auto file = find_in<AlertStateFile>(path, max_state_bytes, parse_alert_state_file);
  return {file.value ? std::move(file.value->state) : std::nullopt, std::move(file.problem)};
}

/// Heartbeat and alert state as Redis has them.
inline void ask_redis(StatusFacts& facts, const StatusSettings& settings) {
  facts.asked_redis = true;
  RedisLink link(settings.redis);
  const std::array<RedisCommand, 2> commands{RedisCommand{"GET", prefixed_key(settings.place, settings.heartbeat_key)},
                                             RedisCommand{"GET", prefixed_key(settings.place, "soak:alert_state")}};
  const auto replies = link.demand(commands);
  if (!replies) {
    facts.redis_heartbeat.problem = replies.error().message;
    return;
  }
  if (!(*replies)[0].is_nil()) {
    facts.redis_heartbeat.value = parse_iso8601((*replies)[0].text);
    if (!facts.redis_heartbeat.value) facts.redis_heartbeat.problem = "its key holds no time";
  }
  facts.is_alert_of_redis = true;
  facts.alert = {};
  if ((*replies)[1].is_nil()) return;
  auto state = parse_alert_state((*replies)[1].text);
  if (state) {
    facts.alert.value = std::move(*state);
  } else {
    facts.alert.problem = "the alert state in Redis is unusable: " + state.error().message;
  }
}

}  // namespace watch_detail

[[nodiscard]] inline StatusFacts read_status(const StatusSettings& settings, Instant now) {
  StatusFacts facts;
  facts.now = now;
  facts.offset = settings.offset;
  facts.schedule = settings.schedule;
  facts.run_path = settings.run.empty()
                       ? watch_detail::newest_report(path_in(settings.artifacts, artifact_dir::run_reports))
                       : settings.run;
  if (!facts.run_path.empty()) {
    facts.run = watch_detail::find_in_json<RunOverview>(facts.run_path, run_overview_of);
    const auto lock = look_at_lock(facts.run_path + ".lock");
    if (lock) facts.run_lock = *lock;
  }
  facts.tick = watch_detail::last_tick(settings.journal.empty() ? path_in(settings.artifacts, artifact_name::journal)
                                                                : settings.journal);
  facts.windows = read_windows_facts(settings.artifacts, settings.reports_dir);
  facts.summary =
      watch_detail::find_in<Summary>(path_in(settings.reports_dir, artifact_name::summary), max_report_bytes,
                                     [](std::string_view text) { return parse_summary(text); });
  const auto own_state = [&](std::string_view name) {
    return own_state_path(settings.state_dir, name, settings.place.env, settings.place.exchange);
  };
  facts.alert = watch_detail::local_alert(own_state(artifact_name::alert_state));
  facts.outbox = watch_detail::pending_alerts(
      outbox_path(settings.state_dir, settings.place.env, settings.place.exchange), facts.outbox_problem);
  facts.incidents = watch_detail::find_in<IncidentMemory>(
      incidents_path(settings.state_dir, settings.place.env, settings.place.exchange), max_state_bytes,
      parse_incident_memory);
  facts.silences = watch_detail::find_in<Silences>(
      silences_path(settings.state_dir, settings.place.env, settings.place.exchange), max_state_bytes, parse_silences);
  facts.exported =
      watch_detail::find_in<ExportStatus>(export_status_path(settings.state_dir), max_state_bytes, parse_export_status);
  facts.runner =
      watch_detail::find_in<RunnerState>(own_state(artifact_name::runner_state), max_state_bytes, parse_runner_state);
  const auto lock = look_at_lock(lock_file_of(settings.lock_file, facts.runner.value.value_or(RunnerState{})));
  if (lock) facts.runner_lock = *lock;
  if (!lock && facts.runner.problem.empty()) facts.runner.problem = lock.error().message;
  facts.gate = watch_detail::find_in_json<GateReading>(path_in(settings.artifacts, artifact_name::kpi_gate), gate_of);
  facts.digest = observe_freshness(path_in(settings.artifacts, artifact_name::digest)).time;
  facts.rollup = observe_freshness(path_in(settings.artifacts, artifact_name::rollup)).time;
  facts.bundle = observe_freshness(path_in(settings.artifacts, artifact_name::release_stamp)).time;
  if (settings.redis) watch_detail::ask_redis(facts, settings);
  return facts;
}

}  // namespace soak
