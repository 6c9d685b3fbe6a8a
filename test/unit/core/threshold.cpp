#include <soak/core/threshold.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(threshold)

BOOST_AUTO_TEST_CASE(limits_are_strict_on_both_sides) {
  constexpr Threshold edge{Direction::bad_when_low, 2.5, 2.0};
  BOOST_TEST((edge.classify(2.5) == Level::ok));
  BOOST_TEST((edge.classify(2.4999) == Level::warn));
  BOOST_TEST((edge.classify(2.0) == Level::warn));
  BOOST_TEST((edge.classify(1.9999) == Level::crit));
  constexpr Threshold latency{Direction::bad_when_high, 350, 400};
  BOOST_TEST((latency.classify(350) == Level::ok));
  BOOST_TEST((latency.classify(351) == Level::warn));
  BOOST_TEST((latency.classify(400.5) == Level::crit));
}

BOOST_AUTO_TEST_CASE(a_gap_crosses_nothing) {
  BOOST_TEST((Threshold{Direction::bad_when_low, 1, 0}.classify(gap) == Level::ok));
}

BOOST_AUTO_TEST_CASE(crit_may_equal_warn_but_not_be_looser) {
  BOOST_TEST((Threshold{Direction::bad_when_low, 2, 2}.is_consistent()));
  BOOST_TEST((!Threshold{Direction::bad_when_low, 2, 3}.is_consistent()));
  BOOST_TEST((!Threshold{Direction::bad_when_high, 2, 1}.is_consistent()));
}

BOOST_AUTO_TEST_SUITE_END()
