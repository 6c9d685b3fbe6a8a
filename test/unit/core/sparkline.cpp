#include <soak/core/sparkline.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(sparkline_suite)

BOOST_AUTO_TEST_CASE(eight_windows_show_eight_levels) {
  BOOST_TEST(sparkline(std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7}) == "▁▂▃▄▅▆▇█");
  BOOST_TEST(sparkline(std::vector<double>{7, 6, 5, 4, 3, 2, 1, 0}) == "█▇▆▅▄▃▂▁");
}

BOOST_AUTO_TEST_CASE(fewer_windows_are_fewer_columns) {
  BOOST_TEST(sparkline(std::vector<double>{}).empty());
  BOOST_TEST(sparkline(std::vector<double>{5}) == "▃");
  BOOST_TEST(sparkline(std::vector<double>{1, 2}) == "▁█");
}

BOOST_AUTO_TEST_CASE(nine_windows_put_the_odd_one_where_the_formula_does) {
  // floor(c * 9 / 8): only the last column holds two windows, 7 and 8.
  BOOST_TEST(sparkline(std::vector<double>{0, 0, 0, 0, 0, 0, 0, 4, 8}) == "▁▁▁▁▁▁▁█");
}

BOOST_AUTO_TEST_CASE(equal_values_are_the_third_block_and_gaps_are_dots) {
  BOOST_TEST(sparkline(std::vector<double>{3, 3, 3}) == "▃▃▃");
  BOOST_TEST(sparkline(std::vector<double>{1, gap, 2}) == "▁·█");
  BOOST_TEST(sparkline(std::vector<double>{gap, gap}) == "··");
}

BOOST_AUTO_TEST_CASE(the_greatest_doubles_do_not_overflow) {
  BOOST_TEST(sparkline(std::vector<double>{-1.7e308, 0, 1.7e308}) == "▁▅█");
}

BOOST_AUTO_TEST_SUITE_END()
