// edge_report: EDGE_REPORT.json from SOAK_SUMMARY.json and the run's windows.
#include "support/producer_options.hpp"

namespace {

soak::Result<soak::ExitStatus> run(soak::cli::ProducerOptions& options) {
  const auto moment = soak::cli::resolve_day(options);
  if (!moment) return moment.error();
  const auto made = soak::produce_edge_report(options.settings, moment->now);
  if (!made) return made.error();
  soak::cli::warn_all(made->warnings);
  const soak::EdgeFigures& total = made->artifact.total;
  if (auto shown = soak::print("event=edge_report status=OK symbols=" + std::to_string(made->artifact.symbols.size()) +
                               " net_bps=" + soak::text_or_na(total.net_bps, 4) +
                               " taker_ratio=" + soak::text_or_na(total.taker_ratio, 4) +
                               " p95_ms=" + soak::text_or_na(total.latency.p95, 1) +
                               " p99_ms=" + soak::text_or_na(total.latency.p99, 1) + "\n");
      !shown) {
    return shown.error();
  }
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::ProducerOptions options;
  soak::cli::Command command("edge_report", "Build EDGE_REPORT.json from SOAK_SUMMARY.json and the run's windows",
                             "Exit status: 0 done, 2 wrong usage, 3 input missing or unusable, 4 output not written.");
  soak::cli::add_windows_options(command, options.settings.windows);
  command.option("--summary", options.settings.summary, "SOAK_SUMMARY.json of the run");
  soak::cli::add_producer_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
