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

namespace soak {

enum class PhaseOutcome { pending, running, passed, failed, not_entered };

[[nodiscard]] constexpr std::string_view to_string(PhaseOutcome outcome) noexcept {
  constexpr std::string_view names[] = {"pending", "running", "passed", "failed", "not_entered"};
  return names[static_cast<std::size_t>(outcome)];
}

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

}  // namespace soak
