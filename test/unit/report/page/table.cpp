#include "page_sample.hpp"

#include <soak/report/page/table.hpp>

#include <boost/test/unit_test.hpp>

#include <chrono>

using namespace soak;
using page_sample::bad;
using page_sample::good;
using page_sample::has;

BOOST_FIXTURE_TEST_SUITE(page_table, page_sample::Run)

BOOST_AUTO_TEST_CASE(columns_are_numbered_as_the_cells_of_a_row_are) {
  add("A", {good});
  metrics.metrics[0].title = "<Edge>";
  const std::string head = page_detail::table_head(input());
  BOOST_TEST(has(head, "<th scope=\"col\" data-sort=\"text\" data-column=\"0\" rowspan=\"2\">Symbol</th>"));
  BOOST_TEST(has(head, "<th scope=\"colgroup\" colspan=\"3\">&lt;Edge&gt;</th>"));
  BOOST_TEST(has(head, "data-sort=\"number\" data-column=\"2\" class=\"first\">Last</th>"));
  BOOST_TEST(has(head, "data-sort=\"status\" data-column=\"13\">Status</th>"));
  BOOST_TEST(!has(head, "data-column=\"14\""));
}

BOOST_AUTO_TEST_CASE(a_trend_that_nobody_need_act_on_is_grey) {
  add("A", {good});
  MetricSummary metric = summary.symbols[0].metrics[0];
  metric.sparkline = "▁█";
  metric.trend = to_string(Trend::falling);
  const Threshold threshold = metrics.metrics[0].threshold;
  const auto cell = [&](Language language) { return page_detail::trend_cell(language, metric, threshold); };
  metric.drift = {.p = 0.5, .is_confirmed = false};
  BOOST_TEST(has(cell(Language::en), "<span class=\"spark\" aria-hidden=\"true\">▁█</span>"));
  BOOST_TEST(has(cell(Language::en), "<span role=\"img\" class=\"doubt\" aria-label=\"falling\">"));
  BOOST_TEST(has(cell(Language::ru), "aria-label=\"падает\""));
  BOOST_TEST(has(cell(Language::ru), "<span class=\"doubt-word\">не подтверждено</span>"));
  metric.drift = {.p = 0.001, .is_confirmed = true, .drift = -9, .is_material = true};
  BOOST_TEST(!has(cell(Language::en), "doubt"));
  BOOST_TEST(page_detail::trend_word(Language::en, to_string(Trend::rising)) == "rising");
  BOOST_TEST(page_detail::trend_word(Language::ru, to_string(Trend::stable)) == "ровно");
}

BOOST_AUTO_TEST_CASE(a_status_names_the_metrics_that_made_it) {
  add("A", {{1, 0.9, 200, 0.3}, {1, 0.9, 200, 0.3}});
  add("B", {{0, 0, 9999, 9}, {0, 0, 9999, 9}});
  add("C", {good});
  const auto cell = [&](std::size_t s) { return page_detail::symbol_status_cell(input(), summary.symbols[s], 7); };
  BOOST_TEST(
      cell(0) ==
      "<td class=\"sign crit\" data-rank=\"7\" data-status=\"CRIT\">CRIT <span class=\"by\">Edge(bps)</span></td>");
  BOOST_TEST(has(cell(1), "<span class=\"by\">all metrics</span>"));
  BOOST_TEST(cell(2) == "<td class=\"sign ok\" data-rank=\"7\" data-status=\"OK\">OK</td>");
}

BOOST_AUTO_TEST_CASE(a_row_has_the_last_values_and_their_age) {
  add("<A>", {good, {gap, 0.9, 200, 0.3}});
  summary.symbols[0].metrics[0].quality.silent = 1;
  const std::string row = page_detail::table_row(input(), 0, 0);
  BOOST_TEST(row.starts_with(
      "<tr class=\"fine\" data-symbol=\"0\"><th scope=\"row\"><a href=\"#%3CA%3E\"><bdi>&lt;A&gt;</bdi></a></th>"));
  BOOST_TEST(has(row, "<td class=\"first\">3.00<span class=\"age\">1 window old</span></td>"));
  BOOST_TEST(has(row, "<td class=\"first\">200</td>"));
  summary.symbols[0].metrics[0].extent.last = gap;
  BOOST_TEST(has(page_detail::table_row(input(), 0, 0), "<td class=\"first\">n/a</td>"));
}

BOOST_AUTO_TEST_CASE(the_worst_symbol_is_on_top_and_what_goes_beyond_a_hundred_apart) {
  for (std::size_t i = 0; i < first_rows; ++i) add("S" + std::to_string(i), {good});
  BOOST_TEST(!has(html_symbol_table(input()), "class=\"rest\""));
  add("Z", {bad, bad});
  const std::string text = html_symbol_table(input());
  BOOST_TEST(text.find("<bdi>Z</bdi>") < text.find("<bdi>S0</bdi>"));
  const std::size_t rest = text.find("</tbody>\n<tbody class=\"rest\">\n");
  BOOST_TEST(rest < text.find("<bdi>S99</bdi>"));
  BOOST_TEST(text.find("<bdi>S98</bdi>") < rest);
}

BOOST_AUTO_TEST_CASE(a_run_under_two_days_may_be_a_daily_cycle) {
  add("A", {good});
  BOOST_TEST(!has(html_symbol_table(input()), "daily cycle"));
  summary.span = std::chrono::hours(30);
  summary.symbols[0].metrics[0].drift = {.p = 0.001, .is_confirmed = true, .drift = -9, .is_material = true};
  BOOST_TEST(has(html_symbol_table(input()), " The run covers 1 d 6 h: under two days, a daily cycle cannot be told"));
  BOOST_TEST(has(html_symbol_table(input(Language::ru)), " Прогон длится 1 д 6 ч: меньше двух суток"));
}

BOOST_AUTO_TEST_SUITE_END()
