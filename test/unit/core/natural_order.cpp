#include <soak/core/natural_order.hpp>

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(natural_order)

BOOST_AUTO_TEST_CASE(numbers_compare_by_value) {
  BOOST_TEST(natural_less("ITER_2.json", "ITER_10.json"));
  BOOST_TEST(natural_less("a9b", "a10a"));
  BOOST_TEST(natural_less("a", "a1"));
  BOOST_TEST(natural_less("x99999999999999999999998", "x99999999999999999999999"));
  BOOST_TEST(!natural_less("a1", "a1"));
}

BOOST_AUTO_TEST_CASE(it_is_a_strict_total_order) {
  const std::vector<std::string> names{"",  "0",  "00",  "01", "1",   "1a", "01a",
                                       "a", "a0", "a00", "a1", "a01", "b",  "\xff"};
  for (const auto& a : names) {
    for (const auto& b : names) {
      BOOST_TEST((natural_compare(a, b) == 0) == (a == b));
      BOOST_TEST((natural_compare(a, b) < 0) == (natural_compare(b, a) > 0));
      for (const auto& c : names) {
        if (natural_less(a, b) && natural_less(b, c)) BOOST_TEST(natural_less(a, c), a + "," + b + "," + c);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
