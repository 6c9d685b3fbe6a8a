// edge_report: EDGE_REPORT.json from SOAK_SUMMARY.json and the run's windows.
#include "support/producer_options.hpp"

#include <soak/report/artifacts/producer_lines.hpp>

#include <cstddef>
#include <cstdint>

namespace {

soak::Result<soak::ExitStatus> run(soak::cli::ProducerOptions& options) {
  const auto moment = soak::cli::resolve_day(options);
  if (!moment) return moment.error();
  const auto made = soak::produce_edge_report(options.settings, moment->now);
  if (!made) return made.error();
  soak::cli::warn_all(made->warnings);
  if (auto shown = soak::cli::show(options, soak::edge_report_line(made->artifact), to_json(made->artifact)); !shown)
    return shown.error();
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::ProducerOptions options;
  std::int64_t last = 0;
  soak::cli::Command command("edge_report", "Build EDGE_REPORT.json from SOAK_SUMMARY.json and the run's windows",
                             "Exit status: 0 done, 2 wrong usage, 3 input missing or unusable, 4 output not written.");
  soak::cli::add_windows_options(command, options.settings.windows);
  command.option("--summary", options.settings.summary, "SOAK_SUMMARY.json of the run");
  command.option("--last", last, {0, INT64_MAX}, "Newest windows of each symbol to report on; 0: all");
  soak::cli::add_fake_option(command, options.settings.allow_fake);
  soak::cli::add_producer_options(command, options);
  return command.run(argc, argv, [&] {
    options.settings.last = static_cast<std::size_t>(last);
    return run(options);
  });
}
