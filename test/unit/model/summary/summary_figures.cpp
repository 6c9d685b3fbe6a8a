#include <soak/model/summary/summary_figures.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

boost::json::value json(std::string_view text) { return *parse_json(text); }

}  // namespace

BOOST_AUTO_TEST_SUITE(summary_figures_of_a_document)

BOOST_AUTO_TEST_CASE(the_guides_short_form_and_the_long_one_are_read) {
  const auto brief = summary_figures(json(R"({"windows": 48, "symbols": {"B": {"edge_bps": {"median": 3}}}})"));
  BOOST_TEST(brief->input_windows == 48);
  BOOST_TEST(brief->symbols.at("B").at("edge_bps").crit == 2.0);
  const auto full = summary_figures(json(R"({"windows": 4, "input_windows": 8, "symbols": {
    "B": {"edge_bps": {"median": null, "gaps": 4}}, "C": {"edge_bps": {"median": 1}}},
    "thresholds": {"edge_bps": {"crit": 1.5, "symbols": {"C": {"warn": 1, "crit": 0.5}}}}})"));
  BOOST_TEST(is_gap(full->symbols.at("B").at("edge_bps").median));
  BOOST_TEST(full->symbols.at("B").at("edge_bps").gaps == 4);
  BOOST_TEST(full->symbols.at("B").at("edge_bps").crit == 1.5);
  BOOST_TEST(full->symbols.at("C").at("edge_bps").crit == 0.5);
}

BOOST_AUTO_TEST_CASE(errors_name_the_place) {
  BOOST_TEST(summary_figures(json("[]")).error().message == "/windows: expected a count of at least 1");
  BOOST_TEST(summary_figures(json(R"({"windows": 1, "symbols": {}})")).error().message.starts_with("/symbols: "));
  BOOST_TEST(summary_figures(json(R"({"windows": 1, "symbols": {"B": {"m": {"median": "x"}}}})"))
                 .error()
                 .message.starts_with("/symbols/B/m/median: "));
  BOOST_TEST(violation_counts(json("{}")).has_error());
  BOOST_TEST(
      violation_counts(json(R"([{"symbol": "B", "metric": "m", "level": "BAD"}])")).error().message.starts_with("/0"));
}

BOOST_AUTO_TEST_CASE(violations_are_counted_by_symbol_metric_and_level) {
  const auto counts = violation_counts(json(R"([
    {"symbol": "B", "metric": "m", "level": "CRIT", "window_index": 0},
    {"symbol": "B", "metric": "m", "level": "WARN", "window_index": 1},
    {"symbol": "B", "metric": "m", "level": "WARN", "window_index": 2},
    {"symbol": "B", "metric": "n", "level": "WARN", "window_index": null}])"));
  BOOST_TEST(counts->at({"B", "m"}).crit == 1);
  BOOST_TEST(counts->at({"B", "m"}).warn == 2);
  BOOST_TEST(counts->at({"B", "n"}).no_data);
  BOOST_TEST(counts->at({"B", "n"}).warn == 0);
}

BOOST_AUTO_TEST_SUITE_END()
