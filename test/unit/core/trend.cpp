#include <soak/core/trend.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

namespace {

std::vector<double> line(std::size_t windows, double slope) {
  std::vector<double> series;
  for (std::size_t i = 0; i < windows; ++i) series.push_back(5 + slope * static_cast<double>(i));
  return series;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trend_suite)

BOOST_AUTO_TEST_CASE(a_line_is_rising_or_falling_at_any_length) {
  for (const std::size_t windows : {2u, 3u, 24u, 25u, 102u, 10000u}) {
    BOOST_TEST((trend(line(windows, 0.5)) == Trend::rising));
    BOOST_TEST((trend(line(windows, -0.001)) == Trend::falling));
  }
}

BOOST_AUTO_TEST_CASE(slope_is_in_ranges_a_window_and_scaled_beyond_24_windows) {
  const auto slope = [](const std::vector<double>& s) { return normalized_slope(s, extent(s)); };
  BOOST_TEST(slope(line(11, 3)) == 0.1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slope(line(24, 3)) == 1.0 / 23, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slope(line(1001, 3)) == 1.0 / 23, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(constant_short_and_empty_series_are_stable) {
  for (const std::vector<double>& series : {std::vector<double>{},
                                            {1},
                                            {gap, gap},
                                            {2, gap},
                                            {3, 3, 3},
                                            {gap, 4, gap, 4},
                                            {0.3, 0.1 + 0.2, 0.3},
                                            {-1e12, -1e12 - 100}}) {
    BOOST_TEST((trend(series) == Trend::stable));
  }
}

BOOST_AUTO_TEST_CASE(a_gap_leaves_its_place_empty) {
  // Closed up, these points would lie on another line.
  const std::vector<double> with_gap{0, gap, gap, 3, 4, 5};
  const std::vector<double> whole{0, 1, 2, 3, 4, 5};
  BOOST_TEST(normalized_slope(with_gap, extent(with_gap)) == normalized_slope(whole, extent(whole)),
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_greatest_doubles_do_not_overflow) {
  BOOST_TEST((trend(std::vector<double>{-1.7e308, 0, 1.7e308}) == Trend::rising));
}

BOOST_AUTO_TEST_SUITE_END()
