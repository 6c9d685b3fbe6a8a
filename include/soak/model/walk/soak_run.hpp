// Where a run of the phases stands.
#pragma once

#include <soak/model/walk/clock_reading.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/phase.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

enum class PhaseOutcome { pending, running, passed, failed, not_entered };

[[nodiscard]] constexpr std::string_view to_string(PhaseOutcome outcome) noexcept {
  constexpr std::string_view names[] = {"pending", "running", "passed", "failed", "not_entered"};
  return names[static_cast<std::size_t>(outcome)];
}

/// What a phase's windows say beside those of the phase before.
struct PhaseComparison {
  std::string overall;             ///< to_string(RunVerdict)
  std::vector<std::string> worse;  ///< "BTCUSDT edge_bps -0.41", each worse beyond chance
};

struct PhaseState {
  PhaseOutcome outcome = PhaseOutcome::pending;
  double hours = 0;  ///< how long it is to last
  std::optional<Instant> started;
  std::optional<Instant> ended;
  Microseconds awake{};   ///< time in which the run watched; what counts towards `hours`
  Microseconds asleep{};  ///< time in which the machine slept
  Microseconds down{};    ///< time in which the run was not running
  std::int64_t ticks = 0;
  std::int64_t proceed = 0;
  std::int64_t warn = 0;
  std::int64_t fail = 0;
  std::int64_t fail_streak = 0;  ///< FAILs up to the last tick without a break
  std::optional<PhaseComparison> against_previous = {};

  [[nodiscard]] Microseconds total() const noexcept { return awake + asleep + down; }
};

/// Times from the first FAIL to the first tick that is none.
struct Recovery {
  std::optional<Microseconds> failing_since;  ///< on the run's own time line (RunState::time)
  Microseconds sum{};
  std::int64_t count = 0;
};

enum class RunStatus { running, passed, failed };

[[nodiscard]] constexpr std::string_view to_string(RunStatus status) noexcept {
  constexpr std::string_view names[] = {"running", "passed", "failed"};
  return names[static_cast<std::size_t>(status)];
}

/// The actions that the report counts, in the order of the ladder.
inline constexpr std::array<std::string_view, 5> action_names{"NONE", "TUNE_DRY", "ROLLBACK_STEP", "DISABLE_STRAT",
                                                              "REGION_STEP_DOWN"};

struct RunState {
  std::string run;
  std::string region;
  std::string journal;
  double tick_sec = 0;
  RunStatus status = RunStatus::running;
  std::string reason;  ///< why it did not pass
  Instant started{};
  std::optional<Instant> ended;
  std::array<PhaseState, 3> phases;
  std::size_t phase = 0;  ///< index of the current phase
  std::int64_t tick = 0;  ///< number of the next tick of the run
  std::array<std::int64_t, 5> actions{};
  Recovery recovery;
  std::string journal_head{journal_genesis};
  std::string note;                     ///< what the next tick's reason has to say of the clocks
  std::optional<JournalEntry> pending;  ///< decided, but perhaps neither acted on nor journaled yet
  std::int64_t pending_fails = 0;       ///< FAILs before it
  ClockReading seen;                    ///< the clocks when this was written

  /// Time since the start that does not depend on the wall clock.
  [[nodiscard]] Microseconds time() const noexcept {
    Microseconds sum{};
    for (const PhaseState& each : phases) sum += each.total();
    return sum;
  }
  [[nodiscard]] std::int64_t rollback_steps() const noexcept { return actions[2] + actions[3] + actions[4]; }
};

/// What `soak status` shows of a run, finished or not.
struct RunOverview {
  std::string run = {};
  std::string status = {};  ///< running, passed, failed
  std::string reason = {};  ///< why it did not pass
  std::string region = {};
  std::string phase = {};  ///< the current one; of a finished run the last that was entered
  std::optional<Instant> phase_started = {};
  std::optional<Instant> ended = {};     ///< of the run
  std::optional<Instant> saved_at = {};  ///< when an unfinished report was written
  Microseconds length{};                 ///< of the phase
  Microseconds awake{};                  ///< how much of it was watched when the report was written
  Microseconds tick_step{};              ///< 0: not known
  std::int64_t ticks = 0;                ///< of the phase
  std::optional<std::int64_t> fail_streak = {};

  [[nodiscard]] bool is_running() const noexcept { return status == "running"; }
};

[[nodiscard]] inline RunOverview overview_of(const RunState& state) {
  RunOverview overview{.run = state.run,
                       .status = std::string(to_string(state.status)),
                       .reason = state.reason,
                       .region = state.region,
                       .ended = state.ended};
  for (const Phase phase : all_phases) {
    const PhaseState& one = state.phases[static_cast<std::size_t>(phase)];
    if (one.outcome == PhaseOutcome::pending || one.outcome == PhaseOutcome::not_entered) continue;
    overview.phase = to_string(phase);
    overview.phase_started = one.started;
    overview.length = from_hours(one.hours);
    overview.awake = one.awake;
    overview.ticks = one.ticks;
    if (state.status == RunStatus::running) overview.fail_streak = one.fail_streak;
  }
  overview.tick_step = Microseconds{static_cast<std::int64_t>(state.tick_sec * 1e6)};
  if (state.seen.wall > Instant{}) overview.saved_at = state.seen.wall;
  return overview;
}

}  // namespace soak
