#include <soak/report/page/sentences.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::page_detail;

BOOST_AUTO_TEST_SUITE(page_sentences_suite)

BOOST_AUTO_TEST_CASE(a_drift_says_when_it_reaches_a_limit) {
  const Metric latency = standard_metrics().metrics[2];
  MetricSummary summary;
  summary.drift = {.p = 0.001, .is_confirmed = true, .drift = 42, .is_material = true};
  BOOST_TEST(drift_note(Language::en, summary, latency) == "Real: drifts by +42 ms over the run");
  BOOST_TEST(drift_note(Language::ru, summary, latency) == "Настоящий дрейф: +42 мс за прогон");
  const auto russian = [&](double earliest, double latest) {
    summary.forecast = {Level::warn, earliest, latest};
    return drift_note(Language::ru, summary, latency);
  };
  const std::string begin = "Настоящий дрейф: +42 мс за прогон; если так пойдёт дальше, WARN ";
  BOOST_TEST(russian(35, 76) == begin + "через 35–76 окон");
  BOOST_TEST(russian(0, 3) == begin + "в ближайшие 3 окна");
  BOOST_TEST(russian(21, 21) == begin + "примерно через 21 окно");
  BOOST_TEST(russian(7, INFINITY) == begin + "не раньше чем через 7 окон");
  summary.forecast.reset();
  summary.drift.drift = -42;
  BOOST_TEST(drift_note(Language::ru, summary, latency) == "Настоящий дрейф: -42 мс за прогон, к лучшему");
}

BOOST_AUTO_TEST_CASE(an_incident_counts_its_windows) {
  Incident incident{
      .id = {}, .symbol = "A", .metric = "edge_bps", .since = "2026-01-12T08:00:00Z", .bad = 4, .known = 5};
  BOOST_TEST(page_detail::bad_text(Language::ru, incident) == "плохих окон 4 из 5");
  incident.level_since = "2026-01-12T09:00:00Z";
  BOOST_TEST(page_detail::bad_text(Language::ru, incident) == "плохих окон 4 из 5 с 2026-01-12 09:00 UTC");
  incident.closed = "2026-01-12T17:00:00Z";
  BOOST_TEST(page_detail::lasted_text(Language::ru, incident) == "9 ч 00 мин");
  incident.kind = IncidentKind::no_data;
  BOOST_TEST(page_detail::bad_text(Language::ru, incident) == "4 окна без значения");
  incident.since = "7";
  BOOST_TEST(page_detail::lasted_text(Language::ru, incident) == "4 окна");
}

BOOST_AUTO_TEST_CASE(data_problems_are_named_in_russian_however_many_they_are) {
  Summary summary;
  const MetricSet metrics = standard_metrics();
  for (int i = 0; i < 9; ++i) {
    SymbolSummary symbol{.symbol = "S" + std::to_string(i)};
    symbol.metrics.resize(metrics.size());
    symbol.metrics[0].quality.problem = i % 2 == 0 ? DataProblem::stale : DataProblem::sparse;
    summary.symbols.push_back(symbol);
  }
  const std::string text = data_problems_text(Language::ru, summary, metrics);
  BOOST_TEST(text.starts_with("S0 edge_bps (Нет свежих данных), S1 edge_bps (Слишком мало значений), "));
  BOOST_TEST(text.ends_with(" и ещё 3"));
  BOOST_TEST(data_problems_text(Language::en, summary, metrics).ends_with(" and 3 more"));
}

BOOST_AUTO_TEST_CASE(a_comparison_says_what_would_decide_it) {
  ComparedMetric result{.verdict = RunVerdict::worse, .needed = 40, .baseline_bad = 1, .candidate_bad = 9};
  result.p_more_bad = 0.001;
  BOOST_TEST(
      page_detail::comparison_note(Language::ru, result) ==
      "сама по себе; среди стольких сравнений нет; решили бы около 40 окон в каждом прогоне; окон за WARN больше: 9 "
      "вместо 1");
  BOOST_TEST(run_verdict_text(Language::ru, RunVerdict::not_worse) == "НЕ ХУЖЕ");
  BOOST_TEST(run_verdict_text(Language::en, RunVerdict::not_worse) == "NOT WORSE");
}

BOOST_AUTO_TEST_SUITE_END()
