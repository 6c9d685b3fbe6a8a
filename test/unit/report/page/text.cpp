#include <soak/model/json/value.hpp>
#include <soak/report/page/text.hpp>

#include <boost/test/unit_test.hpp>

#include <random>

using namespace soak;

namespace {

std::string script_string(std::string_view text) {
  std::string out;
  append_script_string(out, text);
  return out;
}

std::string script_number(double value, int decimals) {
  std::string out;
  append_script_number(out, value, decimals);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html_text_suite)

BOOST_AUTO_TEST_CASE(markup_becomes_text) {
  BOOST_TEST(escape_html("<script>alert('1')</script>") == "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  BOOST_TEST(escape_html("<!-- \"a\" & b -->") == "&lt;!-- &quot;a&quot; &amp; b --&gt;");
  BOOST_TEST(escape_html("Б😀ü") == "Б😀ü");
}

BOOST_AUTO_TEST_CASE(what_hides_or_reorders_is_replaced) {
  for (const std::string_view hidden : {"\u202E", "\u2066", "\u200B", "\u2028", "\u2029", "\uFEFF", "\n", "\x7F"}) {
    BOOST_TEST(escape_html("a" + std::string(hidden) + "b") == "a\uFFFDb");
    BOOST_TEST(script_string("a" + std::string(hidden) + "b") == "\"a\uFFFDb\"");
  }
  BOOST_TEST(escape_html("a\xFF\xC0z") == "a\uFFFD\uFFFDz");
  BOOST_TEST(escape_html(std::string_view("\0", 1)) == "\uFFFD");
}

BOOST_AUTO_TEST_CASE(a_script_element_cannot_be_left) {
  BOOST_TEST(script_string("</script><!--&") == R"("\u003c/script\u003e\u003c!--\u0026")");
  BOOST_TEST(script_string(R"(a"b\c)") == R"("a\"b\\c")");
}

BOOST_AUTO_TEST_CASE(every_byte_gives_a_json_string_without_markup) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
  const std::string text = script_string(all);
  BOOST_TEST(text.find_first_of("<>&") == std::string::npos);
  const auto parsed = parse_json(text);
  BOOST_REQUIRE(parsed.has_value());
  BOOST_TEST(parsed->is_string());
}

BOOST_AUTO_TEST_CASE(numbers_are_short_and_one_digit_finer_than_shown) {
  BOOST_TEST(script_number(3.1, 2) == "3.1");
  BOOST_TEST(script_number(3.0, 2) == "3");
  BOOST_TEST(script_number(100, 0) == "100");
  BOOST_TEST(script_number(3.14159, 2) == "3.142");
  BOOST_TEST(script_number(-0.0001, 2) == "0");
  BOOST_TEST(script_number(1e300, 2) == "1e+300");
  BOOST_TEST(script_number(1.5e300, 2) == "1.5e+300");
  BOOST_TEST(script_number(gap, 2) == "null");
}

BOOST_AUTO_TEST_CASE(numbers_are_never_rounded_to_something_else_than_shown) {
  BOOST_TEST(script_number(0.37499, 2) == "0.37");  // 0.375 would show as 0.38
  std::mt19937_64 random(3);
  for (int i = 0; i < 20000; ++i) {
    const double value = std::uniform_real_distribution<>(-2, 2)(random);
    for (const int decimals : {0, 2, 7}) {
      const auto read = parse_json_number(script_number(value, decimals));
      BOOST_REQUIRE(read.has_value());
      BOOST_REQUIRE_EQUAL(format_fixed(*read, decimals), format_fixed(value, decimals));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
