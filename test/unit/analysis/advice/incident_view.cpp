#include <soak/analysis/advice/incident_view.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

using namespace soak;

namespace {

Incident silence(const std::string& symbol, const std::string& metric, Level level,
                 std::optional<std::string> closed = {}) {
  Incident incident;
  incident.symbol = symbol;
  incident.metric = metric;
  incident.level = level;
  incident.kind = IncidentKind::no_data;
  incident.closed = std::move(closed);
  return incident;
}

Summary of_symbols(std::initializer_list<std::string> symbols) {
  Summary summary;
  for (const std::string& symbol : symbols) {
    summary.symbols.push_back({symbol, 9, {MetricSummary{"a"}, MetricSummary{"b"}}});
  }
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(incident_view)

BOOST_AUTO_TEST_CASE(a_silent_symbol_is_one_trouble_and_the_order_stays) {
  Summary summary = of_symbols({"A", "B"});
  Incident bad;
  bad.symbol = "B";
  bad.metric = "a";
  bad.level = Level::crit;
  summary.incidents = {silence("A", "b", Level::crit), bad, silence("A", "a", Level::crit),
                       silence("B", "b", Level::warn)};
  const IncidentViews views = view_incidents(summary);
  BOOST_REQUIRE(views.open.size() == 3u);
  BOOST_TEST(views.open[0].is_whole_symbol);
  BOOST_TEST(views.open[0].incident->metric == "b");
  BOOST_TEST(views.open[1].incident->symbol == "B");
  BOOST_TEST(!views.open[1].is_whole_symbol);
  BOOST_TEST(!views.open[2].is_whole_symbol);
  BOOST_TEST(views.over.empty());
  BOOST_TEST(views.open_at(Level::crit) == 2u);
  BOOST_TEST(views.open_at(Level::warn) == 1u);
}

BOOST_AUTO_TEST_CASE(silences_that_ended_apart_are_told_apart) {
  Summary summary = of_symbols({"A"});
  summary.incidents = {silence("A", "a", Level::crit), silence("A", "b", Level::crit, "t1")};
  BOOST_TEST(view_incidents(summary).open.size() == 1u);
  BOOST_TEST(!view_incidents(summary).open[0].is_whole_symbol);
  BOOST_TEST(view_incidents(summary).over.size() == 1u);
  summary.incidents = {silence("A", "a", Level::crit, "t1"), silence("A", "b", Level::crit, "t1"),
                       silence("A", "a", Level::crit, "t0"), silence("A", "b", Level::crit, "t0")};
  BOOST_TEST(view_incidents(summary).over.size() == 2u);
  BOOST_TEST(view_incidents(summary).over[1].is_whole_symbol);
}

BOOST_AUTO_TEST_CASE(symbols_go_by_what_is_open_then_by_status_then_by_what_was) {
  Summary summary = of_symbols({"A", "B", "C", "D", "E", "F"});
  summary.symbols[0].metrics[0].status = Level::warn;
  summary.symbols[1].metrics[1].status = Level::crit;
  summary.symbols[2].metrics[1].status = Level::warn;
  summary.symbols[3].metrics[1].status = Level::crit;
  summary.symbols[5].metrics[1].status = Level::crit;
  summary.incidents = {silence("D", "a", Level::crit), silence("C", "a", Level::warn),
                       silence("F", "a", Level::crit, "t"), silence("D", "b", Level::crit, "t")};
  const std::vector<std::size_t> expected{3, 2, 5, 1, 0, 4};
  BOOST_TEST(worst_first(summary) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_status_is_made_by_the_metrics_that_have_it) {
  SymbolSummary symbol{"A", 9, {MetricSummary{}, MetricSummary{}, MetricSummary{}}};
  BOOST_TEST(status_makers(symbol).empty());
  symbol.metrics[0].status = Level::warn;
  symbol.metrics[2].status = Level::crit;
  BOOST_TEST((status_makers(symbol) == std::vector<std::size_t>{2}));
  symbol.metrics[1].status = Level::crit;
  BOOST_TEST((status_makers(symbol) == std::vector<std::size_t>{1, 2}));
}

BOOST_AUTO_TEST_SUITE_END()
