#include <soak/analysis/advice/trend_standing.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(trend_standing_suite)

BOOST_AUTO_TEST_CASE(an_arrow_is_worth_what_its_evidence_is) {
  const Threshold threshold{Direction::bad_when_high, 350, 400};
  MetricSummary metric;
  const auto standing = [&](bool is_judged = true) { return trend_standing(metric, threshold, is_judged); };
  metric.trend = "≈";
  BOOST_TEST((standing() == TrendStanding::untold));
  metric.trend = "↑";
  BOOST_TEST((standing(false) == TrendStanding::untold));
  BOOST_TEST((standing() == TrendStanding::too_few));
  metric.drift.is_confirmed = false;
  BOOST_TEST((standing() == TrendStanding::not_confirmed));
  metric.drift = {.p = 0.001, .is_confirmed = true, .drift = 12};
  BOOST_TEST((standing() == TrendStanding::immaterial));
  metric.drift.drift = -12.5;
  BOOST_TEST((standing() == TrendStanding::real));
}

BOOST_AUTO_TEST_CASE(only_what_is_not_real_needs_a_word) {
  for (const auto standing : {TrendStanding::immaterial, TrendStanding::not_confirmed, TrendStanding::too_few}) {
    BOOST_TEST(is_doubtful(standing));
  }
  BOOST_TEST(!is_doubtful(TrendStanding::real));
  BOOST_TEST(!is_doubtful(TrendStanding::untold));
}

BOOST_AUTO_TEST_SUITE_END()
