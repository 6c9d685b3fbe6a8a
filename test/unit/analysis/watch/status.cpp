#include <soak/analysis/watch/status.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

Instant at(std::string_view text) { return *parse_iso8601(text); }

const UtcOffset berlin = [](Instant instant) {
  // 2026: clocks go forward on March 29th and back on October 25th, both at 01:00 UTC
  const bool is_summer = instant >= at("2026-03-29T01:00:00Z") && instant < at("2026-10-25T01:00:00Z");
  return is_summer ? std::chrono::seconds{7200} : std::chrono::seconds{3600};
};

/// Saturday, 2026-01-17, 13:00 in Berlin.
StatusFacts nothing() {
  StatusFacts facts;
  facts.now = at("2026-01-17T12:00:00Z");
  facts.offset = berlin;
  return facts;
}

const Due* find_due(const Status& status, std::string_view name) {
  for (const Due& due : status.due) {
    if (due.name == name) return &due;
  }
  return nullptr;
}

RunOverview running_canary() {
  RunOverview run;
  run.status = "running";
  run.phase = "canary";
  run.saved_at = at("2026-01-17T11:50:00Z");
  run.length = 6h;
  run.awake = 2h + 50min;
  run.tick_step = 1h;
  run.ticks = 3;
  return run;
}

