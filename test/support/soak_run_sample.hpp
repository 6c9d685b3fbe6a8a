// A run in the middle of canary, with something in every member.
#pragma once

#include <soak/model/walk/soak_run.hpp>

inline soak::RunState sample_run() {
  using namespace std::chrono_literals;
  soak::RunState state;
  state.run = "smoke-2026-03-28T210000Z";
  state.region = "eu";
  state.journal = "artifacts/J.jsonl";
  state.tick_sec = 3600;
  state.started = *soak::parse_iso8601("2026-03-28T21:00:00Z");
  state.phases[0] = {soak::PhaseOutcome::passed, 2, state.started, state.started + 2h, 2h, 30min, 15min, 3, 2, 1, 0, 0};
  state.phases[1] = {soak::PhaseOutcome::running, 6, state.started + 3h, {}, 1h, 0s, 0s, 2, 1, 0, 1, 1};
  state.phases[2].hours = 12;
  state.phase = 1;
  state.tick = 5;
  state.actions = {3, 1, 1, 0, 0};
  state.recovery = {2h + 45min, 90s, 2};
  state.journal_head = "abc";
  state.note = "the machine slept for 1800 s";
  soak::JournalEntry entry;
  entry.ts = state.started + 4h;
  entry.phase = "canary";
  entry.region = "eu";
  entry.status = "FAIL";
  entry.action = "DISABLE_STRAT";
  entry.reason_code = "GEN_FAIL";
  entry.reason = "net_bps=1 < 2";
  entry.recommendation = "look";
  entry.caps = {500, 0.05, 0.15};
  entry.run = state.run;
  entry.tick = 5;
  state.pending = entry;
  state.pending_fails = 1;
  state.seen = {state.started + 4h, 4h, 5h, "boot"};
  return state;
}
