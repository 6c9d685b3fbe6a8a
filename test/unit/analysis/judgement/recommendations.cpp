#include <soak/analysis/judgement/recommendations.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(recommendations)

BOOST_AUTO_TEST_CASE(crit_has_the_rules_action_first_and_the_worst_value) {
  const MetricSet metrics = standard_metrics();
  MetricSummary summary;
  summary.extent.last = 3;
  BOOST_TEST(!recommend(metrics.metrics[0], metrics.metrics[0].threshold, summary, Language::ru));
  summary.status = Level::warn;
  summary.warn = {1, 0, 0, 2.45};
  auto advice = recommend(metrics.metrics[0], metrics.metrics[0].threshold, summary, Language::ru);
  BOOST_TEST(advice->title == "Низкий edge (2.45 bps)");
  BOOST_TEST(advice->actions.size() == 3u);
  summary.status = Level::crit;
  summary.crit = {1, 0, 0, 1.2};
  advice = recommend(metrics.metrics[0], metrics.metrics[0].threshold, summary, Language::ru);
  BOOST_TEST(advice->title == "Низкий edge (1.20 bps)");
  BOOST_TEST(advice->actions.front() == "Критический убыток! Остановить торговлю");
  BOOST_TEST(advice->actions.size() == 4u);
}

BOOST_AUTO_TEST_CASE(every_standard_metric_has_advice_in_both_languages) {
  MetricSummary summary;
  summary.extent.last = 1;
  summary.status = Level::warn;
  summary.warn = {1, 0, 0, 1};
  for (const Metric& metric : standard_metrics().metrics) {
    for (const Language language : {Language::ru, Language::en}) {
      BOOST_TEST(recommend(metric, metric.threshold, summary, language)->actions.size() == 3u, metric.name);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_series_without_data_asks_for_the_data) {
  MetricSummary summary;
  summary.status = Level::warn;
  const Metric metric = standard_metrics().metrics[3];
  BOOST_TEST(recommend(metric, metric.threshold, summary, Language::en)->title == "No data: Risk");
}

BOOST_AUTO_TEST_SUITE_END()