LastTick tick_of(std::string status) {
  LastTick tick;
  tick.entry.status = std::move(status);
  return tick;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(status)

BOOST_AUTO_TEST_CASE(an_empty_directory_is_no_alarm) {
  const Status status = judge_status(nothing());
  for (const Light light : {status.phase, status.verdict, status.alert, status.exported, status.runner, status.gate}) {
    BOOST_TEST((light == Light::none));
  }
  BOOST_REQUIRE_EQUAL(status.due.size(), 2u);
  BOOST_TEST(format_iso8601(status.due[0].at) == "2026-01-18T05:00:00Z");  // 06:00 in Berlin, in winter
  BOOST_TEST(format_iso8601(status.due[1].at) == "2026-01-19T04:30:00Z");  // Monday
  BOOST_TEST(!status.due[0].is_overdue);
}

BOOST_AUTO_TEST_CASE(local_times_across_the_changes_of_clocks) {
  struct Case {
    const char* now;
    bool monday;
    const char* next;
    const char* last;
  };
  const Case cases[] = {
      {"2026-03-28T04:59:59Z", false, "2026-03-28T05:00:00Z", "2026-03-27T05:00:00Z"},
      {"2026-03-28T05:00:00Z", false, "2026-03-29T04:00:00Z", "2026-03-28T05:00:00Z"},
      {"2026-03-29T04:00:00Z", false, "2026-03-30T04:00:00Z", "2026-03-29T04:00:00Z"},
      {"2026-10-24T12:00:00Z", false, "2026-10-25T05:00:00Z", "2026-10-24T04:00:00Z"},
      {"2026-10-25T12:00:00Z", true, "2026-10-26T05:00:00Z", "2026-10-19T04:00:00Z"},
      {"2026-10-26T05:00:00Z", true, "2026-11-02T05:00:00Z", "2026-10-26T05:00:00Z"},
  };
  for (const Case& c : cases) {
    BOOST_TEST_CONTEXT(c.now) {
      BOOST_TEST(format_iso8601(next_local_time(at(c.now), 6h, c.monday, berlin)) == c.next);
      BOOST_TEST(format_iso8601(last_local_time(at(c.now), 6h, c.monday, berlin)) == c.last);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_routine_that_left_nothing_since_its_last_time_is_overdue) {
  struct Case {
    const char* digest;
    const char* now;
    bool overdue;
  };
  const Case cases[] = {{"2026-01-17T05:01:00Z", "2026-01-17T12:00:00Z", false},
                        {"2026-01-16T05:01:00Z", "2026-01-17T12:00:00Z", true},
                        {"2026-01-16T05:01:00Z", "2026-01-17T05:29:00Z", false},  // it may still be at work
                        {"2026-01-16T05:01:00Z", "2026-01-17T04:59:00Z", false}};
  for (const Case& c : cases) {
    StatusFacts facts = nothing();
    facts.now = at(c.now);
    facts.digest = at(c.digest);
    BOOST_TEST(find_due(judge_status(facts), "daily")->is_overdue == c.overdue, c.now << " " << c.digest);
  }
}

BOOST_AUTO_TEST_CASE(the_phase_is_as_good_as_its_last_tick_and_its_process) {
  StatusFacts facts = nothing();
  facts.run.value = running_canary();
  BOOST_TEST((judge_status(facts).phase == Light::warn));  // nobody goes on with it
  facts.run_lock = LockStatus{true, 7, facts.now};
  BOOST_TEST((judge_status(facts).phase == Light::ok));
  for (const auto& [text, light] : {std::pair{"FAIL", Light::crit}, {"WARN", Light::warn}, {"CONTINUE", Light::ok}}) {
    facts.tick.value = tick_of(text);
    BOOST_TEST((judge_status(facts).phase == light), text);
  }
  facts.run.value->status = "failed";
  BOOST_TEST((judge_status(facts).phase == Light::crit));
  facts.run.value->status = "passed";
  facts.tick.value = tick_of("FAIL");  // of another run
  BOOST_TEST((judge_status(facts).phase == Light::ok));
  facts.tick = {{}, "cannot use the journal"};
  BOOST_TEST((judge_status(facts).phase == Light::crit));
}

BOOST_AUTO_TEST_CASE(a_living_run_tells_its_next_tick_and_its_end) {
  StatusFacts facts = nothing();
  facts.run.value = running_canary();
  BOOST_TEST(!judge_status(facts).phase_until);
  BOOST_TEST(!find_due(judge_status(facts), "tick"));
  facts.run_lock = LockStatus{true, 7, facts.now};
  const Status status = judge_status(facts);
  BOOST_TEST(format_iso8601(*status.phase_until) == "2026-01-17T15:00:00Z");
  BOOST_TEST(format_iso8601(find_due(status, "tick")->at) == "2026-01-17T12:00:00Z");
  facts.now += 6min;
  BOOST_TEST(find_due(judge_status(facts), "tick")->is_overdue);
  facts.run.value->ticks = 7;  // all of them were taken
  BOOST_TEST(!find_due(judge_status(facts), "tick"));
}

BOOST_AUTO_TEST_CASE(the_runner_is_due_an_interval_after_its_last_cycle) {
  StatusFacts facts = nothing();
  RunnerState state;
  state.heartbeat_at = facts.now - 30min;
  state.interval_min = 60;
  facts.runner.value = state;
  BOOST_TEST((judge_status(facts).runner == Light::ok));  // cron's, between two runs
  BOOST_TEST(!find_due(judge_status(facts), "runner cycle")->is_overdue);
  facts.now += 36min;  // and now nobody came
  BOOST_TEST(find_due(judge_status(facts), "runner cycle")->is_overdue);
  BOOST_TEST((judge_status(facts).runner == Light::crit));
  facts.now -= 36min;
  facts.runner_lock = LockStatus{true, 7, facts.now - 20min};  // a cycle without analysis leaves no heartbeat
  BOOST_TEST((find_due(judge_status(facts), "runner cycle")->at == facts.now + 40min));
  facts.schedule.interval_min = 10;  // given, so it rules
  const Status late = judge_status(facts);
  BOOST_TEST(find_due(late, "runner cycle")->is_overdue);
  BOOST_TEST((late.runner == Light::crit));
  facts.runner_lock->is_held = false;
  BOOST_TEST((judge_status(facts).runner == Light::crit));  // it was killed
  facts.runner_lock.reset();
  facts.schedule.interval_min.reset();
  facts.runner.value->analysis_failures = 2;
  BOOST_TEST((judge_status(facts).runner == Light::warn));
}

BOOST_AUTO_TEST_CASE(alerts_that_wait_and_what_is_left_of_the_debounce) {
  StatusFacts facts = nothing();
  facts.alert.value = AlertState{.last_sent_at = facts.now - 40min, .last_level = Level::crit};
  BOOST_TEST(judge_status(facts).debounce_remaining_min == 0);  // not known
  RunnerState state;
  state.debounce_min = 180;
  facts.runner.value = state;
  BOOST_TEST(judge_status(facts).debounce_remaining_min == 140);
  facts.schedule.debounce_min = 60;
  BOOST_TEST(judge_status(facts).debounce_remaining_min == 20);
  BOOST_TEST((judge_status(facts).alert == Light::ok));
  facts.outbox = {OutboxEntry{{}, {PendingChannel{.name = "slack"}}}};
  BOOST_TEST((judge_status(facts).alert == Light::ok));
  facts.outbox[0].pending[0].attempts = 1;
  BOOST_TEST((judge_status(facts).alert == Light::warn));
}

BOOST_AUTO_TEST_CASE(a_gate_that_says_fail_is_closed_whatever_its_readiness) {
  StatusFacts facts = nothing();
  facts.gate.value = GateReading{.readiness = 100, .checks = {{"freshness", false, 2, 0}}, .verdict = "FAIL"};
  const Status status = judge_status(facts);
  BOOST_TEST((status.gate == Light::crit));
  BOOST_TEST(status.release.reason == "its check 'freshness' failed: 2.00, limit 0.00");
}

BOOST_AUTO_TEST_CASE(the_verdict_is_lit_by_what_is_open_now) {
  StatusFacts facts = nothing();
  facts.summary.value = Summary{};
  facts.summary.value->claimed = Overall{{3, 0, 1}, Level::crit};
  BOOST_TEST((judge_status(facts).verdict == Light::crit));
  facts.summary.value->present = {.now = Condition::ok, .bad_windows = 2, .known_windows = 96};
  BOOST_TEST((judge_status(facts).verdict == Light::ok));
  facts.summary.value->present.now = Condition::unknown;
  BOOST_TEST((judge_status(facts).verdict == Light::crit));
  facts.summary.value->present.now = Condition::warn;
  BOOST_TEST((judge_status(facts).verdict == Light::warn));
}

BOOST_AUTO_TEST_CASE(gate_verdict_and_bundle) {
  StatusFacts facts = nothing();
  facts.gate.value = GateReading{.readiness = 84.9};
  BOOST_TEST((judge_status(facts).gate == Light::crit));
  facts.gate.value = GateReading{.readiness = 85};
  BOOST_TEST((judge_status(facts).gate == Light::ok));
  facts.gate = {{}, "cannot use KPI_GATE.json"};
  BOOST_TEST((judge_status(facts).gate == Light::crit));
  facts.bundle = facts.now - 73h;
  const Status status = judge_status(facts);
  BOOST_TEST((status.due.front().name == "bundle"));
  BOOST_TEST((status.due.front().at == facts.now - 1h));
  BOOST_TEST(!status.due.front().is_overdue);
  facts.bundle = facts.now - 121h;
  BOOST_TEST(find_due(judge_status(facts), "bundle")->is_overdue);
}

BOOST_AUTO_TEST_CASE(the_worst_metrics_come_first) {
  Summary summary;
  summary.symbols = {
      {"A", 1, {{"edge_bps", {1, 1, 1}, 1, "", Level::warn}, {"risk_ratio", {1, 1, 1}, 1, "", Level::ok}}},
      {"B", 1, {{"edge_bps", {1, 2, 2}, 1, "", Level::crit}, {"risk_ratio", {1, 1, 1}, 1, "", Level::warn}}}};
  const auto worst = worst_metrics(summary);
  BOOST_REQUIRE_EQUAL(worst.size(), 3u);
  BOOST_TEST(worst[0].symbol + worst[0].metric == "Bedge_bps");
  BOOST_TEST(worst[1].symbol + worst[2].symbol == "AB");
}

BOOST_AUTO_TEST_SUITE_END()
