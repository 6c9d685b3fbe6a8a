// A tick as it goes into the journal, and what its hook is told.
#pragma once

#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/analysis/walk/ladder.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/phase.hpp>
#include <soak/model/walk/soak_run.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace soak {

/// The entry of a decision, without run and tick, and without a note of a hook yet.
[[nodiscard]] inline JournalEntry tick_entry(const TickDecision& decision, Phase phase, const std::string& region,
                                             const PhaseCaps& caps, Instant now) {
  JournalEntry entry;
  entry.ts = now;
  entry.phase = to_string(phase);
  entry.region = region;
  entry.status = to_string(decision.status);
  entry.action = to_string(decision.action);
  entry.reason_code = to_string(decision.code);
  entry.reason = ascii_only(decision.reason);
  entry.recommendation = decision.recommendation;
  entry.caps = caps;
  return entry;
}

/// What the hook of an entry's action finds in its environment.
[[nodiscard]] inline std::map<std::string, std::string> hook_environment(const JournalEntry& entry,
                                                                         std::int64_t fails_before,
                                                                         const std::string& journal) {
  return {{"SOAK_PHASE", entry.phase},
          {"SOAK_REGION", entry.region},
          {"SOAK_STATUS", entry.status},
          {"SOAK_ACTION", entry.action},
          {"SOAK_REASON_CODE", entry.reason_code},
          {"SOAK_REASON", entry.reason},
          {"SOAK_RECOMMENDATION", entry.recommendation},
          {"SOAK_FAIL_STREAK", std::to_string(fail_streak(fails_before, entry))},
          {"SOAK_CAPITAL_USD", format_number(entry.caps.capital_usd)},
          {"SOAK_SHARE", format_number(entry.caps.share)},
          {"SOAK_TAKER_CEILING", format_number(entry.caps.taker_ceiling)},
          {"SOAK_RUN", entry.run},
          {"SOAK_TICK", std::to_string(entry.tick)},
          {"SOAK_TS", format_iso8601(entry.ts)},
          {"SOAK_DECISION_ID", entry.run + ":" + std::to_string(entry.tick)},
          {"SOAK_JOURNAL", journal}};
}

/// What a hook's end adds to the reason: `outcome` is the process's, empty where there is no such hook.
[[nodiscard]] inline std::string hook_note(const std::string& hook, std::string_view outcome,
                                           std::string_view directory) {
  std::string shown = ascii_only(outcome);
  if (shown.empty()) shown = "not found in " + ascii_only(directory);
  if (shown == "exit status 0") shown = "ok";
  return "; hook " + hook + ": " + shown;
}

/// What the window command of the run's next tick finds in its environment.
[[nodiscard]] inline std::map<std::string, std::string> window_environment(const RunState& state, Instant now) {
  const PhaseState& phase = state.phases[state.phase];
  return {{"SOAK_RUN", state.run},
          {"SOAK_PHASE", std::string(to_string(all_phases[state.phase]))},
          {"SOAK_REGION", state.region},
          {"SOAK_TICK", std::to_string(state.tick)},
          {"SOAK_PHASE_TICK", std::to_string(phase.ticks)},
          {"SOAK_FAIL_STREAK", std::to_string(phase.fail_streak)},
          {"SOAK_NOW", format_iso8601(now)}};
}

}  // namespace soak
