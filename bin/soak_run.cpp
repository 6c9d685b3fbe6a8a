// soak_run: walks shadow, canary and live-econ, and goes on where it was killed.
#include "support/analyze_options.hpp"
#include "support/tick_options.hpp"

#include <soak/flow/walk/soak_run.hpp>
#include <soak/sys/clock/time_zone.hpp>

namespace {

struct Options {
  soak::SoakRunSettings run;
  soak::cli::TickOptions tick;
  std::int64_t window_timeout_sec = 60;
  std::string virtual_start;
  bool no_store = false;
};

soak::Result<void> complete(Options& options) {
  soak::SoakRunSettings& run = options.run;
  if (auto completed = soak::cli::complete_tick_options(options.tick); !completed) return completed;
  if (run.hours[0] <= 0 || (run.hours[1] <= 0 && run.hours[2] > 0)) {
    return soak::Error{soak::Errc::usage, "a phase cannot be left out before one that is walked (hours must be > 0)"};
  }
  auto offset = soak::find_time_zone(run.time_zone);
  if (!offset) return offset.error();
  run.offset = std::move(*offset);
  run.tick = options.tick.settings;
  run.tick_sec = options.tick.tick_sec;
  run.window.artifacts = run.tick.artifacts;
  run.window.soak_dir = soak::path_in(run.tick.artifacts, soak::artifact_dir::soak);
  if (!options.no_store) run.window.store_dir = soak::walk_store_path(run.tick.artifacts);
  run.window.timeout = std::chrono::seconds(options.window_timeout_sec);
  run.live_view = soak::wants_color(STDERR_FILENO);
  return {};
}

soak::Result<soak::ExitStatus> run(Options& options) {
  if (auto completed = complete(options); !completed) return completed.error();
  const soak::StopSignal stop;
  soak::RunClock clock(stop);
  if (!options.virtual_start.empty()) {
    const auto start = soak::parse_iso8601(options.virtual_start);
    if (!start) return soak::Error{soak::Errc::usage, "--virtual-start: expected a time like 2026-01-05T21:00:00Z"};
    clock = soak::RunClock(stop, *start);
  }
  return soak::SoakRun(options.run, stop, clock).run();
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::SoakRunSettings& run_settings = options.run;
  run_settings.hours = {6, 6, 12};
  run_settings.time_zone = soak::default_time_zone;
  soak::cli::Command command("soak_run",
                             "Walk the phases shadow, canary and live-econ, each only if the one before passed",
                             "Killed and started again with the same --out it goes on where it was.\n"
                             "Exit status: 0 all phases passed, 1 one did not (or it was stopped before the end), 2 "
                             "wrong usage, 3 --out holds "
                             "something else, 4 output not written.");
  command.option("--shadow-hours", run_settings.hours[0], {0, 100000}, "Length of shadow");
  command.option("--canary-hours", run_settings.hours[1], {0, 100000}, "Length of canary; 0: only shadow");
  command.option("--live-hours", run_settings.hours[2], {0, 100000}, "Length of live-econ; 0: not walked");
  command.option("--tz", run_settings.time_zone, "Time zone of the report's times");
  command.option("--out", run_settings.out, "Report; while unfinished it holds what a restart needs").required();
  command.flag("--restart", run_settings.restart, "Start over although --out is unfinished");
  command.flag("--once", run_settings.once, "If --out is finished, only return its exit status");
  command.option("--virtual-start", options.virtual_start, "Run on a virtual clock that begins at this UTC time");
  command.group("Windows");
  command.option("--window-cmd", run_settings.window.command,
                 "Command whose output each tick is one ITER_SUMMARY window");
  command.option("--window-timeout-sec", options.window_timeout_sec, {1, 86400}, "Time that it may take");
  soak::cli::add_fake_option(command, run_settings.window.allow_fake);
  command.option("--reports-dir", run_settings.window.reports_dir, "Where the analysis of these windows goes");
  soak::cli::add_store_option(command, options.no_store);
  soak::cli::add_tick_options(command, options.tick);
  return command.run(argc, argv, [&] { return run(options); });
}
