#include <soak/report/watch/status_verdict.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(status_verdict)

BOOST_AUTO_TEST_CASE(what_gets_worse_stands_below_the_verdict) {
  StatusFacts facts;
  facts.now = *parse_iso8601("2026-01-17T12:00:00Z");
  facts.offset = [](Instant) { return std::chrono::seconds{0}; };
  facts.summary.value.emplace();
  facts.runner.value.emplace();
  facts.runner.value->drifts.assign(7, {"BTCUSDT", "p95_latency_ms", facts.now - 3h, 40.004});
  const auto row = watch_detail::verdict_row(facts, judge_status(facts));
  const auto has = [&](const std::string& line) {
    return std::find(row.lines.begin(), row.lines.end(), line) != row.lines.end();
  };
  BOOST_TEST(has("getting worse: BTCUSDT p95_latency_ms, +40 over its windows, seen since 2026-01-17T09:00:00Z"));
  BOOST_TEST(has("... +2 more get worse"));
}

BOOST_AUTO_TEST_CASE(a_symbol_that_is_silent_altogether_is_one_line) {
  Summary summary;
  summary.symbols.resize(1);
  summary.symbols[0].symbol = "ETHUSDT";
  for (const char* metric : {"edge_bps", "risk_ratio"}) {
    summary.symbols[0].metrics.push_back({.metric = metric});
    Incident silent;
    silent.symbol = "ETHUSDT";
    silent.metric = metric;
    silent.level = Level::crit;
    silent.kind = IncidentKind::no_data;
    silent.since = "2026-01-17T09:00:00Z";
    summary.incidents.push_back(silent);
  }
  watch_detail::StatusRow row;
  watch_detail::add_open_incidents(row, summary);
  BOOST_REQUIRE(row.lines.size() == 2u);
  BOOST_TEST(row.lines[0].ends_with(", 1 incident open"));
  BOOST_TEST(row.lines[1] == "CRIT ETHUSDT (all metrics) since 2026-01-17T09:00:00Z, no data");
  summary.incidents.pop_back();  // one metric still comes
  row.lines.clear();
  watch_detail::add_open_incidents(row, summary);
  BOOST_TEST(row.lines[1] == "CRIT ETHUSDT edge_bps since 2026-01-17T09:00:00Z, no data");
}

BOOST_AUTO_TEST_SUITE_END()
