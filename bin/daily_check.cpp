// daily_check: freshness and thresholds of the day at a glance.
#include "support/ops_options.hpp"

#include <soak/flow/daily/day_figures.hpp>
#include <soak/flow/daily/sentinel.hpp>
#include <soak/report/daily/day_check_lines.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  double window_hours = 24;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto now = soak::cli::resolve_now(options);
  if (!now) return now.error();
  soak::DayCheckLines lines;
  std::vector<soak::FreshTarget> targets;
  for (const std::string_view name :
       {soak::artifact_name::kpi_gate, soak::artifact_name::edge_report, soak::artifact_name::edge_sentinel}) {
    targets.push_back({std::string(soak::stem_of(name)), soak::path_in(options.artifacts, name),
                       std::chrono::seconds{std::llround(options.window_hours * 3600)}});
  }
  const soak::SentinelReport fresh = soak::run_sentinel(targets, std::chrono::seconds{0}, *now);
  for (const soak::FreshVerdict& verdict : fresh.verdicts) {
    lines.add(verdict);
    if (verdict.status == soak::FreshStatus::ok) continue;
    soak::diagnose(soak::Severity::error, verdict.target.name + ": " + soak::ascii_only(verdict.reason));
  }
  const soak::Day day = soak::read_today(options.artifacts);
  for (const std::string& problem : day.problems) soak::diagnose(soak::Severity::error, soak::ascii_only(problem));
  for (const soak::DayCheck& check : soak::day_checks(day.figures)) lines.add(check);
  for (const soak::DayCheck& check : soak::gate_day_checks(day.gate)) lines.add(check);
  if (auto shown = soak::cli::show(options, lines.text(), lines.json()); !shown) return shown.error();
  return lines.is_ok() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("daily_check", "Check freshness and thresholds of the day at a glance",
                             "Exit status: 0 nothing failed (WARN included), 1 something did, 2 wrong usage.");
  soak::cli::add_artifacts_option(command, options);
  command.option("--window-hours", options.window_hours, {0.001, 1e6}, "Age up to which an artifact is fresh");
  soak::cli::add_now_option(command, options);
  soak::cli::add_json_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
