#include <soak/analysis/judgement/symbol_incidents.hpp>
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
    const PlaceNames places{[&](SeriesPlace place) {
                              const auto hours = std::chrono::hours(place.window);
                              return timed ? format_iso8601(Instant(hours)) : std::to_string(place.window);
                            },
                            [](SeriesPlace place) { return static_cast<std::int64_t>(place.window); }};
    for (Incident& found : symbol_incidents(one, metrics, {}, 4, places, summary.symbols.back())) {
      summary.incidents.push_back(std::move(found));
    }
    rank_incidents(summary.incidents);
    summary.present = present_of(summary);
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
  BOOST_TEST(has(text, "<span class=\"badge crit\">Now CRIT</span> 1 incident is open"));
  BOOST_TEST(has(text, "<bdi>BTCUSDT</bdi> <span>Edge(bps)</span>"));
  BOOST_TEST(has(text, "<b>1.00 bps</b> <span class=\"dim\">last</span><br><span class=\"dim\">limit 2 bps</span>"));
  BOOST_TEST(has(text, "since <time>1970-01-01 02:00 UTC</time> <span class=\"dim\">(window 2)</span>"));
  BOOST_TEST(has(text, "<br><span class=\"dim\">2 of 2 windows</span>"));
  BOOST_TEST(has(text, "To do: </span><span lang=\"ru\">Критический убыток! Остановить торговлю</span>"));
  BOOST_TEST(has(page.text(Language::en), "<span>Critical loss! Stop trading</span>"));
  BOOST_TEST(!has(text, "id=\"over\""));
  BOOST_TEST(!has(text, "id=\"apart\""));
}

BOOST_AUTO_TEST_CASE(what_is_over_says_how_long_it_lasted_and_stops_nothing) {
  Page page;
  page.add("A", {bad, good, bad, good, good, good, good, good, good}, false);
  const std::string text = page.text();
  BOOST_TEST(has(text, "Critical violations found, none of them is an incident now"));
  BOOST_TEST(has(text, "<span class=\"badge ok\">Now OK</span> no incident is open"));
  BOOST_TEST(has(text, "<p class=\"sign ok\">Nothing: no incident is open.</p>"));
  BOOST_TEST(has(text, ">Recovered</h2>"));
  BOOST_TEST(has(text,
                 "<b>recovered</b> at iteration 8 <span class=\"dim\">(window 8)</span><br><span class=\"dim\">after "
                 "8 windows, since iteration 0, 2 of 9 windows</span>"));
  BOOST_TEST(has(text, "If it comes back: </span><span lang=\"ru\">Проверить spread"));
  BOOST_TEST(!has(text, "Остановить торговлю"));
}

BOOST_AUTO_TEST_CASE(single_windows_stand_apart) {
  Page page;
  page.add("A", {good, bad, good, good});
  const std::string text = page.text();
  BOOST_TEST(has(text, ">Beyond a limit or badly measured, but no incident</h2>"));
  BOOST_TEST(has(text,
                 "1 of 4 windows beyond a limit<br><span class=\"dim\">the newest at <time>1970-01-01 01:00 UTC</time> "
                 "(window 1)</span>"));
  BOOST_TEST(!has(text, "Остановить торговлю"));
}

BOOST_AUTO_TEST_CASE(a_silent_symbol_is_one_line) {
  Page page;
  constexpr std::array<double, 4> nothing{gap, gap, gap, gap};
  page.add("A", {good, nothing, nothing, nothing});
  const std::string text = page.text();
  BOOST_TEST(has(text, "<span class=\"badge warn\">Now UNKNOWN</span> 1 incident is open"));
  BOOST_TEST(has(text, "<bdi>A</bdi> <span>(all)</span></a><span class=\"reading\"><b>no data</b></span>"));
  BOOST_TEST(has(text, "3 windows without a value"));
}

