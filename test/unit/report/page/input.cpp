#include "page_sample.hpp"

#include <soak/report/page/input.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::page_detail;

BOOST_AUTO_TEST_SUITE(page_input)

BOOST_AUTO_TEST_CASE(a_place_is_what_is_known_of_it) {
  BOOST_TEST(page_place("prod", "bybit") == "prod/bybit");
  BOOST_TEST(page_place("prod", "") == "prod");
  BOOST_TEST(page_place("", "bybit") == "bybit");
  BOOST_TEST(page_place("", "") == "");
}

BOOST_AUTO_TEST_CASE(a_status_has_a_colour_and_what_is_unknown_is_not_green) {
  BOOST_TEST(css_class(Level::ok) == "ok");
  BOOST_TEST(css_class(Level::warn) == "warn");
  BOOST_TEST(css_class(Level::crit) == "crit");
  BOOST_TEST(css_class(Condition::ok) == "ok");
  BOOST_TEST(css_class(Condition::warn) == "warn");
  BOOST_TEST(css_class(Condition::unknown) == "warn");
  BOOST_TEST(css_class(Condition::crit) == "crit");
  BOOST_TEST(html_badge(Level::warn) == "<span class=\"badge warn\">WARN</span>");
}

BOOST_AUTO_TEST_CASE(a_symbol_is_isolated_and_escaped) {
  BOOST_TEST(html_symbol("\u05D0<") == "<bdi>\u05D0&lt;</bdi>");
  BOOST_TEST(html_symbol("a\u202Eb") == "<bdi>a\uFFFDb</bdi>");
}

BOOST_AUTO_TEST_CASE(advice_is_made_in_the_language_of_the_page) {
  page_sample::Run run;
  run.add("A", {page_sample::bad, page_sample::bad});
  const HtmlInput english = run.input(Language::en);
  const HtmlInput russian = run.input(Language::ru);
  BOOST_REQUIRE(english.advice.size() == 1u);
  BOOST_TEST(english.advice[0].recommendations[0].cause == "Low edge");
  BOOST_TEST(russian.advice[0].recommendations[0].cause == "Низкий edge");
  BOOST_TEST(english.say("a", "б") == "a");
  BOOST_TEST(russian.say("a", "б") == "б");
}

BOOST_AUTO_TEST_SUITE_END()
