#include <soak/model/summary/summary_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(summary_json)

BOOST_AUTO_TEST_CASE(what_the_analyzer_writes_is_read_back) {
  Summary summary;
  summary.metrics = standard_metrics();
  summary.generated_at = *parse_iso8601("2025-10-21T12:34:56Z");
  summary.windows = 24;
  summary.symbols = {{"BTC\"USDT", 24, std::vector<MetricSummary>(4)}};
  for (std::size_t m = 0; m < 4; ++m) summary.symbols[0].metrics[m].metric = summary.metrics.metrics[m].name;
  summary.symbols[0].metrics[2].extent.last = 232.5;
  summary.symbols[0].metrics[2].status = Level::crit;
  summary.meta = {"abc..def", "moderate", {}};
  summary.skipped = {1, 2};
  const auto record = parse_summary(to_json(summary));
  BOOST_REQUIRE(record);
  BOOST_TEST((record->generated_at == summary.generated_at));
  BOOST_TEST(record->windows == 24u);
  BOOST_TEST(record->counts().crit == 1u);
  BOOST_TEST(record->counts().ok == 3u);
  BOOST_TEST((record->verdict() == Level::crit));
  BOOST_TEST(record->symbols.at(0).symbol == "BTC\"USDT");
  BOOST_TEST((record->symbols[0].status() == Level::crit));
  BOOST_TEST(record->symbols[0].last("p95_latency_ms") == 232.5);
  BOOST_TEST(is_gap(record->symbols[0].last("edge_bps")));
  BOOST_TEST(is_gap(record->symbols[0].last("unknown")));
  BOOST_TEST(record->meta.commit_range.value() == "abc..def");
  BOOST_TEST(!record->meta.source);
  BOOST_TEST(to_json(*record) == to_json(summary));
}

BOOST_AUTO_TEST_CASE(windows_before_bucketing_and_labels_are_read_where_they_are) {
  Summary summary;
  summary.metrics = standard_metrics();
  BOOST_REQUIRE(add_metric(summary.metrics, "score:high:1.25:2:My score"));
  BOOST_REQUIRE(add_override(summary.metrics, "A/score=1:1.5"));
  summary.windows = 3;
  summary.input_windows = 12;
  const auto record = parse_summary(to_json(summary));
  BOOST_REQUIRE(record);
  BOOST_TEST(record->input_windows == 12u);
  BOOST_REQUIRE(record->metrics.size() == 5u);
  BOOST_TEST(record->metrics.metrics[4].name == "score");
  BOOST_TEST(record->metrics.metrics[4].title == "My score");
  BOOST_TEST(record->metrics.metrics[4].decimals == 2);
  BOOST_TEST(record->metrics.threshold("A", 4).crit == 1.5);
  BOOST_TEST(to_json(*record) == to_json(summary));
  const auto guide = parse_summary(R"({"generated_at_utc":"2025-10-21T12:34:56Z","windows":8,"symbols":{},"overall":)"
                                   R"({"crit_count":0,"warn_count":0,"ok_count":0,"verdict":"OK"}})");
  BOOST_REQUIRE(guide);
  BOOST_TEST(guide->input_windows == 8u);
  BOOST_TEST(guide->metrics.metrics.empty());
}

BOOST_AUTO_TEST_CASE(errors_name_the_member) {
  const std::string good = to_json(Summary{.metrics = standard_metrics()});
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_summary(text).error().message;
  };
  BOOST_TEST(with("\"windows\": 0", "\"windows\": -3") == "/windows: expected a whole number");
  BOOST_TEST(with("\"verdict\": \"OK\"", "\"verdict\": \"FINE\"") == "/overall/verdict: expected OK, WARN or CRIT");
  BOOST_TEST(with("1970", "197x") == "/generated_at_utc: expected a time like 2025-01-15T12:00:00Z");
  BOOST_TEST(with("\"symbols\": {}", "\"symbols\": {\"A/B\": 7}") == "/symbols/A~1B: expected an object");
  BOOST_TEST(with("\"symbols\": {}", "\"symbols\": {\"A\": {\"m\": {}}}") ==
             "/symbols/A/m/status: expected OK, WARN or CRIT");
  BOOST_TEST(with("\"symbols\"", "\"s\"") == "/symbols: expected an object");
  BOOST_TEST(with("\"overall\"", "\"o\"") == "/overall/crit_count: expected a whole number");
  BOOST_TEST(parse_summary("[]").error().message == "the document: expected an object");
  BOOST_TEST(parse_summary("{").error().message.starts_with("byte 1: "));
}

BOOST_AUTO_TEST_SUITE_END()
