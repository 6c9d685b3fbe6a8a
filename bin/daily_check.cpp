// daily_check: freshness and thresholds of the day at a overview.
#include "support/ops_options.hpp"

#include <soak/flow/daily/day_figures.hpp>
#include <soak/flow/daily/sentinel.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  double window_hours = 24;
};

struct Glance {
  std::string text;
  std::size_t failed = 0;
  std::size_t warned = 0;
  std::size_t checked = 0;

  void add(const std::string& name, std::string_view status, const std::string& rest) {
    ++checked;
    failed += status == "FAIL" ? 1 : 0;
    warned += status == "WARN" ? 1 : 0;
    text += "event=daily_check check=" + name + " status=" + std::string(status) + " " + rest + "\n";
  }
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto now = soak::cli::resolve_now(options);
  if (!now) return now.error();
  Glance overview;
  std::vector<soak::FreshTarget> targets;
  for (const char* name : {"KPI_GATE", "EDGE_REPORT", "EDGE_SENTINEL"}) {
    targets.push_back({name, options.artifacts + "/" + name + ".json",
                       std::chrono::seconds{std::llround(options.window_hours * 3600)}});
  }
  const soak::SentinelReport fresh = soak::run_sentinel(targets, std::chrono::seconds{0}, *now);
  for (const soak::FreshVerdict& verdict : fresh.verdicts) {
    const bool is_ok = verdict.status == soak::FreshStatus::ok;
    overview.add("fresh:" + verdict.target.name, is_ok ? "OK" : "FAIL",
                 "age_sec=" + std::to_string(verdict.age_sec.value_or(-1)) +
                     " max_sec=" + std::to_string(verdict.target.window.count()));
    if (!is_ok) soak::diagnose(soak::Severity::error, verdict.target.name + ": " + soak::ascii_only(verdict.reason));
  }
  const soak::Day day = soak::read_today(options.artifacts);
  for (const std::string& problem : day.problems) soak::diagnose(soak::Severity::error, soak::ascii_only(problem));
  for (const soak::DayCheck& check : soak::day_checks(day.figures)) {
    overview.add(check.name, check.status(),
                 "value=" + soak::text_or_na(check.value, check.decimals) +
                     " limit=" + soak::text_or_na(check.limit, check.decimals));
  }
  overview.text += std::string("RESULT=") + (overview.failed == 0 ? "OK" : "FAIL") +
                   " failed=" + std::to_string(overview.failed) + " warned=" + std::to_string(overview.warned) +
                   " checked=" + std::to_string(overview.checked) + "\n";
  if (auto shown = soak::print(overview.text); !shown) return shown.error();
  return overview.failed == 0 ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("daily_check", "Check freshness and thresholds of the day at a overview",
                             "Exit status: 0 nothing failed (WARN included), 1 something did, 2 wrong usage.");
  soak::cli::add_artifacts_option(command, options);
  command.option("--window-hours", options.window_hours, {0.001, 1e6}, "Age up to which an artifact is fresh");
  soak::cli::add_now_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
