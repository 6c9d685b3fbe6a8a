#include <soak/core/text/similar.hpp>

#include <boost/test/unit_test.hpp>

#include <array>

using namespace soak;

BOOST_AUTO_TEST_SUITE(similar)

BOOST_AUTO_TEST_CASE(slips) {
  BOOST_TEST(slips_between("prod", "prod") == 0u);
  BOOST_TEST(slips_between("prd", "prod") == 1u);
  BOOST_TEST(slips_between("pord", "prod") == 1u);
  BOOST_TEST(slips_between("", "dev") == 3u);
  BOOST_TEST(slips_between("kitten", "sitting") == 3u);
}

BOOST_AUTO_TEST_CASE(the_name_that_was_meant) {
  constexpr std::array<std::string_view, 3> names{"dev", "staging", "prod"};
  for (const char* word : {"prd", "pord", "prodd", "PROD", "Prod", "production", "pro"}) {
    BOOST_TEST(name_meant_by(word, names) == "prod", word);
  }
  for (const char* word : {"stagign", "stage", "stg", "qa", "test", "x", "", "paper", "de"}) {
    const std::string_view meant = name_meant_by(word, names);
    BOOST_TEST(meant == (std::string_view(word) == "stagign" ? "staging" : ""), word << " -> " << meant);
  }
}

BOOST_AUTO_TEST_SUITE_END()
