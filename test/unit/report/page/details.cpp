#include "page_sample.hpp"

#include <soak/report/page/details.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using page_sample::bad;
using page_sample::good;
using page_sample::has;

BOOST_FIXTURE_TEST_SUITE(page_details, page_sample::Run)

BOOST_AUTO_TEST_CASE(nothing_to_do_is_said) {
  add("A", {good});
  BOOST_TEST(has(html_recommendations(input(), {}), "<p>No violations, nothing to do.</p>"));
  BOOST_TEST(has(html_recommendations(input(Language::ru), {}), "<p>Нарушений нет, действий не требуется.</p>"));
}

BOOST_AUTO_TEST_CASE(advice_has_the_units_of_the_page_and_says_when) {
  add("</article>", {good, {3, 0.9, 500, 0.3}, {3, 0.9, 500, 0.3}});
  const HtmlInput russian = input(Language::ru);
  const std::string text = html_recommendations(russian, russian.advice);
  BOOST_TEST(has(text, "<article id=\"advice-0\"><h3><bdi>&lt;/article&gt;</bdi></h3>"));
  BOOST_TEST(has(text, "Высокая задержка (500 мс)</h4><p class=\"when\">"));
  BOOST_TEST(has(text, "<time datetime=\"1970-01-01T01:00:00Z\">"));
  const HtmlInput english = input();
  BOOST_TEST(has(html_recommendations(english, english.advice), "High latency (500 ms)</h4>"));
  // What is over stands back.
  page_sample::Run past;
  past.add("A", {bad, good, good, good, good});
  const HtmlInput over = past.input();
  BOOST_TEST(has(html_recommendations(over, over.advice), "<p class=\"when dim\">"));
}

BOOST_AUTO_TEST_CASE(the_facts_of_the_input) {
  add("A", {good});
  summary.skipped = {2, 3};
  summary.min_windows = 24;
  summary.meta = {"a..a", "<p>", {}};
  HtmlInput in = input();
  const std::string text = html_input_details(in);
  for (const char* part :
       {"<dt>Files read</dt><dd>3</dd>", "<dt>Skipped files</dt><dd>2</dd>", "<dt>Skipped records</dt><dd>3</dd>",
        "<dt>Windows read</dt><dd>1</dd>", "<dt>Windows required</dt><dd>24</dd>", "<dt>Commit</dt><dd>a</dd>",
        "<dt>Profile</dt><dd>&lt;p&gt;</dd>", "<dt>Source</dt><dd>unknown</dd>"}) {
    BOOST_TEST(has(text, part), part);
  }
  in.files = 0;
  BOOST_TEST(has(html_input_details(in), "<dt>Files read</dt><dd>standard input</dd>"));
}

BOOST_AUTO_TEST_CASE(an_input_without_a_fault_is_folded_and_says_so) {
  add("A", {good});
  const std::string fine = html_input_details(input());
  BOOST_TEST(has(fine, "<section id=\"input\" class=\"fine\""));
  BOOST_TEST(has(fine, "<p>No gaps: every window has a value of every metric.</p>"));
  warnings = {"'<x>' is skipped"};
  const std::string text = html_input_details(input(Language::ru));
  BOOST_TEST(has(text, "<section id=\"input\" aria-labelledby"));
  BOOST_TEST(has(text, "<ul class=\"warnings\" lang=\"en\">\n<li>&#39;&lt;x&gt;&#39; is skipped</li>\n</ul>"));
}

BOOST_AUTO_TEST_CASE(gaps_are_a_row_a_metric_and_one_where_all_are_alike) {
  add("A", {good, {gap, 0.9, 200, 0.3}, good});
  add("B", {good, {gap, gap, gap, gap}, good});
  const std::string text = html_input_details(input());
  BOOST_TEST(has(text, "<tr><th scope=\"row\"><bdi>A</bdi></th><td>edge_bps</td><td>1</td><td>3</td><td>2 / 3</td>"));
  BOOST_TEST(!has(text, "<td>risk_ratio</td>"));
  BOOST_TEST(has(text, "<tr><th scope=\"row\"><bdi>B</bdi></th><td>(all)</td><td>1</td><td>3</td><td>2 / 3</td>"));
  MetricSummary& edge = summary.symbols[0].metrics[0];
  edge.quality.silent = 2;
  edge.quality.problem = DataProblem::stale;
  edge.last_place = "1970-01-01T00:00:00Z";
  BOOST_TEST(has(html_input_details(input()),
                 "<td>No recent data</td><td>2 windows (<time datetime=\"1970-01-01T00:00:00Z\">"));
  BOOST_TEST(has(html_input_details(input(Language::ru)), "<td>Нет свежих данных</td><td>2 окна ("));
}

BOOST_AUTO_TEST_CASE(limits_of_single_symbols_stand_below_that_of_all) {
  add("A", {good});
  metrics.overrides[{"<A>", 0}] = {1.25, -1};
  const std::string text = html_thresholds(input());
  BOOST_TEST(has(text,
                 "<tr><th scope=\"row\">edge_bps</th><td>all</td><td>&lt; 2.5 bps</td><td>&lt; 2 bps</td></tr>\n"
                 "<tr><th scope=\"row\">edge_bps</th><td><bdi>&lt;A&gt;</bdi></td><td>&lt; 1.25 bps</td><td>&lt; -1 "
                 "bps</td></tr>\n"));
  BOOST_TEST(has(text, "<th scope=\"row\">p95_latency_ms</th><td>all</td><td>&gt; "));
}

BOOST_AUTO_TEST_SUITE_END()
