#include <soak/core/text/fingerprint.hpp>

#include <boost/test/unit_test.hpp>

#include <set>
#include <string>
#include <vector>

using namespace soak;

BOOST_AUTO_TEST_SUITE(fingerprints)

BOOST_AUTO_TEST_CASE(equal_inputs_are_equal_and_near_ones_are_not) {
  const auto of = [](std::string_view a, std::string_view b) { return Fingerprint().add(a).add(b).hex(); };
  BOOST_TEST(of("ab", "c") == of("ab", "c"));
  BOOST_TEST(of("ab", "c") != of("a", "bc"));
  BOOST_TEST(of("", "") != Fingerprint().hex());
  BOOST_TEST(Fingerprint().hex().size() == 32u);
}

BOOST_AUTO_TEST_CASE(words_in_another_order_are_another_input) {
  std::set<std::string> seen;
  for (std::int64_t i = 0; i < 1000; ++i) {
    seen.insert(Fingerprint().add(std::vector<std::int64_t>{i, 1000 - i}).hex());
    seen.insert(Fingerprint().add(std::vector<std::int64_t>{i}).add(std::vector<std::int64_t>{1000 - i}).hex());
  }
  BOOST_TEST(seen.size() == 2000u);
}

BOOST_AUTO_TEST_SUITE_END()
