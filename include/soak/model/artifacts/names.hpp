// The names of the files and directories that the tools leave for each other and for people, once. Tests, documents and
// sentences spell them out: there they are what is promised.
#pragma once

#include <soak/core/civil.hpp>

#include <string>
#include <string_view>

namespace soak {

namespace artifact_name {

// Windows of a run: ITER_SUMMARY_1.json
inline constexpr std::string_view window_prefix = "ITER_SUMMARY_";
inline constexpr std::string_view window_suffix = ".json";

// The analysis
inline constexpr std::string_view summary = "SOAK_SUMMARY.json";
inline constexpr std::string_view violations = "VIOLATIONS.json";
inline constexpr std::string_view analysis_report = "POST_SOAK_ANALYSIS.md";
inline constexpr std::string_view shard = "SHARD.json";               ///< beside the reports of a part of the symbols
inline constexpr std::string_view shard_values = "SHARD_VALUES.bin";  ///< and what the merged page is made of
inline constexpr std::string_view comparison = "COMPARE_RUNS.json";
inline constexpr std::string_view comparison_report = "COMPARE_RUNS.md";
inline constexpr std::string_view analysis_page = "POST_SOAK_ANALYSIS.html";
inline constexpr std::string_view recommendations = "RECOMMENDATIONS.md";

// The bot's tuning, and whether it came
inline constexpr std::string_view tuning_report = "TUNING_REPORT.json";
inline constexpr std::string_view runtime_overrides = "runtime_overrides.json";
inline constexpr std::string_view delta_report = "DELTA_VERIFY_REPORT.json";
inline constexpr std::string_view delta_report_page = "DELTA_VERIFY_REPORT.md";

// The key artifacts and the daily routine
inline constexpr std::string_view kpi_gate = "KPI_GATE.json";
inline constexpr std::string_view edge_report = "EDGE_REPORT.json";
inline constexpr std::string_view edge_sentinel = "EDGE_SENTINEL.json";
inline constexpr std::string_view validation = "FULL_STACK_VALIDATION.json";
inline constexpr std::string_view validation_page = "FULL_STACK_VALIDATION.md";
inline constexpr std::string_view digest = "DAILY_DIGEST.md";
inline constexpr std::string_view rollup = "WEEKLY_ROLLUP.json";
inline constexpr std::string_view rollup_page = "WEEKLY_ROLLUP.md";
inline constexpr std::string_view quick_cmds = "QUICK_CMDS_SUMMARY.md";
inline constexpr std::string_view cron_sentinel = "CRON_SENTINEL.json";
inline constexpr std::string_view cron_sentinel_page = "CRON_SENTINEL.md";
inline constexpr std::string_view release_stamp = "RELEASE_STAMP.json";

// The walk
inline constexpr std::string_view journal = "SOAK_JOURNAL.jsonl";
inline constexpr std::string_view torn_journal_prefix = "SOAK_JOURNAL.jsonl.torn-";

// The state directory
inline constexpr std::string_view runner_state = "runner_state.json";
inline constexpr std::string_view alert_state = "alert_state.json";
inline constexpr std::string_view telegram_chats = "telegram_chats.json";
inline constexpr std::string_view export_status = "last_export_status.json";

}  // namespace artifact_name

/// Directories below that of the artifacts (`outbox`, `incidents`, `silences`, `hooks` and `windows`: below that of the
/// state).
namespace artifact_dir {
inline constexpr std::string_view state = "state";
inline constexpr std::string_view outbox = "outbox";
inline constexpr std::string_view incidents = "incidents";
inline constexpr std::string_view silences = "silences";
inline constexpr std::string_view hooks = "hooks";
inline constexpr std::string_view windows = "windows";
inline constexpr std::string_view history = "history";
inline constexpr std::string_view soak = "soak";      ///< of windows
inline constexpr std::string_view latest = "latest";  ///< in it those of the current phase
inline constexpr std::string_view run_reports = "soak_reports";
inline constexpr std::string_view archive = "archive";
inline constexpr std::string_view failures = "failures";
inline constexpr std::string_view dist = "dist";
}  // namespace artifact_dir

/// Where a tool looks unless it is told otherwise, relative to the working directory.
namespace default_dir {
inline constexpr std::string_view artifacts = "artifacts";
inline constexpr std::string_view state = "artifacts/state";
inline constexpr std::string_view reports = "reports/analysis";
}  // namespace default_dir

/// "DIRECTORY/NAME"
[[nodiscard]] inline std::string path_in(std::string_view directory, std::string_view name) {
  std::string path(directory);
  path += '/';
  path += name;
  return path;
}

/// "{env}_{exchange}", as the name of a file or directory. No two places share one, and none leads elsewhere: '/' and
/// '%' are percent-encoded, and so is '_' in the exchange.
[[nodiscard]] inline std::string place_name(std::string_view env, std::string_view exchange) {
  std::string name;
  const auto add = [&](std::string_view part, std::string_view encoded) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : part) {
      const auto byte = static_cast<unsigned char>(c);
      if (encoded.find(c) == encoded.npos) {
        name += c;
      } else {
        name += {'%', digits[byte >> 4], digits[byte & 15]};
      }
    }
  };
  add(env, "/%");
  name += '_';
  add(exchange, "/%_");
  return name;
}

