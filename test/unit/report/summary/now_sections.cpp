#include <soak/report/summary/now_sections.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

Incident incident(const std::string& symbol, Level level, std::size_t since) {
  Incident result;
  result.symbol = symbol;
  result.metric = "edge_bps";
  result.level = level;
  result.since = result.level_since = "2026-01-12T" + std::to_string(since) + ":00:00Z";
  result.since_index = since;
  result.worst = -0.5;
  result.last = 1.25;
  result.limit = 2;
  result.bad = 3;
  result.known = 4;
  return result;
}

Summary with(std::vector<Incident> incidents, Condition now) {
  Summary summary;
  summary.incidents = std::move(incidents);
  summary.present.now = now;
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(now_sections_suite)

BOOST_AUTO_TEST_CASE(what_is_open_stands_with_value_limit_and_since) {
  const Summary summary = with({incident("A|<b>", Level::crit, 14)}, Condition::crit);
  const IncidentViews views = view_incidents(summary);
  BOOST_TEST(now_line(summary, views) == "Now: ❌ **CRIT** — 1 incident is open");
  const std::string text = now_sections(views, standard_metrics());
  BOOST_TEST(has(text, "\n## Open Now\n\n| Symbol "));
  BOOST_TEST(has(
      text, "| A\\|&lt;b&gt; | edge_bps | ❌ CRIT | 2026-01-12 14:00 UTC | 1.25 | -0.50 | `< 2` | 3 of 4 windows |"));
  BOOST_TEST(!has(text, "Recovered"));
}

BOOST_AUTO_TEST_CASE(what_is_over_says_how_long_it_lasted) {
  Incident over = incident("A", Level::warn, 10);
  over.closed = "2026-01-12T21:00:00Z";
  const Summary summary = with({over}, Condition::ok);
  const IncidentViews views = view_incidents(summary);
  BOOST_TEST(now_line(summary, views) == "Now: ✅ **OK** — no incident is open");
  const std::string text = now_sections(views, standard_metrics());
  BOOST_TEST(!has(text, "Open Now"));
  BOOST_TEST(
      has(text, "| 2026-01-12 10:00 UTC | 2026-01-12 21:00 UTC | 11 h 00 min | -0.50 | `< 2` | 3 of 4 windows |"));
}

BOOST_AUTO_TEST_CASE(twenty_are_listed_and_the_rest_is_counted) {
  std::vector<Incident> incidents;
  for (std::size_t i = 0; i < most_listed + 3; ++i) {
    incidents.push_back(incident("S" + std::to_string(i), i < 2 ? Level::crit : Level::warn, 10));
  }
  const Summary summary = with(incidents, Condition::crit);
  const IncidentViews views = view_incidents(summary);
  BOOST_TEST(now_line(summary, views) == "Now: ❌ **CRIT** — 23 incidents are open, 2 of them CRIT");
  const std::string text = now_sections(views, standard_metrics());
  BOOST_TEST(has(text, "| S19 "));
  BOOST_TEST(!has(text, "| S20 "));
  BOOST_TEST(has(text, "\n… and 3 more open\n"));
}

BOOST_AUTO_TEST_CASE(a_silent_symbol_is_one_row_without_a_value) {
  Summary summary = with({incident("A", Level::crit, 10), incident("A", Level::crit, 10)}, Condition::unknown);
  summary.symbols = {{"A", 9, {MetricSummary{"edge_bps"}, MetricSummary{"risk_ratio"}}}};
  for (Incident& one : summary.incidents) one.kind = IncidentKind::no_data;
  summary.incidents[1].metric = "risk_ratio";
  const IncidentViews views = view_incidents(summary);
  BOOST_TEST(now_line(summary, views) == "Now: ❓ **UNKNOWN** — 1 incident is open");
  BOOST_TEST(
      has(now_sections(views, standard_metrics()),
          "| A      | (all)  | ❌ CRIT | 2026-01-12 10:00 UTC |      | no data |       | 3 windows without a value |"));
}

BOOST_AUTO_TEST_CASE(a_newest_window_beyond_a_limit_is_named_before_it_is_an_incident) {
  Summary summary = with({}, Condition::ok);
  summary.symbols = {{"A", 9, {MetricSummary{"edge_bps"}}}};
  MetricSummary& metric = summary.symbols[0].metrics[0];
  metric.crit = {1, 7, 7, 1.0};
  BOOST_TEST(now_sentence(summary, {}) == "no incident is open");
  metric.crit = {1, 8, 8, 1.0};
  BOOST_TEST(now_sentence(summary, {}) ==
             "no incident is open; 1 symbol metric is beyond a limit in its newest window: no incident yet");
  metric.incident = MetricIncident{.level = Level::crit, .is_open = true};
  BOOST_TEST(now_sentence(summary, {}) == "no incident is open");
}

BOOST_AUTO_TEST_SUITE_END()
