#include <soak/core/duration.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(duration)

BOOST_AUTO_TEST_CASE(a_number_and_a_unit) {
  BOOST_TEST(parse_duration("90s")->count() == 90);
  BOOST_TEST(parse_duration("30m")->count() == 1800);
  BOOST_TEST(parse_duration("8h")->count() == 28800);
  BOOST_TEST(parse_duration("2d")->count() == 172800);
}

BOOST_AUTO_TEST_CASE(anything_else_is_none) {
  for (const char* text : {"", "h", "8", "8 h", "8w", "-8h", "0h", "1.5h", "8hh", "9999999999h", "+8h"}) {
    BOOST_TEST(!parse_duration(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
