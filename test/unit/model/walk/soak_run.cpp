#include "soak_run_sample.hpp"

#include <soak/model/walk/soak_run.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(soak_run_state)

BOOST_AUTO_TEST_CASE(the_time_line_counts_what_was_watched_slept_and_missed) {
  const RunState state = sample_run();
  BOOST_TEST((state.phases[0].total() == 2h + 45min));
  BOOST_TEST((state.time() == 3h + 45min));
  BOOST_TEST(state.rollback_steps() == 1);
}

BOOST_AUTO_TEST_SUITE_END()
