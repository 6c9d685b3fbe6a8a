// The options that every tool has which ticks: what to judge, by which caps, and what to do then.
#pragma once

#include "redis.hpp"

#include <soak/flow/walk/tick.hpp>
#include <soak/sys/process/shipped_scripts.hpp>

#include <algorithm>
#include <cstdint>
#include <string>

namespace soak::cli {

struct TickOptions {
  TickSettings settings;
  std::string kpi_gate;
  std::string edge_report;
  std::string journal;
  double tick_sec = 3600;
  std::int64_t hook_timeout_sec = 60;
  std::int64_t max_age_sec = 0;
  RedisSettings redis;
};

inline void add_tick_options(Command& command, TickOptions& options) {
  options.redis.url.clear();  // a Redis that nobody named is not asked
  TickSettings& settings = options.settings;
  command.group("Tick");
  command.option("--tick-sec", options.tick_sec, {0.1, 1e6}, "Seconds from tick to tick; a phase has at least three");
  command.option("--region", settings.region, "Region that the journal names and the ladder counts for");
  command.option("--artifacts-dir", settings.artifacts, "Directory of the artifacts, of state and of snapshots");
  command.option("--kpi-gate", options.kpi_gate, "Gate to judge (default: KPI_GATE.json there)");
  command.option("--edge-report", options.edge_report, "Report to judge (default: EDGE_REPORT.json there)");
  command.option("--journal", options.journal, "Journal to append to (default: SOAK_JOURNAL.jsonl there)");
  command.option("--max-age-sec", options.max_age_sec, {0, 1000000000},
                 "Age up to which these two are fresh; 0: two ticks, and at least 7200");
  command.group("Actions");
  command.option("--hook-dir", settings.hook_dir, "Directory of the scripts <ACTION>.sh");
  command.option("--hook-timeout-sec", options.hook_timeout_sec, {1, 86400}, "Time that a hook may take");
  command.flag("--dry", settings.dry, "Name the hooks, run none");
  command.flag("--snapshot,!--no-snapshot", settings.snapshot, "Pack the artifacts after a FAIL (default)");
  command.group("Signed head");
  command
      .option("--journal-key", settings.head.key_file,
              "Private key (soak keygen) that signs SOAK_JOURNAL.head after each tick")
      .env("SOAK_JOURNAL_KEY");
  command.flag("--accept-break", settings.head.accept_break,
               "Go on, and sign, although records are gone that nothing explains");
  add_place_options(command, settings.head.place);
  add_redis_options(command, options.redis);
  command.group("Caps");
  constexpr const char* prefixes[] = {"shadow", "canary", "live"};
  for (std::size_t i = 0; i < settings.caps.size(); ++i) {
    const std::string phase = prefixes[i];
    PhaseCaps& caps = settings.caps[i];
    command.option("--" + phase + "-share", caps.share, {0, 1}, "Share of the strategy's capital in " + phase);
    command.option("--" + phase + "-capital-usd", caps.capital_usd, {0, 1e12}, "Capital in " + phase + ", USD");
    command.option("--" + phase + "-taker-ceiling", caps.taker_ceiling, {0, 1},
                   "Taker ratio above which " + phase + " fails; " + format_number(limit::taker_ratio) +
                       " holds whatever this says");
  }
}

/// Completes the settings, and checks what the parser could not.
[[nodiscard]] inline Result<void> complete_tick_options(TickOptions& options) {
  const auto placed = [&](const std::string& given, std::string_view name) {
    return given.empty() ? path_in(options.settings.artifacts, name) : given;
  };
  options.settings.kpi_gate = placed(options.kpi_gate, artifact_name::kpi_gate);
  options.settings.edge_report = placed(options.edge_report, artifact_name::edge_report);
  options.settings.journal = placed(options.journal, artifact_name::journal);
  options.settings.hook_dir = shipped_scripts(options.settings.hook_dir);
  options.settings.hook_timeout = std::chrono::seconds(options.hook_timeout_sec);
  const auto two_ticks = static_cast<std::int64_t>(2 * options.tick_sec);
  options.settings.max_age =
      std::chrono::seconds(options.max_age_sec > 0 ? options.max_age_sec : std::max<std::int64_t>(7200, two_ticks));
  if (options.journal == "-") {
    return Error{Errc::usage, "--journal -: what is appended to must be found again; name a file"};
  }
  const std::string& region = options.settings.region;
  if (region.empty() || region.size() > 64 || ascii_only(region) != region) {
    return Error{Errc::usage, "--region: expected 1 to 64 printable ASCII characters"};
  }
  if (options.redis.url.empty()) return {};
  auto connector = redis_connector(options.redis);
  if (!connector) return connector.error();
  options.settings.head.redis = std::move(*connector);
  return {};
}

}  // namespace soak::cli
