// quick_cmds: the operator's commands as scripts in a normalised environment, with a summary.
#include "support/cli.hpp"

#include <soak/flow/daily/quick_cmds.hpp>
#include <soak/report/daily/quick_report.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/process/shipped_scripts.hpp>

#include <cmath>

namespace {

struct Options {
  soak::QuickSettings settings;
  std::string command;
  double timeout = 0;
  bool dry_run = false;
};

soak::Result<soak::ExitStatus> run(Options& options) {
  options.settings.scripts = soak::shipped_scripts(options.settings.scripts);
  options.settings.timeout = std::chrono::milliseconds{std::llround(options.timeout * 1000)};
  const std::vector<std::string> steps = soak::quick_plan(options.command);
  if (options.dry_run) {
    if (auto shown = soak::print(soak::quick_plan_text(options.settings.scripts, steps)); !shown) return shown.error();
    return soak::ExitStatus::done;
  }
  for (const std::string& step : steps) {
    const std::string script = soak::quick_script(options.settings.scripts, step);
    if (!soak::file_exists(script)) {
      return soak::Error{soak::Errc::input_unusable, "cannot run " + soak::printable(script) +
                                                         ": no such script (is this the right working directory? "
                                                         "see --scripts-dir)"};
    }
  }
  const auto shown_time = soak::report_time(soak::system_now());
  if (!shown_time) return shown_time.error();
  const std::vector<soak::QuickStep> results = soak::run_quick_steps(options.settings, steps);
  const std::string summary = soak::quick_summary(results, *shown_time);
  auto written = soak::write_file_atomically(options.settings.summary, summary);
  std::string text = soak::quick_lines(results) + soak::quick_result(results);
  if (written) text += "QUICK_CMDS=DONE\n";
  if (auto shown = soak::print(text); !shown) return shown.error();
  if (!written) return written.error();
  return soak::quick_ok(results) ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "quick_cmds", "Run the operator's commands: ready-bundle, full-validate, soak-14d, all",
      "Exit status: 0 every step succeeded, 1 one did not, 2 wrong usage, 3 a script is missing, 4 "
      "summary not written.");
  command.option("--do", options.command, "What to run")
      .required()
      .one_of({"ready-bundle", "full-validate", "soak-14d", "all"});
  command.flag("--dry-run", options.dry_run, "Print the plan and run nothing");
  command.option("--timeout", options.timeout, {0, 1e8}, "Seconds after which a step is ended; 0: never");
  command.option("--scripts-dir", options.settings.scripts, "Directory of the steps' scripts");
  command.option("--summary", options.settings.summary, "Summary to write");
  return command.run(argc, argv, [&] { return run(options); });
}
