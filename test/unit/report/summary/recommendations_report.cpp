#include <soak/report/summary/recommendations_report.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

using namespace soak;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A run in which every symbol's edge is beyond CRIT: of an even one still, of an odd one no more.
Summary run_of(std::size_t symbols, const std::string& prefix = "S") {
  Summary summary;
  for (std::size_t s = 0; s < symbols; ++s) {
    SymbolSummary symbol{prefix + std::to_string(s), 24, {}};
    for (const Metric& metric : standard_metrics().metrics) {
      symbol.metrics.push_back({.metric = metric.name, .extent = {1, 1, 1}});
    }
    symbol.metrics[0].status = Level::crit;
    symbol.metrics[0].crit = {2, 22, 23, -0.23};
    Incident incident;
    incident.symbol = symbol.symbol;
    incident.metric = "edge_bps";
    incident.level = Level::crit;
    incident.since = incident.level_since = "2026-01-12T15:00:00Z";
    incident.bad = incident.known = 2;
    incident.excess = static_cast<double>(s);
    if (s % 2 == 1) {
      incident.closed = "2026-01-12T23:00:00Z";
      symbol.metrics[0].crit.last = 12;
    }
    summary.incidents.push_back(incident);
    summary.symbols.push_back(std::move(symbol));
  }
  return summary;
}

std::string report(const Summary& summary, Language language) {
  return recommendations_report(summary, standard_metrics(), language);
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recommendations_report_suite)

BOOST_AUTO_TEST_CASE(up_to_four_symbols_have_the_guides_form_and_what_is_open_comes_first) {
  BOOST_TEST(report(run_of(2), Language::ru) ==
             "# Рекомендации по оптимизации\n"
             "\n## S0\n"
             "\n### ❌ Низкий edge (-0.23 bps)\n"
             "Сейчас, с 2026-01-12 15:00 UTC: плохих окон 2 из 2\n"
             "- Критический убыток! Остановить торговлю\n"
             "- Проверить spread относительно конкурентов\n"
             "- Оптимизировать размер шага цены (tick_size)\n"
             "- Рассмотреть увеличение ширины spread на 10-15%\n"
             "\n## S1\n"
             "\n### ❌ Низкий edge (-0.23 bps)\n"
             "Прошло, в норме с 2026-01-12 23:00 UTC: окон за порогом 2 из 24, последнее — окно 12\n"
             "- Проверить spread относительно конкурентов\n"
             "- Оптимизировать размер шага цены (tick_size)\n"
             "- Рассмотреть увеличение ширины spread на 10-15%\n");
  BOOST_TEST(has(report(run_of(4), Language::en), "\n## S0\n"));
}

BOOST_AUTO_TEST_CASE(from_five_symbols_on_a_cause_is_said_once_with_its_symbols_worst_first) {
  BOOST_TEST(report(run_of(5), Language::en) ==
             "# Optimization Recommendations\n"
             "\n## Now\n"
             "\n### ❌ Low edge, 3 symbols\n"
             "S4 (-0.23 bps, since 2026-01-12 15:00 UTC), S2 (-0.23 bps, since 2026-01-12 15:00 UTC), "
             "S0 (-0.23 bps, since 2026-01-12 15:00 UTC)\n"
             "- Critical loss! Stop trading\n"
             "- Compare the spread with the competitors'\n"
             "- Optimize the price step (tick_size)\n"
             "- Consider widening the spread by 10-15%\n"
             "\n## Over\n"
             "\n### ❌ Low edge, 2 symbols\n"
             "S3 (-0.23 bps, over since 2026-01-12 23:00 UTC), S1 (-0.23 bps, over since 2026-01-12 23:00 UTC)\n"
             "- Compare the spread with the competitors'\n"
             "- Optimize the price step (tick_size)\n"
             "- Consider widening the spread by 10-15%\n");
  BOOST_TEST(has(report(run_of(5), Language::ru), "\n## Сейчас\n\n### ❌ Низкий edge, символов: 3\nS4 (-0.23 bps, с "));
}

BOOST_AUTO_TEST_CASE(two_hundred_symbols_with_everything_wrong_fit_150_lines) {
  for (const Language language : {Language::ru, Language::en}) {
    Summary summary = run_of(200);
    MetricSet metrics = standard_metrics();
    for (int i = 0; i < 20; ++i) {
      metrics.metrics.push_back(
          {"m" + std::to_string(i), "c", "T" + std::to_string(i), {Direction::bad_when_high, 1, 2}});
    }
    for (SymbolSummary& symbol : summary.symbols) {
      for (std::size_t m = 1; m < metrics.size(); ++m) {
        if (m >= symbol.metrics.size()) symbol.metrics.push_back({.metric = metrics.metrics[m].name});
        symbol.metrics[m].status = Level::warn;
        symbol.metrics[m].warn = {1, 3, 3, 5.0};
        symbol.metrics[m].quality.problem = m % 2 == 0 ? DataProblem::sparse : DataProblem::none;
      }
    }
    const std::string text = recommendations_report(summary, metrics, language);
    BOOST_TEST(lines(text) <= 150u);
    BOOST_TEST(has(text, "S198 ("));
    BOOST_TEST(has(text, ", S0\n"));
    BOOST_TEST(has(text, language == Language::ru ? "… и ещё причин: " : " more causes\n"));
  }
}

BOOST_AUTO_TEST_CASE(hostile_names_stay_text_in_both_forms) {
  for (const std::size_t symbols : {2u, 5u}) {
    const std::string text = report(run_of(symbols, "<b>|`*@"), Language::en);
    BOOST_TEST(!has(text, "<b>"));
    BOOST_TEST(has(text, "&lt;b&gt;\\|\\`\\*&#64;0"));
  }
}

BOOST_AUTO_TEST_CASE(nothing_to_do_is_one_line) {
  BOOST_TEST(report({}, Language::ru) == "# Рекомендации по оптимизации\n\nНарушений нет, действий не требуется.\n");
  BOOST_TEST(report({}, Language::en) == "# Optimization Recommendations\n\nNo violations, nothing to do.\n");
}

BOOST_AUTO_TEST_SUITE_END()
