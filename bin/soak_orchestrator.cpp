// soak_orchestrator: one phase of a soak, tick by tick, into the journal.
#include "support/tick_options.hpp"

#include <soak/flow/walk/orchestrate.hpp>

namespace {

struct Options {
  std::string phase;
  double hours = 0;
  soak::cli::TickOptions tick;
};

soak::Result<soak::ExitStatus> run(Options& options) {
  if (auto completed = soak::cli::complete_tick_options(options.tick); !completed) return completed.error();
  const soak::StopSignal stop;
  soak::RunClock clock(stop);
  const soak::Phase phase = soak::parse_phase(options.phase).value_or(soak::Phase::shadow);
  return soak::orchestrate({phase, options.hours, options.tick.tick_sec, options.tick.settings}, stop, clock);
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "soak_orchestrator", "Judge one phase tick by tick, act by the rollback ladder, write the journal",
      "Exit status: 0 the phase passes, 1 its last tick is FAIL (in canary: any is), the journal's chain is broken, or "
      "it was stopped; 2 wrong usage, 4 the journal cannot be written.");
  command.option("--phase", options.phase, "Phase to judge").required().one_of({"shadow", "canary", "live-econ"});
  command.option("--hours", options.hours, {0, 100000}, "Length of the phase; 0: a single tick (for cron)");
  soak::cli::add_tick_options(command, options.tick);
  return command.run(argc, argv, [&] { return run(options); });
}
