#include <soak/model/proof/base64.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(base64)

// RFC 4648, section 10.
BOOST_AUTO_TEST_CASE(the_vectors_of_the_standard_in_both_directions) {
  const std::pair<const char*, const char*> vectors[] = {{"f", "Zg=="},         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},       {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    BOOST_TEST(to_base64(bytes) == text);
    BOOST_TEST(from_base64(text).value_or("none") == bytes);
  }
  BOOST_TEST(to_base64("") == "");
}

BOOST_AUTO_TEST_CASE(every_byte_comes_back) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    BOOST_TEST((from_base64(to_base64(bytes)) == bytes));
  }
}

BOOST_AUTO_TEST_CASE(another_spelling_is_refused) {
  for (const char* text :
       {"", "Zg", "Zg=", "Zh==", "Zm9=", " Zg==", "Zg==\n", "Zg==Zg==", "Z-8=", "Zm9v=", "====", "Zm 9v"}) {
    BOOST_TEST(!from_base64(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
