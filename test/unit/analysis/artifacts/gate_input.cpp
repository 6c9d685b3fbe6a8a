#include <soak/analysis/artifacts/gate_input.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/analysis/windows/violations.hpp>
#include <soak/model/summary/violation_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

boost::json::value json(std::string_view text) { return *parse_json(text); }

}  // namespace

BOOST_AUTO_TEST_SUITE(gate_input)

BOOST_AUTO_TEST_CASE(the_guides_short_form_and_the_long_one_are_read) {
  const auto brief = gate_summary_of(json(R"({"windows": 48, "symbols": {"B": {"edge_bps": {"median": 3}}}})"));
  BOOST_TEST(brief->input_windows == 48);
  BOOST_TEST(crit_limit(*brief, "B", "edge_bps") == 2.0);
  const auto full = gate_summary_of(json(R"({"windows": 4, "input_windows": 8, "symbols": {
    "B": {"edge_bps": {"median": null, "gaps": 4}}, "C": {"edge_bps": {"median": 1}}},
    "thresholds": {"edge_bps": {"crit": 1.5, "symbols": {"C": {"warn": 1, "crit": 0.5}}}}})"));
  BOOST_TEST(is_gap(full->symbols.at(0).find("edge_bps")->median));
  BOOST_TEST(full->symbols.at(0).find("edge_bps")->extent.gaps == 4);
  BOOST_TEST(crit_limit(*full, "B", "edge_bps") == 1.5);
  BOOST_TEST(crit_limit(*full, "C", "edge_bps") == 0.5);
}

BOOST_AUTO_TEST_CASE(errors_name_the_place) {
  BOOST_TEST(gate_summary_of(json("[]")).error().message == "/windows: expected a count of at least 1");
  BOOST_TEST(gate_summary_of(json(R"({"windows": 1, "symbols": {}})")).error().message.starts_with("/symbols: "));
  BOOST_TEST(gate_summary_of(json(R"({"windows": 1, "symbols": {"B": {"m": {"median": "x"}}}})"))
                 .error()
                 .message.starts_with("/symbols/B/m/median: "));
  BOOST_TEST(parse_violations("{}").has_error());
  BOOST_TEST(parse_violations(R"([{"symbol": "B", "metric": "m", "level": "BAD"}])").error().message.starts_with("/0"));
}

BOOST_AUTO_TEST_CASE(violations_are_counted_by_symbol_metric_and_level) {
  const auto violations = parse_violations(R"([
    {"symbol": "B", "metric": "m", "level": "CRIT", "window_index": 0},
    {"symbol": "B", "metric": "m", "level": "WARN", "window_index": 1},
    {"symbol": "B", "metric": "m", "level": "WARN", "window_index": 2},
    {"symbol": "B", "metric": "n", "level": "WARN", "window_index": null},
    {"symbol": "C", "metric": "n", "level": "WARN", "window_index": null, "note": "No valid data"},
    {"symbol": "D", "metric": "n", "level": "WARN", "window_index": null, "note": "No recent data"}])");
  BOOST_REQUIRE(violations);
  const auto counts = violation_counts(*violations);
  BOOST_TEST(counts.at({"B", "m"}).crit == 1);
  BOOST_TEST(counts.at({"B", "m"}).warn == 2);
  BOOST_TEST(counts.at({"B", "n"}).no_data);
  BOOST_TEST(counts.at({"B", "n"}).warn == 0);
  BOOST_TEST(counts.at({"C", "n"}).no_data);
  BOOST_TEST(!counts.at({"D", "n"}).no_data);
}

BOOST_AUTO_TEST_CASE(a_summary_counts_what_its_violations_would) {
  const MetricSet metrics = standard_metrics();
  Summary summary;
  std::vector<Series> all;
  for (const char* symbol : {"A", "B"}) {
    Series series{symbol, WindowMatrix::from_shape({9, 4})};
    for (std::size_t w = 0; w < 9; ++w) {
      series.values(w, 0) = *symbol == 'A' ? 1.0 + static_cast<double>(w) / 4 : 5;
      series.values(w, 1) = gap;
      series.values(w, 2) = w == 3 ? gap : 340 + static_cast<double>(w) * 10;
      series.values(w, 3) = 0.1;
    }
    summary.symbols.push_back(summarize(series, metrics));
    all.push_back(std::move(series));
  }
  const auto by_list = violation_counts(find_violations(all, metrics));
  const auto by_summary = violation_counts(summary);
  BOOST_TEST(by_list.at({"A", "edge_bps"}).crit == 4u);
  BOOST_TEST(by_list.at({"A", "maker_taker_ratio"}).no_data);
  BOOST_REQUIRE(by_list.size() == by_summary.size());
  for (const auto& [place, count] : by_list) {
    BOOST_TEST(by_summary.at(place).crit == count.crit);
    BOOST_TEST(by_summary.at(place).warn == count.warn);
    BOOST_TEST(by_summary.at(place).no_data == count.no_data);
  }
}

BOOST_AUTO_TEST_SUITE_END()
