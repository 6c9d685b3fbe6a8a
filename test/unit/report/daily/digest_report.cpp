#include "digest_sample.hpp"

#include <soak/report/daily/digest_report.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace soak;

namespace {

const Instant noon = *parse_iso8601("2026-01-15T12:00:00Z");

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(digest_report_)

// As docs/tools/daily_digest.md shows it.
BOOST_AUTO_TEST_CASE(a_green_day) {
  DigestInput input;
  input.today = {98.99, 3.16, 0.1244, 328.2, 352.9, 0.3378};
  input.yesterday = DayFigures{98.99, 3.5, 0.1, 328.2, gap, 0.3378};
  BOOST_TEST(digest_report(input, "2026-01-15", "24", noon) ==
             "# Daily digest 2026-01-15\n\n"
             "Generated: 2026-01-15 12:00:00 UTC\n\n"
             "**Light: GREEN**\n\n"
             "## Metrics\n\n"
             "| Metric         | Today  | Yesterday | Change  | Trend | Status |\n"
             "|----------------|--------|-----------|---------|-------|--------|\n"
             "| readiness      | 98.99  | 98.99     | 0.00    | FLAT  | OK     |\n"
             "| net_bps        | 3.16   | 3.50      | -0.34   | DOWN  | OK     |\n"
             "| taker_ratio    | 0.1244 | 0.1000    | +0.0244 | UP    | OK     |\n"
             "| p95_latency_ms | 328.2  | 328.2     | 0.0     | FLAT  | OK     |\n"
             "| p99_latency_ms | 352.9  | n/a       | n/a     | n/a   | OK     |\n"
             "| risk_ratio     | 0.3378 | 0.3378    | 0.0000  | FLAT  | OK     |\n\n"
             "## Journal\n\n"
             "No journal.\n\n"
             "## Recommendations\n\n"
             "- nothing to do\n");
}

BOOST_AUTO_TEST_CASE(now_journal_and_head) {
  DigestInput input;
  input.gate.run = {"CRIT", "WARN", 3, {{"A:edge_bps:7", Level::crit, "2026-01-15T08:00:00Z"}}};
  input.journal = JournalCounts{5, 1, 2, "WARN", "2026-01-15T11:10:00Z canary P95_SPIKE: why"};
  input.head = JournalHead{"prod/bybit", 42, "abc"};
  input.head_key = "soak/prod/bybit+3ab19c04";
  const std::string text = digest_report(input, "2026-01-15", "6.5", noon);
  BOOST_TEST(has(text,
                 "## Now\n\nnow=WARN open_incidents=3 verdict=CRIT (verdict: over all windows)\n\n"
                 "- CRIT A:edge_bps:7 since 2026-01-15T08:00:00Z\n- and 2 more\n\n## Metrics"));
  BOOST_TEST(has(text,
                 "Last 6.5 h: CONTINUE=5 WARN=1 FAIL=2\n\nLast tick: WARN\n\n"
                 "Last FAIL: 2026-01-15T11:10:00Z canary P95_SPIKE: why\n\n"
                 "Head: records=42 hash=abc key=soak/prod/bybit+3ab19c04\n\n## Recommendations"));
  input.gate.run.now.clear();
  BOOST_TEST(!has(digest_report(input, "2026-01-15", "6.5", noon), "## Now"));
  input.journal = JournalCounts{};
  BOOST_TEST(!has(digest_report(input, "2026-01-15", "6.5", noon), "Last tick"));
}

BOOST_AUTO_TEST_CASE(hostile_text_is_neither_markup_nor_another_line_nor_beyond_ascii) {
  const std::string hostile = "a\n# b <b> @all |\x1b[0mü";
  const std::string shown = "a\\\\x0a\\# b &lt;b&gt; &#64;all \\|\\\\x1b\\[0m\\\\xc3\\\\xbc";
  DigestInput input = digest_saying(hostile);
  input.head = JournalHead{};
  input.head_key = hostile;
  const std::string text = digest_report(input, "2026-01-15", "24", noon);
  BOOST_TEST(is_ascii(text));
  BOOST_TEST(!has(text, "\n# b"));
  BOOST_TEST(has(text, "**Light: RED**"));
  for (const std::string& place : {"now=" + shown, "verdict=" + shown, "- CRIT " + shown + " since " + shown,
                                   "Last tick: " + shown, "Last FAIL: " + shown, "key=" + shown,
                                   "## Problems\n\n- " + shown + "\n", "## Silenced\n\n- " + shown + "\n"}) {
    BOOST_TEST(has(text, place), place);
  }
  BOOST_TEST(text.ends_with("- " + shown + "\n"));
}

BOOST_AUTO_TEST_CASE(a_week) {
  WeeklyRollup rollup;
  rollup.from = std::chrono::year{2026} / 1 / 9;
  rollup.to = std::chrono::year{2026} / 1 / 15;
  rollup.days = 6;
  rollup.metrics = {{"net_bps", 3.1, 3.4, 2.9, 2}, {"risk_ratio", gap, gap, gap, 4}};
  const std::string go = rollup_report(rollup, noon);
  BOOST_TEST(go ==
             "# Weekly rollup 2026-01-09 to 2026-01-15\n\n"
             "Generated: 2026-01-15 12:00:00 UTC\n\n"
             "**Verdict: GO** (6 of 7 days)\n\n"
             "| Metric     | Median | p90  | Week before | Trend |\n"
             "|------------|--------|------|-------------|-------|\n"
             "| net_bps    | 3.10   | 3.40 | 2.90        | UP    |\n"
             "| risk_ratio | n/a    | n/a  | n/a         | n/a   |\n");
  BOOST_TEST(rollup_line(rollup) == "event=weekly_rollup verdict=GO from=2026-01-09 to=2026-01-15 days=6\n");
  rollup.reasons = {"only 2 <of> 7"};
  BOOST_TEST(has(rollup_report(rollup, noon), "**Verdict: NO-GO** (6 of 7 days)"));
  BOOST_TEST(rollup_report(rollup, noon).ends_with("\n## Why not\n\n- only 2 &lt;of&gt; 7\n"));
}

BOOST_AUTO_TEST_CASE(the_line_of_the_tool) {
  BOOST_TEST(digest_line({}, "out/\xC3\xBC\n") == "event=daily_digest light=RED out=out/\\xc3\\xbc\\x0a\n");
}

BOOST_AUTO_TEST_SUITE_END()
