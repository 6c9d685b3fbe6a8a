#include <soak/core/text/counted.hpp>

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_CASE(one_is_singular_and_everything_else_plural) {
  BOOST_TEST(soak::counted(0, "window") == "0 windows");
  BOOST_TEST(soak::counted(1, "window") == "1 window");
  BOOST_TEST(soak::counted(12, "window") == "12 windows");
}
