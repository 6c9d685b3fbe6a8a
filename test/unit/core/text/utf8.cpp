#include <soak/core/text/utf8.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_AUTO_TEST_CASE(ill_formed_text_is_not_printable) {
  for (const char* text :
       {"\x80", "\xC0\xAF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x9F\x98", "a\xFF"}) {
    BOOST_TEST(!is_printable_utf8(text));
  }
}

BOOST_AUTO_TEST_CASE(controls_and_invisible_marks_are_not_printable) {
  for (const char* text :
       {"a\nb", "\x7F", "\xC2\x85", "\xE2\x80\xAE", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xE2\x80\xA8"}) {
    BOOST_TEST(!is_printable_utf8(text));
  }
  for (const char* text : {"BTCUSDT", "Ёж", "币安", "a|b`<i>", "🚀"}) BOOST_TEST(is_printable_utf8(text), text);
}

BOOST_AUTO_TEST_CASE(log_text_is_one_bounded_line) {
  BOOST_TEST(printable("a\nb\x1b[31m") == "a\\x0ab\\x1b[31m");
  BOOST_TEST(printable(std::string(500, 'x')).size() == 203u);
  BOOST_TEST(printable("Ёж") == "Ёж");
  BOOST_TEST(printable("\xFF") == "\\xff");
}

BOOST_AUTO_TEST_CASE(width_counts_columns_not_bytes) {
  BOOST_TEST(display_width("BTC") == 3u);
  BOOST_TEST(display_width("▁▂▃▄▅▆▇█") == 8u);
  BOOST_TEST(display_width("✅ OK") == 5u);
  BOOST_TEST(display_width("⚠️ WARN") == 7u);
  BOOST_TEST(display_width("币安") == 4u);
  BOOST_TEST(display_width("e\xCC\x81") == 1u);
  BOOST_TEST(pad_right("Ёж", 4) == "Ёж  ");
  BOOST_TEST(pad_right("long", 2) == "long");
}

BOOST_AUTO_TEST_CASE(code_points_are_counted_and_ill_formed_bytes_one_each) {
  BOOST_TEST(code_point_count("") == 0u);
  BOOST_TEST(code_point_count("aé🟡") == 3u);
  BOOST_TEST(code_point_count("\xFF\xF0\x9F") == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
