#include <soak/model/summary/summary_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(summary_json)

BOOST_AUTO_TEST_CASE(what_the_analyzer_writes_is_read_back) {
  const MetricSet metrics = standard_metrics();
  Summary summary;
  summary.generated_at = *parse_iso8601("2025-10-21T12:34:56Z");
  summary.windows = 24;
  summary.symbols = {{"BTC\"USDT", 24, std::vector<MetricSummary>(4)}};
  summary.symbols[0].metrics[2].extent.last = 232.5;
  summary.symbols[0].metrics[2].status = Level::crit;
  summary.meta = {"abc", "def", "moderate", {}};
  const auto record = parse_summary(to_json(summary, metrics));
  BOOST_REQUIRE(record);
  BOOST_TEST((record->generated_at == summary.generated_at));
  BOOST_TEST(record->windows == 24u);
  BOOST_TEST(record->overall.crit == 1u);
  BOOST_TEST(record->overall.ok == 3u);
  BOOST_TEST((record->verdict == Level::crit));
  BOOST_TEST(record->symbols.at(0).symbol == "BTC\"USDT");
  BOOST_TEST((record->symbols[0].verdict() == Level::crit));
  BOOST_TEST(record->symbols[0].last("p95_latency_ms") == 232.5);
  BOOST_TEST(is_gap(record->symbols[0].last("edge_bps")));
  BOOST_TEST(is_gap(record->symbols[0].last("unknown")));
  BOOST_TEST(record->commit_range.value() == "abc..def");
  BOOST_TEST(!record->source);
}

BOOST_AUTO_TEST_CASE(windows_before_bucketing_and_labels_are_read_where_they_are) {
  MetricSet metrics = standard_metrics();
  BOOST_REQUIRE(add_metric(metrics, "score:high:1.25:2:My score"));
  Summary summary;
  summary.windows = 3;
  summary.input_windows = 12;
  const auto record = parse_summary(to_json(summary, metrics));
  BOOST_REQUIRE(record);
  BOOST_TEST(record->input_windows == 12u);
  BOOST_REQUIRE(record->labels.size() == 5u);
  BOOST_TEST(record->labels[4].metric == "score");
  BOOST_TEST(record->labels[4].title == "My score");
  BOOST_TEST(record->labels[4].decimals == 2);
  const auto guide = parse_summary(R"({"generated_at_utc":"2025-10-21T12:34:56Z","windows":8,"symbols":{},"overall":)"
                                   R"({"crit_count":0,"warn_count":0,"ok_count":0,"verdict":"OK"}})");
  BOOST_REQUIRE(guide);
  BOOST_TEST(guide->input_windows == 8u);
  BOOST_TEST(guide->labels.empty());
}

BOOST_AUTO_TEST_CASE(errors_name_the_member) {
  const std::string good = to_json(Summary{}, standard_metrics());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return parse_summary(text).error().message;
  };
  BOOST_TEST(with("\"windows\": 0", "\"windows\": -3") == "windows: expected a whole number");
  BOOST_TEST(with("\"verdict\": \"OK\"", "\"verdict\": \"FINE\"") == "overall.verdict: expected OK, WARN or CRIT");
  BOOST_TEST(with("1970", "197x") == "generated_at_utc: expected a time like 2025-01-15T12:00:00Z");
  BOOST_TEST(parse_summary("[]").error().message == "the document: expected an object");
  BOOST_TEST(parse_summary("{").error().message.starts_with("byte 1: "));
}

BOOST_AUTO_TEST_CASE(violations_are_read_back) {
  std::string text = "[\n";
  append_json(text, {"A}\"{", "edge_bps", Level::crit, 7, 1.25, 2, "Critical \\ edge"});
  text += ",\n";
  append_json(text, {"B", "risk_ratio", Level::warn, {}, gap, gap, no_valid_data});
  text += "\n]\n";
  const auto violations = parse_violations(text);
  BOOST_REQUIRE(violations);
  BOOST_REQUIRE(violations->size() == 2u);
  BOOST_TEST(violations->at(0).symbol == "A}\"{");
  BOOST_TEST(violations->at(0).note == "Critical \\ edge");
  BOOST_TEST(violations->at(0).window_index.value() == 7u);
  BOOST_TEST(violations->at(0).value == 1.25);
  BOOST_TEST(!violations->at(1).window_index);
  BOOST_TEST(is_gap(violations->at(1).threshold));
  std::string again;
  append_json(again, violations->at(0).view());
  BOOST_TEST(text.find(again) != std::string::npos);
  BOOST_TEST(parse_violations(" [ ] ")->empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_list_of_violations_is_refused_with_the_place) {
  const std::string one = R"({"symbol":"A","metric":"m","level":"WARN","window_index":1})";
  BOOST_TEST(parse_violations("[" + one + "]").has_value());
  for (const std::string& text : {std::string(), std::string("{}"), std::string("["), "[" + one, "[" + one + ",]",
                                  "[" + one + one + "]", "[" + one + "] x", "[," + one + "]", std::string("[1]"),
                                  std::string("[{\"a\": nul}]"), std::string("[{\"a\": \"]")}) {
    BOOST_TEST(!parse_violations(text), text);
  }
  BOOST_TEST(parse_violations("[" + one + ",{}]").error().message == "[1].symbol: expected a text");
  const std::string broken = "[" + one + ", {\"a\": nul}]";
  const std::string place = "byte " + std::to_string(broken.find("nul")) + ": ";
  BOOST_TEST(parse_violations(broken).error().message.substr(0, place.size()) == place);
}

BOOST_AUTO_TEST_SUITE_END()
