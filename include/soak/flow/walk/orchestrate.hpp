// One phase, tick by tick, without a memory of its own: how many FAILs came before is known from the journal and what
// the state directory remembers of it, so that an hourly cron line that makes a single tick climbs the same ladder as
// one process that stays.
#pragma once

#include <soak/analysis/walk/phase_plan.hpp>
#include <soak/analysis/walk/run_progress.hpp>
#include <soak/flow/walk/tick.hpp>
#include <soak/report/walk/tick_line.hpp>
#include <soak/sys/clock/run_clock.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace soak {

struct OrchestrateSettings {
  Phase phase = Phase::shadow;
  double hours = 0;  ///< 0: a single tick
  double tick_sec = 3600;
  TickSettings tick;
};

namespace walk_detail {

/// Decides, acts, journals and prints one tick.
[[nodiscard]] inline Result<JournalEntry> orchestrate_tick(const OrchestrateSettings& settings, JournalWriter& journal,
                                                           std::optional<HeadSigner>& signer, const std::string& run,
                                                           std::int64_t tick, Instant now) {
  if (auto opened = open_journal(journal); !opened) return opened.error();
  const std::int64_t fails = journal.fails(to_string(settings.phase), settings.tick.region);
  JournalEntry entry = decide_entry(settings.tick, settings.phase, fails, {}, now);
  entry.run = run;
  entry.tick = tick;
  act(settings.tick, entry, fails);
  if (auto appended = append_signed(journal, entry, signer); !appended) return appended.error();
  publish_phase(settings.tick, entry);
  forget_act(settings.tick, entry);
  if (auto shown = print(tick_line(entry)); !shown) return shown.error();
  snapshot_on_fail(settings.tick, entry);
  return entry;
}

}  // namespace walk_detail

/// Ticks through the phase. `negative`: its last tick is FAIL or, in canary, any is; or it was stopped before its end.
[[nodiscard]] inline Result<ExitStatus> orchestrate(const OrchestrateSettings& settings, const StopSignal& stop,
                                                    RunClock& clock) {
  const PhasePlan plan(from_hours(settings.hours),
                       std::chrono::round<Microseconds>(std::chrono::duration<double>(settings.tick_sec)));
  const std::string run = make_run_id("soak_orchestrator-" + std::to_string(process_id()), clock.wall());
  auto signer = HeadSigner::load(settings.tick.head);
  if (!signer) return signer.error();
  JournalWriter journal(settings.tick.journal, settings.tick.head.accept_break);
  const Microseconds begin = clock.awake();
  bool last_failed = false;
  bool any_failed = false;
  for (std::size_t i = 0; i < plan.ticks(); ++i) {
    while (clock.awake() - begin < plan.due(i)) {
      if (clock.wait_for(plan.due(i) - (clock.awake() - begin))) return ExitStatus::negative;
    }
    if (stop.requested()) return ExitStatus::negative;
    const auto entry =
        walk_detail::orchestrate_tick(settings, journal, *signer, run, static_cast<std::int64_t>(i), clock.wall());
    if (!entry) return entry.error();
    last_failed = is_fail(*entry);
    any_failed = any_failed || last_failed;
  }
  return is_phase_failed(settings.phase, last_failed, any_failed) ? ExitStatus::negative : ExitStatus::done;
}

}  // namespace soak