/// "STATE/outbox/{env}_{exchange}"
[[nodiscard]] inline std::string outbox_path(std::string_view state_dir, std::string_view env,
                                             std::string_view exchange) {
  return path_in(path_in(state_dir, artifact_dir::outbox), place_name(env, exchange));
}

/// "STATE/incidents/{env}_{exchange}.json"
[[nodiscard]] inline std::string incidents_path(std::string_view state_dir, std::string_view env,
                                                std::string_view exchange) {
  return path_in(path_in(state_dir, artifact_dir::incidents), place_name(env, exchange) + ".json");
}

/// "STATE/silences/{env}_{exchange}.json"
[[nodiscard]] inline std::string silences_path(std::string_view state_dir, std::string_view env,
                                               std::string_view exchange) {
  return path_in(path_in(state_dir, artifact_dir::silences), place_name(env, exchange) + ".json");
}

/// "STATE/windows/{env}_{exchange}", the window store of a runner.
[[nodiscard]] inline std::string window_store_path(std::string_view state_dir, std::string_view env,
                                                   std::string_view exchange) {
  return path_in(path_in(state_dir, artifact_dir::windows), place_name(env, exchange));
}

/// "ARTIFACTS/state/windows/walk", that of soak_run. No runner has it: there is a '_' in the name of each.
[[nodiscard]] inline std::string walk_store_path(std::string_view artifacts) {
  return path_in(path_in(path_in(artifacts, artifact_dir::state), artifact_dir::windows), "walk");
}

/// A name without its suffix: "KPI_GATE" of "KPI_GATE.json".
[[nodiscard]] constexpr std::string_view stem_of(std::string_view name) noexcept {
  return name.substr(0, name.rfind('.'));
}

/// "DIRECTORY/history/KPI_GATE_2026-01-15.json", the copy of "KPI_GATE.json" that a day keeps.
[[nodiscard]] inline std::string history_path(std::string_view directory, std::string_view name, Date day) {
  std::string copy(stem_of(name));
  copy += '_' + format_date(day);
  copy += name.substr(stem_of(name).size());
  return path_in(path_in(directory, artifact_dir::history), copy);
}

/// "DIRECTORY/ITER_SUMMARY_*.json", all windows in a directory.
[[nodiscard]] inline std::string windows_glob(std::string_view directory) {
  return path_in(directory, artifact_name::window_prefix) + "*" + std::string(artifact_name::window_suffix);
}

}  // namespace soak
