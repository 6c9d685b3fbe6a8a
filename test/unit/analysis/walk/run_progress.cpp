#include <soak/analysis/walk/run_progress.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using namespace std::chrono_literals;

namespace {

RunState run_of(double shadow, double canary, double live) {
  RunState state;
  state.phases[0].hours = shadow;
  state.phases[1].hours = canary;
  state.phases[2].hours = live;
  return state;
}

JournalEntry tick(const char* status, const char* action = "NONE") {
  JournalEntry entry;
  entry.status = status;
  entry.action = action;
  return entry;
}

void walk(RunState& state, std::initializer_list<const char*> statuses) {
  enter_phase(state, {});
  for (const char* status : statuses) record_tick(state, tick(status));
  leave_phase(state, {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_progress)

BOOST_AUTO_TEST_CASE(a_phase_is_entered_only_when_the_one_before_passed) {
  RunState state = run_of(6, 6, 12);
  walk(state, {"FAIL", "FAIL", "CONTINUE"});
  BOOST_TEST(state.phase == 1);
  walk(state, {"WARN", "CONTINUE", "WARN"});
  BOOST_TEST(state.phase == 2);
  walk(state, {"FAIL", "WARN"});
  BOOST_TEST((state.status == RunStatus::passed));
  BOOST_TEST(state.reason.empty());
  BOOST_TEST(state.tick == 8);
}

BOOST_AUTO_TEST_CASE(a_last_tick_that_fails_ends_the_run) {
  RunState state = run_of(6, 6, 12);
  walk(state, {"CONTINUE", "CONTINUE", "FAIL"});
  BOOST_TEST((state.status == RunStatus::failed));
  BOOST_TEST(state.reason == "the last tick of shadow is FAIL; canary is not entered");
  BOOST_TEST((state.phases[1].outcome == PhaseOutcome::not_entered));
  BOOST_TEST((state.phases[2].outcome == PhaseOutcome::not_entered));
}

BOOST_AUTO_TEST_CASE(any_fail_in_canary_keeps_live_closed) {
  RunState state = run_of(6, 6, 12);
  walk(state, {"CONTINUE"});
  walk(state, {"CONTINUE", "FAIL", "CONTINUE", "CONTINUE"});
  BOOST_TEST((state.status == RunStatus::failed));
  BOOST_TEST(state.reason == "1 of 4 ticks of canary are FAIL; live-econ is not entered");
}

BOOST_AUTO_TEST_CASE(phases_of_no_length_at_the_end_are_left_out) {
  RunState state = run_of(6, 6, 0);
  walk(state, {"CONTINUE"});
  walk(state, {"CONTINUE"});
  BOOST_TEST((state.status == RunStatus::passed));
  BOOST_TEST((state.phases[2].outcome == PhaseOutcome::not_entered));
}

BOOST_AUTO_TEST_CASE(recovery_is_measured_from_the_first_fail_to_the_first_tick_that_is_none) {
  RunState state = run_of(10, 0, 0);
  enter_phase(state, {});
  ClockReading now;
  const auto pass = [&](Microseconds time) { pass_time(state, {time, {}, {}, {}}, now); };
  for (const char* status : {"CONTINUE", "FAIL", "FAIL", "WARN", "FAIL", "CONTINUE", "FAIL"}) {
    record_tick(state, tick(status));
    pass(100s);
  }
  BOOST_TEST(state.recovery.count == 2);
  BOOST_TEST((state.recovery.sum == 300s));
  BOOST_TEST(state.recovery.failing_since.has_value());
  BOOST_TEST(state.phases[0].fail_streak == 1);
}

BOOST_AUTO_TEST_CASE(actions_are_counted_by_name) {
  RunState state = run_of(1, 0, 0);
  for (const char* action : {"NONE", "TUNE_DRY", "ROLLBACK_STEP", "DISABLE_STRAT", "REGION_STEP_DOWN", "UNHEARD_OF"}) {
    record_tick(state, tick("FAIL", action));
  }
  for (const std::int64_t count : state.actions) BOOST_TEST(count == 1);
  BOOST_TEST(state.rollback_steps() == 3);
}

BOOST_AUTO_TEST_CASE(notes_of_the_clocks_wait_for_the_next_tick) {
  RunState state = run_of(1, 0, 0);
  pass_time(state, {10s, 100s, {}, {}}, {});
  pass_time(state, {10s, {}, {}, {}}, {});
  pass_time(state, {{}, {}, 50s, -3600s}, {});
  BOOST_TEST(state.note ==
             "the machine slept for 100 s; soak_run was not running for 50 s; the clock was set back by 3600 s");
  BOOST_TEST((state.phases[0].awake == 20s));
  BOOST_TEST((state.time() == 170s));
}

BOOST_AUTO_TEST_CASE(a_runs_name_is_fit_for_a_file) {
  const Instant start = *parse_iso8601("2026-01-05T21:00:00Z");
  BOOST_TEST(make_run_id("2026-01-05.json", start) == "2026-01-05-2026-01-05T210000Z");
  BOOST_TEST(make_run_id("a/../b $x.json", start) == "a____b__x-2026-01-05T210000Z");
}

BOOST_AUTO_TEST_CASE(another_setting_is_named) {
  const RunState state = run_of(1, 2, 3);
  BOOST_TEST(settings_difference(state, state).empty());
  BOOST_TEST(settings_difference(state, run_of(1, 5, 3)) == "length of canary");
  RunState other = state;
  other.region = "us";
  BOOST_TEST(settings_difference(state, other) == "--region");
  other = state;
  other.seen.boot_id = "virtual";
  BOOST_TEST(settings_difference(state, other) == "clock (--virtual-start)");
}

BOOST_AUTO_TEST_SUITE_END()
