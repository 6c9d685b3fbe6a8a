// edge_sentinel: EDGE_SENTINEL.json, the edge by local hour and what to do about it.
#include "support/producer_options.hpp"

#include <soak/report/artifacts/producer_lines.hpp>

namespace {

soak::Result<soak::ExitStatus> run(soak::cli::ProducerOptions& options) {
  const auto moment = soak::cli::resolve_day(options);
  if (!moment) return moment.error();
  const auto made = soak::produce_edge_sentinel(options.settings, moment->offset, moment->now);
  if (!made) return made.error();
  soak::cli::warn_all(made->warnings);
  if (auto shown = soak::cli::show(options, soak::edge_sentinel_lines(made->artifact), to_json(made->artifact)); !shown)
    return shown.error();
  return soak::ExitStatus::done;
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::ProducerOptions options;
  soak::cli::Command command("edge_sentinel", "Build EDGE_SENTINEL.json: the edge by hour, the worst hours and symbols",
                             "Exit status: 0 done, 2 wrong usage, 3 input missing or unusable, 4 output not written.");
  soak::cli::add_windows_options(command, options.settings.windows);
  command.option("--violations", options.settings.violations, "VIOLATIONS.json of the run");
  soak::cli::add_fake_option(command, options.settings.allow_fake);
  soak::cli::add_producer_options(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
