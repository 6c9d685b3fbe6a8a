// kpi_gate: KPI_GATE.json, the readiness of a run and its parts.
#include "support/producer_options.hpp"

#include <soak/report/artifacts/producer_lines.hpp>

namespace {

struct Options : soak::cli::ProducerOptions {
  soak::GateLimits limits;
};

soak::Result<soak::ExitStatus> run(Options& options) {
  const auto moment = soak::cli::resolve_day(options);
  if (!moment) return moment.error();
  const auto made = soak::produce_kpi_gate(options.settings, options.limits, moment->now);
  if (!made) return made.error();
  soak::cli::warn_all(made->warnings);
  if (auto shown = soak::cli::show(options, soak::kpi_gate_lines(made->artifact), to_json(made->artifact)); !shown)
    return shown.error();
  return made->artifact.passes() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  options.settings.windows.globs.clear();
  soak::cli::Command command("kpi_gate", "Build KPI_GATE.json: the readiness of a run, 0 to 100, and its parts",
                             "Exit status: 0 the gate passes, 1 it does not (KPI_GATE.json is written all the same), "
                             "2 wrong usage, 3 input missing or unusable, 4 output not written.");
  command.option("--summary", options.settings.summary, "SOAK_SUMMARY.json of the run");
  command.option("--violations", options.settings.violations, "VIOLATIONS.json of the run");
  soak::cli::add_windows_options(command, options.settings.windows);
  command.option("--min-readiness", options.limits.readiness, {0, 100}, "Readiness that passes the gate");
  command.option("--min-coverage", options.limits.coverage, {0, 1},
                 "Share of the expected windows with a value, of each symbol's metric, that passes");
  soak::cli::add_fake_option(command, options.limits.allow_fake);
  soak::cli::add_producer_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
