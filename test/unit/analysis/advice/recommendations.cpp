#include <soak/analysis/advice/recommendations.hpp>

#include <boost/test/unit_test.hpp>

#include <optional>
#include <string>

using namespace soak;

namespace {

/// Symbols of 24 windows with the standard metrics, all of them fine.
struct Run {
  MetricSet metrics = standard_metrics();
  Summary summary;

  MetricSummary& add(const std::string& symbol, std::size_t metric = 0) {
    if (summary.symbols.empty() || summary.symbols.back().symbol != symbol) {
      summary.symbols.push_back({symbol, 24, {}});
      for (const Metric& one : metrics.metrics) {
        summary.symbols.back().metrics.push_back({.metric = one.name, .extent = {1, 1, 1}});
      }
    }
    return summary.symbols.back().metrics[metric];
  }
  /// Windows beyond a limit, the last of them `last`, and an incident if `level` is not OK.
  void go_bad(const std::string& symbol, std::size_t metric, double worst, std::size_t last, Level level = Level::ok,
              std::optional<std::string> closed = {}) {
    MetricSummary& figures = add(symbol, metric);
    figures.status = metrics.metrics[metric].threshold.classify(worst);
    (figures.status == Level::crit ? figures.crit : figures.warn) = {2, last - 1, last, worst};
    if (level == Level::ok) return;
    Incident incident;
    incident.symbol = symbol;
    incident.metric = figures.metric;
    incident.level = level;
    incident.since_index = last - 1;
    incident.closed = std::move(closed);
    summary.incidents.push_back(incident);
  }
  std::vector<SymbolAdvice> advice(Language language = Language::ru) const {
    return recommendations(summary, metrics, language);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(recommendations_suite)

BOOST_AUTO_TEST_CASE(an_open_crit_has_the_rules_action_first_and_the_worst_value) {
  Run run;
  run.add("A");
  BOOST_TEST(run.advice().empty());
  run.go_bad("A", 0, 1.2, 23, Level::crit);
  const auto all = run.advice();
  BOOST_REQUIRE(all.size() == 1u);
  const Recommendation& one = all[0].recommendations.at(0);
  BOOST_TEST((one.urgency == Urgency::now));
  BOOST_TEST(one.title() == "Низкий edge (1.20 bps)");
  BOOST_TEST(one.cause == "Низкий edge");
  BOOST_TEST(one.actions.front() == "Критический убыток! Остановить торговлю");
  BOOST_TEST(one.actions.size() == 4u);
}

BOOST_AUTO_TEST_CASE(a_warning_has_the_guides_three_actions) {
  Run run;
  run.go_bad("A", 0, 2.45, 23, Level::warn);
  const Recommendation one = run.advice().at(0).recommendations.at(0);
  BOOST_TEST(one.title() == "Низкий edge (2.45 bps)");
  BOOST_TEST((one.level == Level::warn));
  BOOST_TEST(one.actions.size() == 3u);
}

BOOST_AUTO_TEST_CASE(nothing_is_to_be_stopped_for_what_is_over_or_no_incident) {
  Run run;
  run.go_bad("A", 0, 1.2, 2, Level::crit, "t");
  run.go_bad("B", 0, 1.2, 2);
  run.go_bad("C", 0, 1.2, 23);
  run.go_bad("D", 0, 1.2, 2, Level::warn);
  const auto all = run.advice(Language::en);
  BOOST_REQUIRE(all.size() == 4u);
  for (const SymbolAdvice& advice : all) {
    BOOST_TEST((advice.recommendations.at(0).level == Level::crit));
    BOOST_TEST(advice.recommendations.at(0).actions.size() == 3u);
    BOOST_TEST(advice.recommendations.at(0).actions.front() == "Compare the spread with the competitors'");
  }
  BOOST_TEST(all[0].symbol->symbol == "D");
  BOOST_TEST(all[1].symbol->symbol == "C");
  BOOST_TEST((all[1].recommendations[0].urgency == Urgency::watch));
  BOOST_TEST(all[2].symbol->symbol == "A");
  BOOST_TEST((all[2].recommendations[0].urgency == Urgency::past));
}

BOOST_AUTO_TEST_CASE(what_is_needed_now_comes_first_within_and_among_symbols) {
  Run run;
  run.go_bad("A", 0, 1.2, 2, Level::crit, "t");
  run.go_bad("B", 3, 0.46, 23, Level::warn);
  run.go_bad("C", 0, 1.2, 3);
  run.go_bad("C", 2, 500, 23, Level::crit);
  const auto all = run.advice(Language::en);
  BOOST_REQUIRE(all.size() == 3u);
  BOOST_TEST(all[0].symbol->symbol == "C");
  BOOST_TEST(all[0].recommendations.at(0).title() == "High latency (500ms)");
  BOOST_TEST(all[0].recommendations.at(1).title() == "Low edge (1.20 bps)");
  BOOST_TEST(all[1].symbol->symbol == "B");
  BOOST_TEST(all[2].symbol->symbol == "A");
}

BOOST_AUTO_TEST_CASE(every_standard_metric_has_advice_in_both_languages) {
  for (std::size_t m = 0; m < 4; ++m) {
    for (const Language language : {Language::ru, Language::en}) {
      Run run;
      run.go_bad("A", m, m < 2 ? 0.0 : 1000.0, 23, Level::crit);
      BOOST_TEST(run.advice(language).at(0).recommendations.at(0).actions.size() > 3u, m);
    }
  }
}

BOOST_AUTO_TEST_CASE(values_within_limits_that_are_not_measured_well_ask_for_the_data) {
  const std::array<std::pair<DataProblem, const char*>, 4> titles{
      {{DataProblem::no_data, "No data: Risk"},
       {DataProblem::out_of_range, "Impossible values: Risk"},
       {DataProblem::stale, "No recent data: Risk"},
       {DataProblem::sparse, "Too few values: Risk"}}};
  for (const auto& [problem, title] : titles) {
    Run run;
    MetricSummary& figures = run.add("A", 3);
    figures.status = Level::warn;
    figures.quality.problem = problem;
    const auto all = run.advice(Language::en);
    BOOST_REQUIRE(all.at(0).recommendations.size() == 1u);
    BOOST_TEST(all[0].recommendations[0].title() == title);
    BOOST_TEST(all[0].recommendations[0].actions.at(0).find("risk_ratio") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_silent_symbol_is_one_recommendation) {
  Run run;
  for (std::size_t m = 0; m < 4; ++m) {
    MetricSummary& figures = run.add("A", m);
    figures.status = Level::warn;
    figures.quality.problem = DataProblem::stale;
    Incident silence;
    silence.symbol = "A";
    silence.metric = figures.metric;
    silence.kind = IncidentKind::no_data;
    silence.level = Level::crit;
    silence.since_at = static_cast<std::int64_t>(m);
    run.summary.incidents.push_back(silence);
  }
  const auto all = run.advice(Language::en);
  BOOST_REQUIRE(all.at(0).recommendations.size() == 1u);
  BOOST_TEST(all[0].recommendations[0].title() == "No data: the symbol is silent");
  BOOST_TEST((all[0].recommendations[0].level == Level::crit));
  BOOST_TEST(all[0].recommendations[0].incident->metric == "risk_ratio");
}

BOOST_AUTO_TEST_CASE(a_metric_of_ones_own_is_brought_back_within_its_limit) {
  Run run;
  run.metrics.metrics.push_back({"score", "Score", "Score", {Direction::bad_when_high, 2, 3}, 1, 1});
  run.go_bad("A", 4, 2.5, 23, Level::warn);
  const Recommendation one = run.advice(Language::en).at(0).recommendations.at(0);
  BOOST_TEST(one.title() == "Score (2.5)");
  BOOST_TEST(one.actions.at(0) == "Bring the value back within its limit (2)");
}

BOOST_AUTO_TEST_SUITE_END()
