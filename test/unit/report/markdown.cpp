#include <soak/report/markdown.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(markdown)

BOOST_AUTO_TEST_CASE(hostile_names_stay_text) {
  BOOST_TEST(escape_markdown("a|b`c`<img src=x onerror=alert(1)>") == "a\\|b\\`c\\`&lt;img src=x onerror=alert(1)&gt;");
  BOOST_TEST(escape_markdown("[x](http://evil)") == "\\[x\\](http\\://evil)");
  BOOST_TEST(escape_markdown("@everyone & *b* _i_") == "&#64;everyone &amp; \\*b\\* \\_i\\_");
  BOOST_TEST(escape_markdown("maker_taker_ratio") == "maker_taker_ratio");
  BOOST_TEST(escape_markdown("a\nb") == "a b");
}

BOOST_AUTO_TEST_CASE(a_table_is_aligned_by_columns_on_the_screen) {
  MarkdownTable table({"Symbol", "S"});
  table.add({"币", "⚠️ WARN"});
  BOOST_TEST(table.text() == "| Symbol | S       |\n|--------|---------|\n| 币     | ⚠️ WARN |\n");
}

BOOST_AUTO_TEST_SUITE_END()
