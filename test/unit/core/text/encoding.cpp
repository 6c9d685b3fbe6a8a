#include <soak/core/text/encoding.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(encoding)

BOOST_AUTO_TEST_CASE(json_is_not_taken_for_anything_else) {
  using namespace std::string_view_literals;
  for (const std::string_view text : {"{}"sv, "[{\"a\":1}]"sv, ""sv, "{"sv, "42"sv, "\xEF\xBB\xBF{}"sv,
                                      "{\"a\":1,\"b\":2,\"c\":3}\n"sv, "a, b, c"sv, "\"x\"\n"sv}) {
    BOOST_TEST(foreign_content(text) == "", text);
  }
}

BOOST_AUTO_TEST_CASE(columns_are_csv_whatever_separates_them) {
  for (const std::string_view text : {"a,b,c\n1,2,3\n", "a;b;c\r\n", "a\tb\tc\n"}) {
    BOOST_TEST(foreign_content(text).find("CSV") != std::string_view::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_three_bytes_or_none) {
  BOOST_TEST(byte_order_mark("\xEF\xBB\xBF{}") == 3u);
  BOOST_TEST(byte_order_mark("\xEF\xBB") == 0u);
}

BOOST_AUTO_TEST_SUITE_END()
