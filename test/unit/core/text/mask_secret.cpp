#include <soak/core/text/mask_secret.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(mask_secrets)

BOOST_AUTO_TEST_CASE(a_secret_that_is_repeated_is_masked) {
  BOOST_TEST(mask_secret("x tok tok", "tok") == "x *** ***");
  BOOST_TEST(mask_secret("toktok!", "tok") == "***!");
  BOOST_TEST(mask_secret("x", "") == "x");
  BOOST_TEST(mask_secret("***", "*") == "***");
  BOOST_TEST(mask_secret("", "secret").empty());
}

BOOST_AUTO_TEST_CASE(a_piece_of_it_is_too) {
  const std::string token = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  for (std::size_t begin = 0; begin < token.size(); ++begin) {
    for (std::size_t size = secret_piece; begin + size <= token.size(); ++size) {
      const std::string piece = token.substr(begin, size);
      BOOST_TEST(mask_secret("bad <" + piece + ">", token) == "bad <***>");
    }
  }
  BOOST_TEST(mask_secret("bad 1234", token) == "bad 1234");
  BOOST_TEST(mask_secret("unauthorized: bot123456789:AAHdqT...", token) == "unauthorized: bot***...");
  BOOST_TEST(mask_secret("secre", "secret", std::string::npos) == "secre");
  BOOST_TEST(mask_secret("a secret", "secret", std::string::npos) == "a ***");
}

BOOST_AUTO_TEST_CASE(however_it_is_written) {
  const std::string secret = "p@ss:w/rd\"\\ %1\x01";
  for (const char* shown :
       {"p@ss:w/rd\"\\ %1\x01", "p%40ss%3Aw%2Frd%22%5C%20%251%01", "p%40ss%3aw%2frd%22%5c%20%251%01",
        "p@ss:w\\/rd\\\"\\\\ %1\\u0001", "p@ss:w/rd\\\"\\\\ %1\\x01", "P@SS:W/RD\"\\ %1\x01", "p@ss:w/rd\"\\ %251\\x01",
        "p%2540ss%253Aw%252Frd%2522%255C%2520%25251%2501",
        "\\u0070\\u0040\\u0073\\u0073\\u003a\\u0077/rd\"\\ %1\x01"}) {
    BOOST_TEST(mask_secret("[" + std::string(shown) + "]", secret) == "[***]", shown);
  }
  // The setting itself may be the escaped form, and the server show the plain one.
  BOOST_TEST(mask_secret("[T0/B0/a b c]", "T0/B0/a%20b%20c") == "[***]");
  BOOST_TEST(mask_secret("[T0%2FB0%2Fa]", "T0/B0/a%20b%20c") == "[***]");
}

BOOST_AUTO_TEST_CASE(broken_escapes_are_text) {
  for (const char* text : {"%", "%4", "%zz", "\\", "\\x", "\\x4", "\\u00", "\\u1234", "100 %", "\\q"}) {
    BOOST_TEST(mask_secret(text, "secret") == text);
    BOOST_TEST(mask_secret(std::string(text) + "secret" + text, "secret") == std::string(text) + "***" + text, text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
