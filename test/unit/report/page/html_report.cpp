#include <soak/analysis/windows/summarize.hpp>
#include <soak/report/page/html_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

struct Page {
  MetricSet metrics = standard_metrics();
  std::vector<Series> series;
  Summary summary;
  std::vector<std::string> warnings;

  void add(const std::string& symbol, const std::vector<std::array<double, 4>>& rows, bool timed = true) {
    Series one{symbol, WindowMatrix::from_shape({rows.size(), 4})};
    for (std::size_t w = 0; w < rows.size(); ++w) {
      for (std::size_t m = 0; m < 4; ++m) one.values(w, m) = rows[w][m];
      if (timed) one.times.push_back(static_cast<std::int64_t>(w) * 3'600'000'000);
    }
    summary.symbols.push_back(summarize(one, metrics));
    summary.windows = summary.input_windows = std::max(summary.windows, rows.size());
    series.push_back(std::move(one));
  }
  std::string text(Language language = Language::ru) const {
    return html_report({summary, metrics, series, warnings, 3, language});
  }
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

constexpr std::array<double, 4> good{3, 0.9, 200, 0.3};
constexpr std::array<double, 4> bad{1, 0.9, 200, 0.3};

}  // namespace

BOOST_AUTO_TEST_SUITE(html_report_suite)

BOOST_AUTO_TEST_CASE(the_policy_allows_what_stands_in_the_page_and_nothing_else) {
  Page page;
  page.add("A", {good});
  const std::string text = page.text();
  const auto quoted = [](std::string_view hash) { return "'sha256-" + std::string(hash) + "'"; };
  BOOST_TEST(has(text, "; style-src " + quoted(html_style_sha256) + "; script-src " + quoted(html_script_sha256) + " " +
                           quoted(html_head_script_sha256) + "\">"));
  BOOST_TEST(has(text, "<style>" + std::string(html_style) + "</style>"));
  BOOST_TEST(has(text, "<script>" + std::string(html_head_script) + "</script>"));
  BOOST_TEST(has(text, "<script>" + std::string(html_script) + "</script>"));
}

BOOST_AUTO_TEST_CASE(the_headline_says_what_since_when_and_what_to_do) {
  Page page;
  page.add("BTCUSDT", {good, good, bad, bad});
  const std::string text = page.text();
  BOOST_TEST(has(text, "<title>CRIT - Post-Soak Analysis</title>"));
  BOOST_TEST(has(text, "Critical violations found, stop and fix before trading on"));
  BOOST_TEST(has(text, "<bdi>BTCUSDT</bdi> <span>Edge(bps)</span>"));
  BOOST_TEST(has(text, "<b>1.00 bps</b> <span class=\"dim\">last</span><br><span class=\"dim\">limit 2 bps</span>"));
  BOOST_TEST(has(text, "since <time>1970-01-01 02:00 UTC</time> <span class=\"dim\">(window 2)</span>"));
  BOOST_TEST(has(text, "2 of 4 windows beyond a limit"));
  BOOST_TEST(has(text, "<span lang=\"ru\">Критический убыток! Остановить торговлю</span>"));
  BOOST_TEST(has(page.text(Language::en), "<span>Critical loss! Stop trading</span>"));
}

BOOST_AUTO_TEST_CASE(what_is_over_is_said_to_be_over) {
  Page page;
  page.add("A", {bad, good, bad, good}, false);
  BOOST_TEST(has(page.text(),
                 "<b>recovered</b> at window 3<br><span class=\"dim\">from window 2, 2 of 4 windows, "
                 "the first is window 0</span>"));
}

BOOST_AUTO_TEST_CASE(a_symbol_without_values_says_so) {
  Page page;
  page.add("A", {{gap, 0.9, 200, 0.3}});
  const std::string text = page.text();
  BOOST_TEST(has(text, "no value in any of 1 window<"));
  BOOST_TEST(has(text, "\"values\":[null],\"levels\":\"\""));
}

BOOST_AUTO_TEST_CASE(six_incidents_stand_in_the_headline_and_the_rest_is_counted) {
  Page page;
  for (const char* symbol : {"A", "B", "C", "D", "E", "F", "G", "H"}) page.add(symbol, {bad});
  const std::string text = page.text();
  std::size_t items = 0;
  for (std::size_t at = text.find("<a class=\"what\""); at != text.npos; at = text.find("<a class=\"what\"", at + 1))
    ++items;
  BOOST_TEST(items == headline_incidents);
  BOOST_TEST(has(text, ">+2 more</a>"));
}

BOOST_AUTO_TEST_CASE(nothing_wrong_is_said) {
  Page page;
  page.add("A", {good});
  const std::string text = page.text();
  BOOST_TEST(has(text, "Nothing: every metric of every symbol is within its limits."));
  BOOST_TEST(has(text, "Нарушений нет, действий не требуется."));
}

BOOST_AUTO_TEST_CASE(the_table_has_the_worst_symbol_first) {
  Page page;
  page.add("A", {good});
  page.add("B", {bad});
  const std::string text = page.text();
  BOOST_TEST(text.find("<tr data-symbol=\"1\">") < text.find("<tr data-symbol=\"0\">"));
}

BOOST_AUTO_TEST_CASE(rows_beyond_the_first_hundred_are_apart) {
  Page page;
  for (std::size_t i = 0; i <= first_rows; ++i) page.add("S" + std::to_string(1000 + i), {good});
  BOOST_TEST(has(page.text(), "</tbody>\n<tbody class=\"rest\">\n<tr data-symbol=\"100\">"));
  page.series.pop_back();
  page.summary.symbols.pop_back();
  BOOST_TEST(!has(page.text(), "class=\"rest\""));
}

BOOST_AUTO_TEST_CASE(hostile_names_stay_text) {
  const std::string hostile = "</script><script>alert(1)</script><!--\"'&";
  Page page;
  page.metrics.metrics[0].title = hostile;
  page.metrics.metrics[0].unit = hostile;
  page.metrics.overrides[{hostile, 1}] = {0.8, 0.75};
  page.summary.meta = {hostile, hostile, hostile};
  page.warnings = {hostile};
  page.add(hostile, {bad});
  const std::string text = page.text();
  BOOST_TEST(!has(text, "<script>alert"));
  BOOST_TEST(!has(text, "<!--"));
  std::size_t scripts = 0;
  for (std::size_t at = text.find("<script"); at != text.npos; at = text.find("<script", at + 1)) ++scripts;
  BOOST_TEST(scripts == 4u);  // two of the page's own, meta, one symbol
}

BOOST_AUTO_TEST_CASE(times_that_symbols_share_are_written_once) {
  Page page;
  page.add("A", {good, good});
  page.add("B", {good, good});
  page.add("C", {good});
  page.add("D", {good}, false);
  const std::string text = page.text();
  BOOST_TEST(has(text, "\"times\":[[0,3600],[0]]"));
  BOOST_TEST(has(text, "{\"symbol\":\"B\",\"status\":\"OK\",\"times\":0,"));
  BOOST_TEST(has(text, "{\"symbol\":\"D\",\"status\":\"OK\",\"times\":null,"));
}

BOOST_AUTO_TEST_CASE(a_level_is_that_of_the_value_not_of_what_is_shown) {
  Page page;
  page.add("A", {{1.9996, 0.9, 200, 0.3}, {2.0, 0.9, 200, 0.3}, {gap, 0.9, 200, 0.3}});
  BOOST_TEST(has(page.text(), "\"values\":[2,2,null],\"levels\":\"210\""));
}

BOOST_AUTO_TEST_SUITE_END()
