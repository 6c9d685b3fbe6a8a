#include <soak/core/text/wrap.hpp>

#include <boost/test/unit_test.hpp>

using soak::wrapped;

BOOST_AUTO_TEST_CASE(a_line_is_broken_at_blanks_and_goes_on_indented) {
  BOOST_TEST(wrapped("short", 10, 2) == "short");
  BOOST_TEST(wrapped("one two three", 8, 2) == "one two\n  three");
  BOOST_TEST(wrapped("  one two three", 9, 4) == "  one two\n    three");
  BOOST_TEST(wrapped("name      text of a row", 16, 10) == "name      text\n          of a\n          row");
  BOOST_TEST(wrapped("", 8, 2) == "");
}

BOOST_AUTO_TEST_CASE(what_has_no_blank_is_cut) {
  BOOST_TEST(wrapped("0123456789abcdef", 8, 2) == "01234567\n  89abcd\n  ef");
  BOOST_TEST(wrapped("ab 0123456789", 8, 2) == "ab\n  012345\n  6789");
}

BOOST_AUTO_TEST_CASE(width_is_what_is_seen) {
  BOOST_TEST(wrapped("▂▃▄▅ ▂▃▄▅", 9, 2) == "▂▃▄▅ ▂▃▄▅");
  BOOST_TEST(wrapped("▂▃▄▅ ▂▃▄▅", 8, 2) == "▂▃▄▅\n  ▂▃▄▅");
}
