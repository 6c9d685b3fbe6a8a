#include <soak/analysis/alert/incident_alerts.hpp>

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using namespace soak;

namespace {

const Instant start = *parse_iso8601("2026-01-05T00:00:00Z");
const MetricSet metrics = standard_metrics();

Instant minute(int m) { return start + std::chrono::minutes(m); }

Incident incident(const std::string& symbol, Level level) {
  Incident made{.symbol = symbol, .metric = "edge_bps", .level = level};
  made.since = "2026-01-05T00:00:00Z";
  made.id = symbol + ":edge_bps:" + made.since;
  made.worst = made.last = 1;
  made.limit = 2;
  return made;
}

/// A runner that sees the incidents that are given to it; whatever else was open has had six good windows.
struct Runner {
  IncidentMemory memory;
  IncidentRules rules{.min_severity = Level::crit, .debounce_min = 180};
  IncidentDecision decision;

  /// "state SYMBOL" of what is told, in its order.
  std::vector<std::string> look(int m, const std::vector<Incident>& open) {
    std::vector<Series> series;
    for (const char* symbol : {"A", "B", "C"}) {
      series.push_back({symbol, WindowMatrix::from_shape({7, 4}), {}});
      series.back().values.fill(3);
      series.back().values(0, 0) = 1;
    }
    decision = decide_incidents(memory, {open, series, metrics, true}, rules, minute(m));
    memory = decision.memory;
    std::vector<std::string> told;
    for (const IncidentNews& news : decision.told)
      told.push_back(std::string(to_string(news.state)) + " " + news.symbol);
    return told;
  }
};

using Told = std::vector<std::string>;
const Incident a = incident("A", Level::crit);
const Incident b = incident("B", Level::crit);
const Incident a_warn = incident("A", Level::warn);

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_alerts)

BOOST_AUTO_TEST_CASE(opened_reminded_each_debounce_window_and_recovered) {
  Runner runner;
  BOOST_TEST(runner.look(0, {}).empty());
  BOOST_TEST((runner.look(60, {a}) == Told{"opened A"}));
  BOOST_TEST(runner.look(120, {a}).empty());
  BOOST_TEST(reminder_remaining_min(runner.memory, 180, minute(120)) == 120);
  BOOST_TEST((runner.look(240, {a}) == Told{"reminder A"}));
  BOOST_TEST((runner.look(300, {a, b}) == Told{"opened B"}));
  // one message reminds of all
  BOOST_TEST((runner.look(420, {a, b}) == Told{"reminder A", "reminder B"}));
  BOOST_TEST(runner.look(480, {a, b}).empty());
  BOOST_TEST((runner.look(500, {b}) == Told{"recovered A"}));
  BOOST_TEST((runner.look(510, {}) == Told{"recovered B"}));
  BOOST_TEST(runner.look(2000, {}).empty());
}

BOOST_AUTO_TEST_CASE(what_is_too_mild_is_remembered_and_told_when_it_is_not) {
  Runner runner;
  BOOST_TEST(runner.look(0, {a_warn}).empty());
  BOOST_TEST(runner.decision.changes.size() == 1u);  // the log has it
  BOOST_TEST(runner.look(400, {a_warn}).empty());
  BOOST_TEST((runner.look(410, {a}) == Told{"escalated A"}));
  BOOST_TEST((runner.look(420, {a_warn}) == Told{"eased A"}));  // it ranks as what has eased
  BOOST_TEST(runner.look(900, {a_warn}).empty());               // no reminders of a WARN
  BOOST_TEST((runner.look(910, {}) == Told{"recovered A"}));
  Runner mild;
  (void)mild.look(0, {a_warn});
  BOOST_TEST(mild.look(10, {}).empty());
}

BOOST_AUTO_TEST_CASE(without_debounce_there_are_no_reminders) {
  Runner runner;
  runner.rules.debounce_min = 0;
  BOOST_TEST((runner.look(0, {a}) == Told{"opened A"}));
  BOOST_TEST(runner.look(100000, {a}).empty());
  BOOST_TEST((runner.look(100001, {}) == Told{"recovered A"}));
}

BOOST_AUTO_TEST_CASE(newest_and_worst_come_first) {
  Runner runner;
  runner.rules.min_severity = Level::warn;
  (void)runner.look(0, {incident("C", Level::warn)});
  BOOST_TEST((runner.look(180, {a_warn, b, incident("C", Level::warn)}) == Told{"opened B", "opened A", "reminder C"}));
  BOOST_TEST((runner.look(190, {a, incident("C", Level::warn)}) == Told{"escalated A", "recovered B"}));
}

