#include <soak/model/json/value.hpp>
#include <soak/report/daily/sentinel_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

namespace {

const Instant now = *parse_iso8601("2026-01-15T12:00:00Z");  // 1768478400

SentinelReport sample() {
  const FreshTarget gate{"KPI_GATE", "a/KPI_GATE.json", 24h};
  return {{judge_freshness(gate, {now - 90min, ""}, 0s, now),
           judge_freshness({"EDGE_REPORT", "b", 24h}, {now - 25h, ""}, 0s, now),
           judge_freshness({"MINE", "c", 1h}, {{}, "cannot read 'c': <ü>\n"}, 0s, now),
           judge_freshness(gate, {now + 1s, ""}, 0s, now)},
          now};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sentinel_report)

BOOST_AUTO_TEST_CASE(a_line_a_target) {
  const SentinelReport report = sample();
  BOOST_TEST(sentinel_line(report.verdicts[0], now) ==
             "event=sentinel_check target=KPI_GATE status=OK age_sec=5400 now=1768478400\n");
  BOOST_TEST(sentinel_line(report.verdicts[1], now) ==
             "event=sentinel_check target=EDGE_REPORT status=STALE age_sec=90000 now=1768478400\n");
  BOOST_TEST(sentinel_line(report.verdicts[2], now) ==
             "event=sentinel_check target=MINE status=MISSING age_sec=-1 now=1768478400\n");
  BOOST_TEST(sentinel_result(report) == "RESULT=FAIL missing=1 stale=2 checked=4\n");
  BOOST_TEST(sentinel_result({{report.verdicts[0]}, now}) == "RESULT=OK missing=0 stale=0 checked=1\n");
}

BOOST_AUTO_TEST_CASE(the_same_as_json) {
  const std::string text = sentinel_json(sample());
  BOOST_TEST(text.starts_with("{\n  \"status\": \"FAIL\",\n  \"missing\": 1,\n  \"stale\": 2,\n  \"checked\": 4,"));
  BOOST_TEST(text.ends_with("}\n"));
  const auto read = parse_json(text);
  BOOST_REQUIRE(read);
  const auto number = [&](const char* pointer) { return number_or_gap(&read->at_pointer(pointer)); };
  BOOST_TEST(number("/ts") == 1768478400);
  BOOST_TEST(number("/targets/0/age_sec") == 5400);
  BOOST_TEST(number("/targets/0/window_sec") == 86400);
  BOOST_TEST(*text_or_nothing(&read->at_pointer("/targets/0/reason")) == "");
  BOOST_TEST(*text_or_nothing(&read->at_pointer("/targets/1/reason")) == "older than 24 h");
  BOOST_TEST(read->at_pointer("/targets/2/age_sec").is_null());
  BOOST_TEST(*text_or_nothing(&read->at_pointer("/targets/2/reason")) == "cannot read 'c': <\\xc3\\xbc>\\x0a");
  BOOST_TEST(number("/targets/3/age_sec") == -1);
  BOOST_TEST(*text_or_nothing(&read->at_pointer("/targets/3/status")) == "STALE");
}

BOOST_AUTO_TEST_CASE(the_same_as_a_table) {
  BOOST_TEST(sentinel_markdown(sample(), now + 1h) ==
             "# Cron sentinel\n\n"
             "Generated: 2026-01-15 13:00:00 UTC\n\n"
             "| Target      | Status  | Age (h) | Reason                                   |\n"
             "|-------------|---------|---------|------------------------------------------|\n"
             "| KPI_GATE    | OK      | 1.5     |                                          |\n"
             "| EDGE_REPORT | STALE   | 25.0    | older than 24 h                          |\n"
             "| MINE        | MISSING | n/a     | cannot read 'c': &lt;\\\\xc3\\\\xbc&gt;\\\\x0a |\n"
             "| KPI_GATE    | STALE   | 0.0     | its time lies in the future              |\n\n"
             "RESULT=FAIL missing=1 stale=2 checked=4\n");
}

BOOST_AUTO_TEST_SUITE_END()
