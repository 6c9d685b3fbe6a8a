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

BOOST_AUTO_TEST_SUITE_END()
