#include <soak/model/json/repair.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

std::string repaired(std::string text) {
  const std::size_t size = text.size();
  if (!replace_refused_tokens(text)) return "unchanged";
  BOOST_TEST(text.size() == size);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(json_repair)

BOOST_AUTO_TEST_CASE(literals_become_strings_of_the_same_length) {
  BOOST_TEST(repaired("[NaN]") == "[\"\" ]");
  BOOST_TEST(repaired("[-Infinity,Infinity]") == "[\"\"       ,\"\"      ]");
}

BOOST_AUTO_TEST_CASE(inside_strings_nothing_changes) {
  BOOST_TEST(repaired(R"(["NaN", "\"NaN", "x\\"])") == "unchanged");
  BOOST_TEST(repaired(R"(["\\", NaN])") == R"(["\\", "" ])");
  BOOST_TEST(repaired("[\"NaN") == "unchanged");
}

BOOST_AUTO_TEST_CASE(huge_exponents_become_a_gap_or_zero) {
  BOOST_TEST(repaired("[1e999999999]") == "[\"\"         ]");
  BOOST_TEST(repaired("[-1.5E-999999999]") == "[0              ]");
  BOOST_TEST(repaired("[1e10, xNaN]") == "unchanged");
}

BOOST_AUTO_TEST_SUITE_END()
