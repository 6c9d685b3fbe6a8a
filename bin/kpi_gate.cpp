// kpi_gate: KPI_GATE.json, the readiness of a run and its parts.
#include "support/producer_options.hpp"

namespace {

struct Options : soak::cli::ProducerOptions {
  double min_readiness = soak::default_min_readiness;
};

std::string shown_parts(const soak::KpiGate& gate) {
  std::string text;
  for (const soak::ReadinessPart& part : gate.parts) {
    text += "part metric=" + part.metric + " points=" + soak::format_fixed(part.points, 2) + "/" +
            soak::format_number(part.weight) + " ok=" + std::to_string(part.ok) + " warn=" + std::to_string(part.warn) +
            " crit=" + std::to_string(part.crit) + " gaps=" + std::to_string(part.gaps) + "\n";
  }
  for (const soak::KpiCheck& check : gate.checks) {
    text += "check name=" + check.name + " status=" + (check.ok ? "OK" : "FAIL") +
            " value=" + soak::text_or_na(check.value, 4) + " threshold=" + soak::format_number(check.threshold) + "\n";
  }
  return text + "event=kpi_gate verdict=" + (gate.passes() ? "PASS" : "FAIL") +
         " readiness=" + soak::format_fixed(gate.readiness, 2) + "\n";
}

soak::Result<soak::ExitStatus> run(Options& options) {
  const auto moment = soak::cli::resolve_day(options);
  if (!moment) return moment.error();
  const auto made = soak::produce_kpi_gate(options.settings, options.min_readiness, moment->now);
  if (!made) return made.error();
  soak::cli::warn_all(made->warnings);
  if (auto shown = soak::print(shown_parts(made->artifact)); !shown) return shown.error();
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
  command.option("--min-readiness", options.min_readiness, {0, 100}, "Readiness that passes the gate");
  soak::cli::add_producer_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
