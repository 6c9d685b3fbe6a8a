#include <soak/model/json/value.hpp>
#include <soak/report/watch/status_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

const Instant now = *parse_iso8601("2026-01-17T12:00:00Z");
const std::string hostile = "a\n\x1b[31m\"ü\xFF";
const std::string shown = "a\\x0a\\x1b[31m\"ü\\xff";

struct Look {
  StatusFacts facts;
  boost::json::value value;

  Look() {
    facts.now = now;
    facts.offset = [](Instant) { return 0s; };
  }
  void read() {
    const std::string text = status_json(facts, judge_status(facts));
    BOOST_TEST(text.ends_with("}\n"));
    const auto parsed = parse_json(text);
    BOOST_REQUIRE_MESSAGE(parsed, text);
    value = *parsed;
  }
  std::string text(const char* pointer) const {
    return text_or_nothing(&value.at_pointer(pointer)).value_or("(no text)");
  }
  double number(const char* pointer) const { return number_or_gap(&value.at_pointer(pointer)); }
  bool is_null(const char* pointer) const { return value.at_pointer(pointer).is_null(); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(status_json_, Look)

BOOST_AUTO_TEST_CASE(where_nothing_is_yet_all_members_are_there) {
  read();
  std::string members;
  for (const auto& member : value.as_object()) members += std::string(member.key()) + " ";
  BOOST_TEST(members == "now phase analysis alert export runner gate due windows ");
  BOOST_TEST(text("/now") == "2026-01-17T12:00:00Z");
  for (const char* row : {"/phase", "/analysis", "/alert", "/export", "/runner", "/gate", "/windows"}) {
    BOOST_TEST(text((std::string(row) + "/light").c_str()) == "NONE", row);
    BOOST_TEST(text((std::string(row) + "/problem").c_str()) == "", row);
  }
  for (const char* none : {"/phase/since", "/phase/until", "/phase/last_tick", "/alert/last_sent_at", "/runner/pid",
                           "/runner/last_cycle", "/runner/interval_min", "/gate/readiness", "/windows/newest"}) {
    BOOST_TEST(is_null(none), none);
  }
  BOOST_TEST(!value.at_pointer("/analysis").as_object().contains("verdict"));
  BOOST_TEST(!value.at_pointer("/runner").as_object().contains("redis_heartbeat"));
  BOOST_TEST(text("/alert/last_level") == "");
  BOOST_TEST(text("/alert/from") == "state_dir");
  BOOST_TEST(value.at("due").as_array().size() == 2u);
  BOOST_TEST(text("/due/0/name") == "daily");
  BOOST_TEST(text("/due/0/at") == "2026-01-18T06:00:00Z");
}

BOOST_AUTO_TEST_CASE(problems_stand_in_their_row) {
  facts.tick.problem = "tick";
  facts.summary.problem = facts.alert.problem = facts.exported.problem = facts.runner.problem = facts.gate.problem =
      facts.windows.problem = hostile;
  read();
  BOOST_TEST(text("/phase/problem") == "tick");
  for (const char* row : {"/analysis", "/alert", "/export", "/runner", "/gate", "/windows"}) {
    BOOST_TEST(text((std::string(row) + "/problem").c_str()) == shown, row);
  }
  facts.run.problem = "run";
  read();
  BOOST_TEST(text("/phase/problem") == "run");
}

BOOST_AUTO_TEST_CASE(a_run_and_its_last_tick) {
  facts.run_path = hostile;
  facts.run.value = RunOverview{.run = hostile,
                                .status = "running",
                                .region = hostile,
                                .phase = "canary",
                                .phase_started = now - 1h,
                                .saved_at = now - 1min,
                                .length = 6h,
                                .awake = 1h};
  facts.run_lock = LockStatus{true, 7, now};
  facts.tick.value.emplace();
  facts.tick.value->entry.ts = now - 2min;
  facts.tick.value->entry.status = "WARN";
  facts.tick.value->entry.reason = hostile;
  facts.tick.value->fail_streak = 3;
  read();
  BOOST_TEST(text("/phase/light") == "WARN");
  BOOST_TEST(text("/phase/report") == shown);
  BOOST_TEST(text("/phase/run") == shown);
  BOOST_TEST(text("/phase/run_status") == "running");
  BOOST_TEST(text("/phase/since") == "2026-01-17T11:00:00Z");
  BOOST_TEST(text("/phase/until") == "2026-01-17T16:59:00Z");
  BOOST_TEST(value.at_pointer("/phase/alive").as_bool());
  BOOST_TEST(text("/phase/last_tick/ts") == "2026-01-17T11:58:00Z");
  BOOST_TEST(text("/phase/last_tick/reason") == shown);
  BOOST_TEST(number("/phase/last_tick/fail_streak") == 3);
}

BOOST_AUTO_TEST_CASE(a_verdict_its_worst_and_what_is_open) {
  Summary& summary = facts.summary.value.emplace();
  summary.generated_at = now;
  summary.windows = 24;
  summary.symbols = {{hostile, 24, {{.metric = "edge_bps", .status = Level::warn}, {.metric = "risk_ratio"}}},
                     {"B", 24, {{.metric = "edge_bps", .status = Level::crit}}}};
  summary.symbols[1].metrics[0].extent.last = 1.25;
  summary.incidents = {{.id = "B:edge_bps:1", .level = Level::crit, .since = "1", .worst = 1, .limit = 2},
                       {.id = "over", .closed = "9"}};
  summary.present = {Condition::crit, 1, 2, 3};
  read();
  BOOST_TEST(text("/analysis/verdict") == "CRIT");
  BOOST_TEST(number("/analysis/crit") == 1);
  BOOST_TEST(number("/analysis/warn") == 1);
  BOOST_TEST(number("/analysis/ok") == 1);
  BOOST_TEST(number("/analysis/symbols") == 2);
  BOOST_TEST(text("/analysis/worst/0/symbol") == "B");
  BOOST_TEST(number("/analysis/worst/0/last") == 1.25);
  BOOST_TEST(text("/analysis/worst/1/symbol") == shown);
  BOOST_TEST(is_null("/analysis/worst/1/last"));
  BOOST_TEST(value.at_pointer("/analysis/open").as_array().size() == 1u);
  BOOST_TEST(text("/analysis/open/0/id") == "B:edge_bps:1");
  BOOST_TEST(number("/analysis/open/0/limit") == 2);
}

BOOST_AUTO_TEST_CASE(what_waits_for_a_channel) {
  facts.alert.value.emplace();
  facts.alert.value->last_level = Level::crit;
  facts.alert.value->last_sent_at = now - 10min;
  facts.is_alert_of_redis = true;
  facts.schedule.debounce_min = 180;
  OutboxEntry entry;
  entry.alert.topic = hostile;
  entry.alert.level = Level::warn;
  entry.alert.raised_at = now - 5min;
  entry.pending = {{.name = "slack", .attempts = 2, .last_error = hostile}, {.name = "telegram"}};
  facts.outbox = {entry};
  read();
  BOOST_TEST(text("/alert/light") == "WARN");
  BOOST_TEST(text("/alert/last_sent_at") == "2026-01-17T11:50:00Z");
  BOOST_TEST(text("/alert/last_level") == "CRIT");
  BOOST_TEST(text("/alert/from") == "redis");
  BOOST_TEST(number("/alert/debounce_remaining_min") == 170);
  BOOST_TEST(text("/alert/pending/0/channel") == "slack");
  BOOST_TEST(text("/alert/pending/0/topic") == shown);
  BOOST_TEST(number("/alert/pending/0/attempts") == 2);
  BOOST_TEST(text("/alert/pending/0/last_error") == shown);
  BOOST_TEST(text("/alert/pending/1/channel") == "telegram");
}

BOOST_AUTO_TEST_CASE(a_runner_its_lock_and_redis) {
  facts.runner.value.emplace();
  facts.runner.value->heartbeat_at = now - 30min;
  facts.runner.value->interval_min = 60;
  facts.runner_lock = LockStatus{true, 4711, now - 20min};
  facts.asked_redis = true;
  facts.redis_heartbeat.problem = hostile;
  read();
  BOOST_TEST(text("/runner/light") == "OK");
  BOOST_TEST(value.at_pointer("/runner/alive").as_bool());
  BOOST_TEST(number("/runner/pid") == 4711);
  BOOST_TEST(text("/runner/last_cycle") == "2026-01-17T11:40:00Z");
  BOOST_TEST(number("/runner/interval_min") == 60);
  BOOST_TEST(is_null("/runner/redis_heartbeat"));
  BOOST_TEST(text("/runner/redis_problem") == shown);
  BOOST_TEST(text("/due/0/name") == "runner cycle");
  BOOST_TEST(text("/due/0/at") == "2026-01-17T12:40:00Z");
  BOOST_TEST(!value.at_pointer("/due/0/overdue").as_bool());
  facts.runner_lock->is_held = false;
  facts.runner_lock->pid.reset();
  read();
  BOOST_TEST(text("/runner/light") == "CRIT");
  BOOST_TEST(is_null("/runner/pid"));
}

BOOST_AUTO_TEST_CASE(a_closed_gate_says_why) {
  facts.gate.value = GateReading{.readiness = 60, .verdict = hostile};
  read();
  BOOST_TEST(text("/gate/light") == "CRIT");
  BOOST_TEST(number("/gate/readiness") == 60);
  BOOST_TEST(number("/gate/min_readiness") == 85);
  BOOST_TEST(text("/gate/verdict") == shown);
  BOOST_TEST(!text("/gate/closed_because").empty());
  facts.gate.value = GateReading{.readiness = 90};
  read();
  BOOST_TEST(text("/gate/light") == "OK");
  BOOST_TEST(text("/gate/closed_because") == "");
}

BOOST_AUTO_TEST_SUITE_END()
