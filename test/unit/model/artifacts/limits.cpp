#include <soak/model/artifacts/limits.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(limits)

using namespace soak;

// The guide and its contract name them; whoever changes one changes what a release is held against.
BOOST_AUTO_TEST_CASE(the_limits_are_those_of_the_guide) {
  BOOST_TEST(limit::readiness == 85);
  BOOST_TEST(limit::edge_warn_bps == 2.5);
  BOOST_TEST(limit::edge_crit_bps == 2.0);
  BOOST_TEST(limit::maker_ratio_warn == 0.80);
  BOOST_TEST(limit::maker_ratio_crit == 0.75);
  BOOST_TEST(limit::p95_warn_ms == 350);
  BOOST_TEST(limit::p95_crit_ms == 400);
  BOOST_TEST(limit::risk_warn == 0.45);
  BOOST_TEST(limit::risk_crit == 0.50);
  BOOST_TEST(limit::taker_ratio == 0.15);
  BOOST_TEST(limit::p95_ms == 350);
  BOOST_TEST(limit::p99_to_p95 == 1.5);
}

BOOST_AUTO_TEST_CASE(reading_a_file_is_bounded) {
  BOOST_TEST(max_state_bytes == 16777216u);
  BOOST_TEST(max_artifact_bytes == 16777216u);
  BOOST_TEST(max_report_bytes == 536870912u);
  BOOST_TEST(max_export_bytes == 1073741824u);
}

BOOST_AUTO_TEST_SUITE_END()
