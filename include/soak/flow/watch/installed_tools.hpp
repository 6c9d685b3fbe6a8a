// The tools beside the one that runs: whether they are there, run, and are of one version.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/sys/process/process.hpp>
#include <soak/version.hpp>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// The tools that must stand beside this one.
inline constexpr std::array<std::string_view, 33> required_tools{"ack",
                                                                 "analyze_post_soak",
                                                                 "artifacts_archive",
                                                                 "artifacts_snapshot_on_fail",
                                                                 "compare_runs",
                                                                 "continuous_runner",
                                                                 "cron_sentinel",
                                                                 "daily_check",
                                                                 "daily_digest",
                                                                 "edge_report",
                                                                 "edge_sentinel",
                                                                 "export_summary_to_redis",
                                                                 "export_violations_to_redis",
                                                                 "fills_to_windows",
                                                                 "fleet_status",
                                                                 "full_accept",
                                                                 "full_stack_validate",
                                                                 "generate_fake_summary",
                                                                 "journal_verify",
                                                                 "keygen",
                                                                 "kpi_gate",
                                                                 "make_bundle",
                                                                 "merge_reports",
                                                                 "pr_comment",
                                                                 "quick_cmds",
                                                                 "ready_gate",
                                                                 "silence",
                                                                 "soak_calendar",
                                                                 "soak_orchestrator",
                                                                 "soak_run",
                                                                 "status",
                                                                 "verify_deltas_applied",
                                                                 "weekly_rollup"};

/// What is wrong with them, one sentence a tool; empty if all run and are of this version.
[[nodiscard]] inline std::vector<std::string> tool_errors() {
  const std::string expected = "soak " + std::string(version);
  std::vector<std::string> errors;
  for (const std::string_view tool : required_tools) {
    ProcessSpec spec;
    spec.argv = {sibling_program(std::string(tool)), "--version"};
    spec.timeout = std::chrono::seconds{10};
    const auto run = run_process(spec);
    if (!run) {
      errors.push_back(run.error().message);
    } else if (!run->ok()) {
      errors.push_back(std::string(tool) + " --version: " + run->outcome());
    } else if (run->last_line != expected) {
      errors.push_back(std::string(tool) + " is of another version: " + printable(run->last_line, 40));
    }
  }
  return errors;
}

}  // namespace soak
