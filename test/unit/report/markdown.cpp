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

BOOST_AUTO_TEST_CASE(what_github_looks_for_after_markdown_is_broken_up) {
  BOOST_TEST(escape_github("BTC-USDT_1:PERP/a.b") == "BTC-USDT_1:PERP/a.b");
  BOOST_TEST(escape_github("@team") == "&#64;&#8203;team");
  BOOST_TEST(escape_github("o/r#12") == "o/r\\#&#8203;12");
  BOOST_TEST(escape_github("GH-12 gh-x") == "GH-&#8203;12 gh-x");
  BOOST_TEST(escape_github("WwW.evil.io www") == "WwW&#8203;.evil.io www");
  BOOST_TEST(escape_github("http://x") == "http:&#8203;//x");
  BOOST_TEST(escape_github("a:b:c") == "a:&#8203;b:c");
  BOOST_TEST(escape_github("") == "");
}

BOOST_AUTO_TEST_CASE(a_code_span_holds_backticks) {
  BOOST_TEST(code_span("abc..def") == "`abc..def`");
  BOOST_TEST(code_span("a``b`c") == "```a``b`c```");
  BOOST_TEST(code_span("`") == "`` ` ``");
  BOOST_TEST(code_span(" a ") == "`  a  `");
}

BOOST_AUTO_TEST_CASE(a_table_is_aligned_by_columns_on_the_screen) {
  MarkdownTable table({"Symbol", "S"});
  table.add({"币", "⚠️ WARN"});
  BOOST_TEST(table.text() == "| Symbol | S       |\n|--------|---------|\n| 币     | ⚠️ WARN |\n");
}

BOOST_AUTO_TEST_CASE(a_name_reads_well_in_the_raw_text) {
  BOOST_TEST(soak::markdown_name("BTC_USDT") == "BTC_USDT");
  BOOST_TEST(soak::markdown_name("A<b>") == "`A<b>`");
  BOOST_TEST(soak::markdown_name("@all & co") == "`@all & co`");
  BOOST_TEST(soak::markdown_name("a*b") == "a\\*b");
  BOOST_TEST(soak::markdown_name("A|<b>") == "A\\|&lt;b&gt;");
  BOOST_TEST(soak::markdown_name("`<b>") == "\\`&lt;b&gt;");
}

BOOST_AUTO_TEST_SUITE_END()
