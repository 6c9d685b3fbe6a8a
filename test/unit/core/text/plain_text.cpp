#include <soak/core/text/plain_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace std::string_literals;

BOOST_AUTO_TEST_SUITE(plain_texts)

BOOST_AUTO_TEST_CASE(marks_and_line_ends_are_undone) {
  for (const std::string& text : {"a\nb\n"s, "a\r\nb\r\n"s, "a\rb\r"s, "\xEF\xBB\xBF"s + "a\nb\n",
                                  "\xFF\xFE"s + "a\0\r\0\n\0b\0\n\0"s, "\xFE\xFF\0a\0\n\0b\0\n"s}) {
    BOOST_TEST(plain_text(text, "f").value() == "a\nb\n");
  }
  BOOST_TEST(plain_text("", "f").value().empty());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_told_is_refused_by_name) {
  BOOST_TEST(plain_text("a\0b\0"s, "f").error().message ==
             "f is UTF-16 text without a byte order mark; save it as UTF-8");
  BOOST_TEST(plain_text("\xFF\xFE\0\0a\0\0\0"s, "f").error().message == "f is UTF-32 text; save it as UTF-8");
}

BOOST_AUTO_TEST_SUITE_END()
