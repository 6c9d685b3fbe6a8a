// cron_sentinel: whether the key artifacts are there and fresh.
#include "support/ops_options.hpp"

#include <soak/flow/daily/sentinel.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  double window_hours = 24;
  std::string grace = "0";
  std::vector<std::string> watches;
  bool dry = false;
};

soak::Result<std::vector<soak::FreshTarget>> targets_of(const Options& options, const soak::cli::Moment& moment) {
  const std::chrono::seconds window{std::llround(options.window_hours * 3600)};
  auto targets = soak::sentinel_targets(options.artifacts, window, soak::local_weekday(moment.now, moment.offset));
  for (const std::string& spec : options.watches) {
    auto target = soak::parse_watch(spec);
    if (!target) return target.error();
    targets.push_back(std::move(*target));
  }
  return targets;
}

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto moment = soak::cli::resolve_moment(options);
  if (!moment) return moment.error();
  const auto grace = soak::parse_span(options.grace);
  if (!grace) return soak::Error{soak::Errc::usage, "--grace: expected a span like 90m, 2h or a number of hours"};
  const auto targets = targets_of(options, *moment);
  if (!targets) return targets.error();
  const soak::SentinelReport report = soak::run_sentinel(*targets, *grace, moment->now);
  std::string text;
  for (const soak::FreshVerdict& verdict : report.verdicts) {
    text += soak::sentinel_line(verdict, moment->now);
    if (!verdict.reason.empty()) {
      soak::diagnose(soak::Severity::error, verdict.target.name + ": " + soak::ascii_only(verdict.reason));
    }
  }
  if (auto shown = soak::cli::show(options, text + soak::sentinel_result(report), soak::sentinel_json(report)); !shown)
    return shown.error();
  if (!options.dry) {
    const auto shown_time = soak::report_time(moment->now);
    if (!shown_time) return shown_time.error();
    if (auto written = soak::write_sentinel(options.artifacts, report, *shown_time); !written) return written.error();
  }
  return report.is_ok() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("cron_sentinel", "Check that the key artifacts are there and fresh",
                             "On Mondays of the zone WEEKLY_ROLLUP.json is expected too, not older than 168 h.\n"
                             "Exit status: 0 all fresh, 1 something is stale or missing, 2 wrong usage, 4 output not "
                             "written.");
  command.option("--window-hours", options.window_hours, {0.001, 1e6}, "Age up to which an artifact is fresh");
  command.option("--grace", options.grace, "Added to every window: 90m, 2h, 30s, or a number of hours");
  command.option("--watch", options.watches, "One more target: NAME=PATH:HOURS; repeat it for more").single();
  soak::cli::add_artifacts_option(command, options);
  soak::cli::add_zone_option(command, options);
  soak::cli::add_now_option(command, options);
  soak::cli::add_json_option(command, options);
  command.flag("--dry", options.dry, "Check only; do not write CRON_SENTINEL.json and CRON_SENTINEL.md");
  return command.run(argc, argv, [&] { return run(options); });
}