BOOST_AUTO_TEST_CASE(a_symbol_without_values_says_so) {
  Page page;
  page.add("A", {{gap, 0.9, 200, 0.3}});
  const std::string text = page.text();
  BOOST_TEST(has(text, "no value in any of 1 window<"));
  BOOST_TEST(has(text, "\"values\":[null],\"levels\":\"\""));
}

BOOST_AUTO_TEST_CASE(six_of_a_list_stand_in_the_headline_and_the_rest_is_counted) {
  Page page;
  for (const char* symbol : {"A", "B", "C", "D", "E", "F", "G", "H"}) page.add(symbol, {bad, bad});
  const std::string text = page.text();
  std::size_t items = 0;
  for (std::size_t at = text.find("<a class=\"what\""); at != text.npos; at = text.find("<a class=\"what\"", at + 1))
    ++items;
  BOOST_TEST(items == headline_incidents);
  BOOST_TEST(has(text, ">+2 more</a>"));
}

BOOST_AUTO_TEST_CASE(a_row_names_the_metric_that_made_its_status) {
  Page page;
  page.add("A", {bad});
  page.add("B", {{1, 0.1, 900, 0.9}});
  const std::string text = page.text();
  BOOST_TEST(has(text, "data-status=\"CRIT\">CRIT <span class=\"by\">Edge(bps)</span></td>"));
  BOOST_TEST(has(text, "data-status=\"CRIT\">CRIT <span class=\"by\">all metrics</span></td>"));
}

BOOST_AUTO_TEST_CASE(an_arrow_of_scatter_is_grey_and_has_a_word) {
  Page page;
  page.add("A", {good, good});
  MetricSummary& latency = page.summary.symbols[0].metrics[2];
  latency.trend = "↑";
  BOOST_TEST(
      has(page.text(), "class=\"doubt\" aria-label=\"rising\">↑</span><span class=\"doubt-word\">too few windows"));
  latency.drift = {.p = 0.2, .is_confirmed = false, .drift = 42};
  BOOST_TEST(has(page.text(), "<span class=\"doubt-word\">not confirmed</span>"));
  latency.drift = {.p = 0.001, .is_confirmed = true, .drift = 42, .is_material = true};
  latency.forecast = {Level::warn, 35, 76};
  BOOST_TEST(!has(page.text(), "doubt-word\">"));
  BOOST_TEST(has(page.text(),
                 "\"drift\":42,\"changed\":null,\"notes\":[\"Real: drifts by +42 ms over the run; if it goes on, WARN "
                 "in 35 to 76 windows\"]"));
}

BOOST_AUTO_TEST_CASE(a_change_of_level_is_told_to_the_chart) {
  Page page;
  page.add("A", {good, good});
  page.summary.symbols[0].metrics[0].drift.changed_at = 1;
  page.summary.symbols[0].metrics[0].drift.changed_place = "1970-01-01T01:00:00Z";
  BOOST_TEST(has(page.text(),
                 "\"drift\":null,\"changed\":1,\"notes\":[\"Another level since 1970-01-01 01:00 UTC (window 1)\"]"));
}

BOOST_AUTO_TEST_CASE(old_values_bad_data_and_what_was_left_out_are_said) {
  Page page;
  page.add("A", {good, good});
  page.summary.left_out = {"<b>"};
  DataQuality& quality = page.summary.symbols[0].metrics[2].quality;
  quality = {.known = 2, .expected = 7, .silent = 5, .is_stale = true, .problem = DataProblem::stale};
  page.summary.symbols[0].metrics[2].status = Level::warn;
  const std::string text = page.text();
  BOOST_TEST(has(text, "200<span class=\"age\">5 windows old</span>"));
  BOOST_TEST(has(text, "Not measured as expected: A p95_latency_ms (No recent data)."));
  BOOST_TEST(has(text, "<td>2 / 7</td><td>0</td><td>No recent data</td><td>5 windows</td>"));
  BOOST_TEST(has(text, "<dt>Left out</dt><dd>&lt;b&gt;</dd>"));
  BOOST_TEST(has(text, "No recent data: 2 of 7 windows with a value"));
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
