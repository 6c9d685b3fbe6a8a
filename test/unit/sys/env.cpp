#include <soak/sys/env.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(env)

BOOST_AUTO_TEST_CASE(an_empty_variable_counts_as_unset) {
  ::setenv("SOAK_TEST_EMPTY", "", 1);
  BOOST_TEST(!environment("SOAK_TEST_EMPTY"));
  ::setenv("SOAK_TEST_EMPTY", "x", 1);
  BOOST_TEST(environment("SOAK_TEST_EMPTY").value() == "x");
  ::unsetenv("SOAK_TEST_EMPTY");
}

BOOST_AUTO_TEST_SUITE_END()
