#include <soak/model/alert/runner_state.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(runner_state)

BOOST_AUTO_TEST_CASE(every_member_reads_back) {
  const Instant time = *parse_iso8601("2025-10-26T12:00:00Z");
  RunnerState state{.env = "prod",
                    .exchange = "bybit",
                    .exported_sha256 = "aa",
                    .exported_to = "redis://h/0",
                    .alerted_sha256 = "bb"};
  state.last_verdict = Level::warn;
  state.newest_window = "cc";
  state.windows_seen_at = time;
  state.windows_raised = true;
  state.analysis_failures = 2;
  state.analysis_raised = true;
  state.redis_warned_at = time;
  state.heartbeat_at = time;
  state.cycles_total = 7;
  state.alerts_failed_total = 9;
  state.drifts = {{"BTCUSDT", "edge_bps", time, -1.25}};
  BOOST_TEST((*parse_runner_state(to_json(state)) == state));
  BOOST_TEST((*parse_runner_state(to_json(RunnerState())) == RunnerState()));
}

BOOST_AUTO_TEST_CASE(odd_members_have_their_defaults) {
  const auto state = parse_runner_state(
      R"({"env":5,"windows_raised":"yes","cycles_total":-3,"heartbeat_at":"soon","last_verdict":"MAYBE","drifts":7,"more":[]})");
  BOOST_REQUIRE(state);
  BOOST_TEST((*state == RunnerState()));
  for (const char* text : {"", "[]", "{", "7"}) BOOST_TEST(!parse_runner_state(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
