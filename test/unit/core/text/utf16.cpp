#include <soak/core/text/utf16.hpp>
#include <soak/core/text/utf8.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::string_view_literals;

BOOST_AUTO_TEST_SUITE(utf16)

BOOST_AUTO_TEST_CASE(both_byte_orders_and_pairs) {
  BOOST_TEST(utf16_to_utf8("\xFF\xFE"
                           "A\0\xE9\0\xAC\x20\x3D\xD8\x00\xDE"sv) == "Aé€😀");
  BOOST_TEST(utf16_to_utf8("\xFE\xFF"
                           "\0A\0\xE9\x20\xAC\xD8\x3D\xDE\x00"sv) == "Aé€😀");
  BOOST_TEST(utf16_to_utf8("\xFF\xFE"sv) == "");
}

BOOST_AUTO_TEST_CASE(what_is_cut_or_alone) {
  BOOST_TEST(utf16_to_utf8("\xFF\xFE"
                           "A\0B"sv) == "A");
  BOOST_TEST(
      !is_utf8(utf16_to_utf8("\xFF\xFE\x3D\xD8"
                             "A\0"sv)));
  BOOST_TEST(!is_utf8(utf16_to_utf8("\xFF\xFE\x3D\xD8"sv)));
}

BOOST_AUTO_TEST_SUITE_END()
