// generate_fake_summary: a made-up run with known violations, for self-tests of the alert chain.
#include "support/cli.hpp"

#include <soak/flow/analyze/fake_run.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/log.hpp>

int main(int argc, char** argv) {
  soak::FakeRunSettings settings;
  bool crit = false;
  bool warn = false;
  bool ok = false;
  soak::cli::Command command(
      "generate_fake_summary", "Write a made-up run with known violations, for self-tests",
      "Writes FAKE_ITER_1.json to FAKE_ITER_25.json and their SOAK_SUMMARY.json, VIOLATIONS.json, "
      "POST_SOAK_ANALYSIS.md and RECOMMENDATIONS.md.\n"
      "Exit status: 0 done, 2 wrong usage, 4 output not written.");
  auto crit_flag = command.flag("--crit", crit, "Violations are CRIT (default)");
  auto warn_flag = command.flag("--warn", warn, "Violations are WARN");
  auto ok_flag = command.flag("--ok", ok, "No violations");
  warn_flag.excludes(crit_flag);
  ok_flag.excludes(crit_flag).excludes(warn_flag);
  command.flag("--outage", settings.is_outage, "BTCUSDT loses money in the last 6 windows: an incident that is open")
      .excludes(warn_flag)
      .excludes(ok_flag);
  command.option("--variant", settings.variant, {1, 2}, "Which windows are beyond their limits");
  command.option("--out", settings.out_dir, "Directory to write to; - prints the windows alone, one a line");
  return command.run(argc, argv, [&]() -> soak::Result<soak::ExitStatus> {
    settings.verdict = ok ? soak::Level::ok : warn ? soak::Level::warn : soak::Level::crit;
    const auto generated_at = soak::report_time(soak::system_now());
    if (!generated_at) return generated_at.error();
    if (settings.out_dir == "-") {
      if (auto shown = soak::print(soak::fake_ndjson(settings)); !shown) return shown.error();
      return soak::ExitStatus::done;
    }
    const auto summary = soak::generate_fake_run(settings, *generated_at);
    if (!summary) return summary.error();
    soak::diagnose(soak::Severity::info, "wrote a fake " + std::string(to_string(settings.verdict)) + " run, variant " +
                                             std::to_string(settings.variant) + ", to " +
                                             soak::printable(settings.out_dir));
    return soak::ExitStatus::done;
  });
}
