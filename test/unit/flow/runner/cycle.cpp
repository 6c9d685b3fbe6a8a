#include <soak/flow/runner/cycle.hpp>
#include <soak/model/summary/summary_json.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(cycle)

BOOST_AUTO_TEST_CASE(another_window_is_seen_even_if_it_looks_like_the_last) {
  Cycle cycle{.now = {}};
  cycle.analysis.emplace();
  cycle.analysis->last_window = {7, 1000, 0, 0};
  const std::string before = newest_window(cycle);
  BOOST_TEST(newest_window(cycle) == before);
  cycle.analysis->last_window.time_us = 2000;
  BOOST_TEST(newest_window(cycle) != before);
  cycle.analysis->last_window = {8, 1000, 0, 0};
  BOOST_TEST(newest_window(cycle) != before);
}

BOOST_AUTO_TEST_SUITE_END()