BOOST_AUTO_TEST_CASE(a_clock_that_was_set_back_does_not_stretch_the_pause) {
  Runner runner;
  (void)runner.look(600, {a});
  BOOST_TEST(runner.look(10, {a}).empty());
  BOOST_TEST((runner.look(190, {a}) == Told{"reminder A"}));
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_ends_with_its_time_with_escalation_and_with_the_incident) {
  Runner runner;
  runner.rules.min_severity = Level::warn;
  (void)runner.look(0, {a_warn});
  runner.rules.silences.acks = {{.id = a.id, .level = Level::warn, .at = minute(10), .until = minute(500)}};
  BOOST_TEST(runner.look(180, {a_warn}).empty());
  BOOST_TEST(runner.decision.silenced.size() == 1u);
  BOOST_TEST(runner.look(200, {a_warn}).empty());
  BOOST_TEST(runner.decision.silenced.empty());  // the log says it once a window
  BOOST_TEST((runner.look(500, {a_warn}) == Told{"reminder A"}));
  BOOST_TEST((runner.look(510, {a}) == Told{"escalated A"}));
  runner.rules.silences.acks = {{.id = a.id, .level = Level::warn, .at = minute(10), .until = minute(5000)}};
  BOOST_TEST((runner.look(690, {a}) == Told{"reminder A"}));  // it is worse than what was acknowledged
  BOOST_TEST((runner.look(700, {}) == Told{"recovered A"}));
  // of another incident, though of the same metric
  Incident later = a;
  later.id = "A:edge_bps:later";
  runner.rules.silences.acks[0].level = Level::crit;
  (void)runner.look(800, {later});
  BOOST_TEST((runner.look(980, {later}) == Told{"reminder A"}));
}

BOOST_AUTO_TEST_CASE(what_a_silence_holds_back_arrives_as_one) {
  Runner runner;
  runner.rules.min_severity = Level::warn;
  runner.rules.silences.silences = {{.below = Level::crit, .at = minute(0), .from = minute(0), .to = minute(400)}};
  BOOST_TEST(runner.look(10, {a_warn}).empty());
  BOOST_TEST(runner.decision.silenced.size() == 1u);
  BOOST_TEST((runner.look(20, {a_warn, b}) == Told{"opened B"}));  // severe enough
  BOOST_TEST(runner.look(100, {a_warn, b, incident("C", Level::warn)}).empty());
  BOOST_TEST(runner.look(150, {a_warn, b}).empty());  // C is over before anybody heard of it
  BOOST_TEST((runner.look(200, {a_warn, b}) == Told{"reminder B"}));
  BOOST_TEST((runner.look(400, {a_warn, b}) == Told{"opened A", "reminder B", "recovered C"}));
  BOOST_TEST(runner.memory.held.empty());
  // something worse breaks through the next one, with what it was
  runner.rules.silences.silences[0].to = minute(5000);
  BOOST_TEST((runner.look(410, {a, b}) == Told{"escalated A"}));
}

BOOST_AUTO_TEST_CASE(news_that_wait_for_a_channel_become_one_with_what_follows) {
  const auto news = [](NewsState state, const std::string& id, Level level) {
    return IncidentNews{.state = state, .id = id, .symbol = id, .metric = "m", .level = level};
  };
  using enum NewsState;
  const auto merged = [&](std::vector<IncidentNews> older, const std::vector<IncidentNews>& newer) {
    std::vector<std::string> words;
    for (const IncidentNews& one : merge_news(std::move(older), newer)) {
      words.push_back(one.id + " " + std::string(to_string(one.state)) + " " + std::string(to_string(one.level)));
    }
    return words;
  };
  BOOST_TEST((merged({news(opened, "a", Level::warn)}, {news(escalated, "a", Level::crit)}) == Told{"a opened CRIT"}));
  BOOST_TEST(
      (merged({news(opened, "a", Level::crit)}, {news(recovered, "a", Level::crit)}) == Told{"a recovered CRIT"}));
  BOOST_TEST((merged({news(escalated, "a", Level::crit)}, {news(eased, "a", Level::warn)}) == Told{"a eased WARN"}));
  BOOST_TEST((merged({news(opened, "a", Level::crit)}, {news(opened, "a", Level::crit)}) == Told{"a opened CRIT"}));
  BOOST_TEST((merged({news(recovered, "a", Level::crit)}, {news(opened, "b", Level::warn)}) ==
              Told{"b opened WARN", "a recovered CRIT"}));
}

BOOST_AUTO_TEST_SUITE_END()
