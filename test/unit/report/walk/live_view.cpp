#include "soak_run_sample.hpp"

#include <soak/core/text/utf8.hpp>
#include <soak/report/walk/live_view.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(live_view_suite)

BOOST_AUTO_TEST_CASE(it_shows_phase_progress_time_left_last_tick_and_the_edge) {
  const std::vector<double> edges{1, 2, 3, 4};
  BOOST_TEST(live_view(sample_run(), "FAIL", edges) == "canary [#.........] 17% 05:00:00 left FAIL net_bps 4.00 ▁▃▆█");
  BOOST_TEST(live_view(sample_run(), "", {}) == "canary [#.........] 17% 05:00:00 left");
}

BOOST_AUTO_TEST_CASE(it_fits_80_columns_however_long_the_run) {
  RunState state = sample_run();
  state.phase = 2;
  state.phases[2].hours = 9999;
  const std::vector<double> edges(100, -12.345);
  BOOST_TEST(display_width(live_view(state, "CONTINUE", edges)) < 80);
  state.phases[2].awake = from_hours(200000);
  BOOST_TEST(live_view(state, "", {}) == "live-econ [##########] 100% 00:00:00 left");
}

BOOST_AUTO_TEST_SUITE_END()
