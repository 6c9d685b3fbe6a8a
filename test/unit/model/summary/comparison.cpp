#include <soak/model/summary/comparison.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(comparison_of_runs)

BOOST_AUTO_TEST_CASE(verdicts_have_names) {
  for (const auto verdict :
       {RunVerdict::worse, RunVerdict::not_worse, RunVerdict::better, RunVerdict::undecided, RunVerdict::too_few}) {
    BOOST_TEST((parse_run_verdict(to_string(verdict)) == verdict));
  }
  BOOST_TEST(!parse_run_verdict("worse").has_value());
}

BOOST_AUTO_TEST_CASE(more_bad_windows_are_told_from_one_percent_on) {
  ComparedMetric result;
  BOOST_TEST(!result.has_more_bad());
  result.p_more_bad = 0.01;
  BOOST_TEST(!result.has_more_bad());
  result.p_more_bad = 0.009;
  BOOST_TEST(result.has_more_bad());
}

BOOST_AUTO_TEST_SUITE_END()
