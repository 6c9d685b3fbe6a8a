#include <soak/analysis/walk/tick_entry.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const Instant noon = *parse_iso8601("2026-01-15T12:00:00Z");

JournalEntry failed() {
  const TickDecision decision{TickStatus::fail, LadderAction::rollback_step, ReasonCode::gen_fail, "\xD0\x81 < 2",
                              "look"};
  return tick_entry(decision, Phase::canary, "eu", {500, 0.05, 0.15}, noon);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tick_entries)

BOOST_AUTO_TEST_CASE(an_entry_says_what_was_decided_in_ascii) {
  const JournalEntry entry = failed();
  BOOST_TEST((entry.ts == noon));
  BOOST_TEST(entry.phase == "canary");
  BOOST_TEST(entry.region == "eu");
  BOOST_TEST(entry.status == "FAIL");
  BOOST_TEST(entry.action == "ROLLBACK_STEP");
  BOOST_TEST(entry.reason_code == "GEN_FAIL");
  BOOST_TEST(entry.reason == "\\xd0\\x81 < 2");
  BOOST_TEST(entry.recommendation == "look");
  BOOST_TEST(entry.caps.capital_usd == 500);
}

BOOST_AUTO_TEST_CASE(a_hook_is_told_of_the_tick_and_the_fails_up_to_it) {
  JournalEntry entry = failed();
  entry.run = "r";
  entry.tick = 7;
  auto environment = hook_environment(entry, 2, "j.jsonl");
  BOOST_TEST(environment.size() == 16u);
  BOOST_TEST(environment["SOAK_FAIL_STREAK"] == "3");
  BOOST_TEST(environment["SOAK_DECISION_ID"] == "r:7");
  BOOST_TEST(environment["SOAK_SHARE"] == "0.05");
  BOOST_TEST(environment["SOAK_TS"] == "2026-01-15T12:00:00Z");
  BOOST_TEST(environment["SOAK_JOURNAL"] == "j.jsonl");
  entry.status = "WARN";
  BOOST_TEST(hook_environment(entry, 2, "j").at("SOAK_FAIL_STREAK") == "0");
}

BOOST_AUTO_TEST_CASE(how_a_hook_ended) {
  BOOST_TEST(hook_note("X.sh", "exit status 0", "d") == "; hook X.sh: ok");
  BOOST_TEST(hook_note("X.sh", "exit status 3", "d") == "; hook X.sh: exit status 3");
  BOOST_TEST(hook_note("X.sh", "", "d\n") == "; hook X.sh: not found in d\\x0a");
}

BOOST_AUTO_TEST_CASE(a_window_command_is_told_where_the_run_stands) {
  RunState state;
  state.run = "r";
  state.region = "eu";
  state.phase = 1;
  state.tick = 9;
  state.phases[1].ticks = 3;
  state.phases[1].fail_streak = 2;
  auto environment = window_environment(state, noon);
  BOOST_TEST(environment.size() == 7u);
  BOOST_TEST(environment["SOAK_PHASE"] == "canary");
  BOOST_TEST(environment["SOAK_TICK"] == "9");
  BOOST_TEST(environment["SOAK_PHASE_TICK"] == "3");
  BOOST_TEST(environment["SOAK_FAIL_STREAK"] == "2");
  BOOST_TEST(environment["SOAK_NOW"] == "2026-01-15T12:00:00Z");
}

BOOST_AUTO_TEST_SUITE_END()
