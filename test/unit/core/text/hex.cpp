#include <soak/core/text/hex.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(hex)

BOOST_AUTO_TEST_CASE(bytes_become_digits) {
  const unsigned char bytes[] = {0x00, 0x09, 0xA0, 0xFF};
  BOOST_TEST(to_hex(bytes) == "0009a0ff");
  std::string out = "<";
  append_hex_escape(out, '\n');
  append_hex_escape(out, '\xD0');
  BOOST_TEST(out == "<\\x0a\\xd0");
}

BOOST_AUTO_TEST_CASE(texts_of_digits) {
  BOOST_TEST(is_hex("0123456789abcdef"));
  BOOST_TEST(is_hex(""));
  for (const char* text : {"A", "g", " 1", "0x1"}) BOOST_TEST(!is_hex(text), text);
}

BOOST_AUTO_TEST_SUITE_END()
