#include <soak/model/window/series.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(series)

BOOST_AUTO_TEST_CASE(a_symbol_is_found_by_its_whole_name) {
  std::vector<Series> all;
  for (const char* symbol : {"A", "AB", "C"}) all.push_back({symbol, WindowMatrix::from_shape({2, 1})});
  for (const Series& one : all) BOOST_TEST(find_series(all, one.symbol) == &one);
  for (const char* absent : {"", "AA", "B", "D"}) BOOST_TEST(find_series(all, absent) == nullptr, absent);
  BOOST_TEST(find_series({}, "A") == nullptr);
  BOOST_TEST(windows_of(all) == 6u);
}

BOOST_AUTO_TEST_SUITE_END()
