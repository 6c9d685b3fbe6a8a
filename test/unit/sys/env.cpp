#include <soak/sys/env.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(env)

BOOST_AUTO_TEST_CASE(dotenv_forms) {
  const auto values = parse_dotenv(
      "# comment\n\nA=1\n export B = two words  # why\nC=\"quoted # text\"\r\nD='single'\nE=\nF=a#b\nA=last\n", ".env");
  BOOST_REQUIRE(values);
  const std::map<std::string, std::string> expected{{"A", "last"},   {"B", "two words"}, {"C", "quoted # text"},
                                                    {"D", "single"}, {"E", ""},          {"F", "a#b"}};
  BOOST_TEST((*values == expected));
}

BOOST_AUTO_TEST_CASE(an_error_names_the_line_and_not_the_secret) {
  for (const char* text :
       {"A=1\nTOKEN hunter2\n", "A=1\n2TOKEN=hunter2\n", "A=1\nTOKEN=\"hunter2\n", "A=1\nT='hunter2' x\n"}) {
    const auto values = parse_dotenv(text, ".env");
    BOOST_REQUIRE(!values);
    BOOST_TEST((values.error().code == Errc::usage));
    BOOST_TEST(values.error().message.find("line 2") != std::string::npos);
    BOOST_TEST(values.error().message.find("hunter2") == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_variable_counts_as_unset) {
  ::setenv("SOAK_TEST_EMPTY", "", 1);
  BOOST_TEST(!environment("SOAK_TEST_EMPTY"));
  ::setenv("SOAK_TEST_EMPTY", "x", 1);
  BOOST_TEST(environment("SOAK_TEST_EMPTY").value() == "x");
  ::unsetenv("SOAK_TEST_EMPTY");
}

BOOST_AUTO_TEST_SUITE_END()
