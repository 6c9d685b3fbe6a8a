// How a run moves on: a tick is recorded, a phase ends, time passes.
#pragma once

#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/analysis/walk/ladder.hpp>
#include <soak/model/walk/soak_run.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

/// Name of the report and time of the start, "smoke-2025-01-15T220000Z": unique in a journal, the same after every
/// restart, and fit for a file name.
[[nodiscard]] inline std::string make_run_id(std::string_view report_name, Instant started) {
  std::string id;
  for (const char c : report_name.substr(0, report_name.rfind(".json"))) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    id += plain ? c : '_';
  }
  for (const char c : "-" + format_iso8601(started)) {
    if (c != ':') id += c;
  }
  return id;
}

/// The setting in which an unfinished run differs from what is asked for now; empty if there is none.
[[nodiscard]] inline std::string settings_difference(const RunState& earlier, const RunState& wanted) {
  for (std::size_t i = 0; i < earlier.phases.size(); ++i) {
    if (earlier.phases[i].hours != wanted.phases[i].hours) return "length of " + std::string(to_string(all_phases[i]));
  }
  if (earlier.tick_sec != wanted.tick_sec) return "--tick-sec";
  if (earlier.region != wanted.region) return "--region";
  if (earlier.journal != wanted.journal) return "--journal";
  const bool same_clock = (earlier.seen.boot_id == "virtual") == (wanted.seen.boot_id == "virtual");
  return same_clock ? "" : "clock (--virtual-start)";
}

/// Adds the time between two readings to the current phase, and keeps what the next tick has to say of it.
inline void pass_time(RunState& state, const ClockGap& between, const ClockReading& now) {
  PhaseState& phase = state.phases[state.phase];
  phase.awake += between.awake;
  phase.asleep += between.asleep;
  phase.down += between.down;
  const std::string note = clock_note(between);
  if (!note.empty()) state.note += (state.note.empty() ? "" : "; ") + note;
  state.seen = now;
}

inline void enter_phase(RunState& state, Instant now) {
  PhaseState& phase = state.phases[state.phase];
  phase.outcome = PhaseOutcome::running;
  phase.started = now;
}

/// Counts a tick that is in the journal.
inline void record_tick(RunState& state, const JournalEntry& entry) {
  PhaseState& phase = state.phases[state.phase];
  const bool failed = is_fail(entry);
  ++(failed ? phase.fail : entry.status == to_string(TickStatus::warn) ? phase.warn : phase.proceed);
  phase.fail_streak = fail_streak(phase.fail_streak, entry);
  ++phase.ticks;
  ++state.tick;
  const auto action = std::find(action_names.begin(), action_names.end(), entry.action);
  if (action != action_names.end()) ++state.actions[static_cast<std::size_t>(action - action_names.begin())];
  Recovery& recovery = state.recovery;
  if (failed && !recovery.failing_since) recovery.failing_since = state.time();
  if (!failed && recovery.failing_since) {
    recovery.sum += state.time() - *recovery.failing_since;
    ++recovery.count;
    recovery.failing_since.reset();
  }
}

/// A phase passes if its last tick is not FAIL and, in canary, none is. Empty if it does, else why not.
[[nodiscard]] inline std::string why_phase_failed(const RunState& state) {
  const PhaseState& phase = state.phases[state.phase];
  if (!is_phase_failed(all_phases[state.phase], phase.fail_streak > 0, phase.fail > 0)) return {};
  const std::string name(to_string(all_phases[state.phase]));
  if (phase.fail_streak > 0) return "the last tick of " + name + " is FAIL";
  return std::to_string(phase.fail) + " of " + std::to_string(phase.ticks) + " ticks of " + name + " are FAIL";
}

/// Ends the current phase. Goes to the next one if it passed and there is one to walk (hours > 0), else ends the run.
inline void leave_phase(RunState& state, Instant now) {
  PhaseState& phase = state.phases[state.phase];
  state.reason = why_phase_failed(state);
  phase.outcome = state.reason.empty() ? PhaseOutcome::passed : PhaseOutcome::failed;
  phase.ended = now;
  const std::size_t next = state.phase + 1;
  const bool has_next = next < state.phases.size() && state.phases[next].hours > 0;
  if (state.reason.empty() && has_next) {
    state.phase = next;
    return;
  }
  for (std::size_t i = next; i < state.phases.size(); ++i) state.phases[i].outcome = PhaseOutcome::not_entered;
  if (!state.reason.empty() && has_next) {
    state.reason += "; " + std::string(to_string(all_phases[next])) + " is not entered";
  }
  state.status = state.reason.empty() ? RunStatus::passed : RunStatus::failed;
  state.ended = now;
}

}  // namespace soak
