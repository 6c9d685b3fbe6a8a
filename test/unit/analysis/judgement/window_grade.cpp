#include <soak/analysis/judgement/window_grade.hpp>
#include <soak/model/metric.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(window_grade)

BOOST_AUTO_TEST_CASE(gross_begins_where_the_guides_limits_say) {
  const MetricSet metrics = standard_metrics();
  const auto is_gross = [&](std::size_t m, double value) {
    return grade_window(value, metrics.metrics[m].threshold) == WindowGrade::gross;
  };
  BOOST_TEST(is_gross(0, 0.0));  // edge, bps
  BOOST_TEST(!is_gross(0, 0.01));
  BOOST_TEST(is_gross(1, 0.55));  // maker share
  BOOST_TEST(!is_gross(1, 0.551));
  BOOST_TEST(is_gross(2, 600));  // latency, ms
  BOOST_TEST(!is_gross(2, 599));
  BOOST_TEST(is_gross(3, 0.70));  // risk
  BOOST_TEST(!is_gross(3, 0.699));
}

BOOST_AUTO_TEST_CASE(grades_follow_the_limits) {
  const Threshold latency{Direction::bad_when_high, 350, 400};
  using enum WindowGrade;
  const std::vector<WindowGrade> found = grade_windows(std::vector<double>{gap, 350, 351, 400, 401, 600}, latency);
  BOOST_TEST((found == std::vector<WindowGrade>{unknown, ok, warn, warn, crit, gross}));
  BOOST_TEST(is_bad(warn, Level::warn));
  BOOST_TEST(!is_bad(warn, Level::crit));
  BOOST_TEST(is_bad(gross, Level::crit));
  BOOST_TEST(!is_bad(unknown, Level::warn));
}

BOOST_AUTO_TEST_CASE(gross_can_be_moved_and_switched_off) {
  const Threshold latency{Direction::bad_when_high, 350, 400};
  BOOST_TEST((grade_window(450, latency, 1) == WindowGrade::gross));
  BOOST_TEST((grade_window(1e9, latency, 0) == WindowGrade::crit));
  BOOST_TEST(
      (grade_window(1e9, {Direction::bad_when_high, 400, 400}) == WindowGrade::crit));  // no distance to measure by
}

BOOST_AUTO_TEST_SUITE_END()
