#include "page_sample.hpp"

#include <soak/report/page/incidents.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using page_sample::bad;
using page_sample::good;
using page_sample::has;

namespace {

struct Lists : page_sample::Run {
  std::string text(Language language = Language::en) const {
    const HtmlInput in = input(language);
    return HtmlIncidents(in).html();
  }
};

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_incidents, Lists)

BOOST_AUTO_TEST_CASE(where_nothing_is_wrong_one_sentence_says_so) {
  add("A", {good, good});
  BOOST_TEST(text() ==
             "<section id=\"wrong\" aria-labelledby=\"wrong-title\">\n<h2 id=\"wrong-title\">Open now</h2>\n"
             "<p class=\"sign ok\">Nothing: every metric of every symbol is within its limits.</p>\n</section>\n");
  BOOST_TEST(has(text(Language::ru), "Ничего: каждая метрика каждого символа в своих пределах."));
}

BOOST_AUTO_TEST_CASE(each_list_is_there_if_anything_is_in_it) {
  add("open", {good, good, bad, bad});
  BOOST_TEST(has(text(), "<a class=\"what\" href=\"#open/edge_bps\">"));
  BOOST_TEST(!has(text(), "Nothing:"));
  BOOST_TEST(!has(text(), "id=\"over\""));
  add("over", {bad, good, bad, good, good, good, good, good, good});
  add("single", {good, bad, good, good});
  const std::string all = text();
  BOOST_TEST(all.find("id=\"wrong\"") < all.find("id=\"over\""));
  BOOST_TEST(all.find("id=\"over\"") < all.find("id=\"apart\""));
  BOOST_TEST(count_of(all, "<a class=\"what\"") == 3u);
  BOOST_TEST(has(all, "If it comes back"));
}

BOOST_AUTO_TEST_CASE(the_reading_has_last_limit_and_a_worst_that_differs) {
  add("A", {good, good, {0.5, 0.9, 200, 0.3}, bad});
  BOOST_TEST(has(
      text(), "<b>1.00 bps</b> <span class=\"dim\">last</span><br><span class=\"dim\">limit 2 bps, worst 0.50</span>"));
  MetricSummary& figures = summary.symbols[0].metrics[0];
  figures.quality.silent = 2;
  const auto reading = [&](double limit) {
    return page_detail::reading_html(input(), figures, metrics.metrics[0], limit, gap);
  };
  BOOST_TEST(reading(gap) == "<b>1.00 bps</b> <span class=\"dim\">last, 2 windows old</span>");
  figures.extent.last = gap;
  BOOST_TEST(reading(2) == "<b>n/a</b>");
}

BOOST_AUTO_TEST_CASE(a_window_that_is_there_has_a_number) {
  using page_detail::numbered_place;
  BOOST_TEST(numbered_place(Language::en, "17", 3, 4) == "iteration 17<span class=\"dim\"> (window 3)</span>");
  BOOST_TEST(numbered_place(Language::en, "17", 4, 4) == "iteration 17");
  BOOST_TEST(numbered_place(Language::ru, "17", 3, 4) == "итерации 17<span class=\"dim\"> (окно 3)</span>");
  BOOST_TEST(!has(numbered_place(Language::en, "<b>", 0, 1), "<b>"));
}

BOOST_AUTO_TEST_CASE(a_symbol_that_fell_silent_is_one_line_and_has_no_window_number) {
  constexpr std::array<double, 4> nothing{gap, gap, gap, gap};
  add("A", {good, nothing, nothing, nothing});
  const std::string english = text();
  BOOST_TEST(count_of(english, "<a class=\"what\"") == 1u);
  BOOST_TEST(has(english, "<span>(all)</span></a><span class=\"reading\"><b>no data</b></span>"));
  BOOST_TEST(!has(english, "(window "));
  BOOST_TEST(has(text(Language::ru), "<span>(все)</span></a><span class=\"reading\"><b>нет данных</b></span>"));
}

BOOST_AUTO_TEST_CASE(six_of_each_list_are_shown_and_the_rest_counted) {
  for (const char* symbol : {"A", "B", "C", "D", "E", "F"}) add(symbol, {bad, bad});
  BOOST_TEST(count_of(text(), "<a class=\"what\"") == 6u);
  BOOST_TEST(!has(text(), "class=\"more\""));
  add("G", {bad, bad});
  BOOST_TEST(count_of(text(), "<a class=\"what\"") == headline_incidents);
  BOOST_TEST(has(text(), "<a href=\"#symbols\">+1 more</a> in the table of symbols"));
  BOOST_TEST(has(text(Language::ru), "<a href=\"#symbols\">ещё 1</a> в таблице символов"));
}

BOOST_AUTO_TEST_CASE(the_newest_single_window_is_told_by_time_or_number) {
  add("A", {good, bad, good, good, good, good, good, good, {2.3, 0.9, 200, 0.3}, good});
  BOOST_TEST(has(text(),
                 "2 of 10 windows beyond a limit<br><span class=\"dim\">the newest at <time "
                 "datetime=\"1970-01-01T08:00:00Z\">"));
  page_sample::Run counted;
  counted.add("A", {good, bad, good, good}, false);
  const HtmlInput in = counted.input();
  BOOST_TEST(
      has(HtmlIncidents(in).html(), "1 of 4 windows beyond a limit<br><span class=\"dim\">the newest is window 1<"));
}

BOOST_AUTO_TEST_CASE(a_hostile_name_stays_text) {
  add("<img src=x>\"", {bad, bad});
  const std::string english = text();
  BOOST_TEST(!has(english, "<img"));
  BOOST_TEST(has(english, "<bdi>&lt;img src=x&gt;&quot;</bdi>"));
  BOOST_TEST(has(english, "href=\"#%3Cimg%20src%3Dx%3E%22/edge_bps\""));
}

BOOST_AUTO_TEST_SUITE_END()
