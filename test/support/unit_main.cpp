// The unit tests' main. A precompiled header that holds unit_test.hpp defeats BOOST_TEST_MODULE.
#include <boost/test/unit_test.hpp>

int main(int argc, char** argv) {
  return boost::unit_test::unit_test_main([] { return true; }, argc, argv);
}
