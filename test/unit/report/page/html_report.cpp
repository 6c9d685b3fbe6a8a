#include "page_sample.hpp"

#include <soak/report/page/html_report.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

using page_sample::bad;
using page_sample::good;
using page_sample::has;

struct Page : page_sample::Run {
  std::string text(Language language = Language::en, std::size_t stride = 1) const {
    return html_report(input(language, stride));
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(html_report_suite)

BOOST_AUTO_TEST_CASE(the_policy_allows_what_stands_in_the_page_and_nothing_else) {
  Page page;
  page.add("A", {good});
  const std::string text = page.text();
  const auto quoted = [](std::string_view hash) { return "'sha256-" + std::string(hash) + "'"; };
  BOOST_TEST(has(text, "; style-src " + quoted(html_style_sha256) + "; script-src " + quoted(html_script_sha256) + " " +
                           quoted(html_head_script_sha256) + "\">"));
  BOOST_TEST(has(text, "<style>" + page_detail::joined(html_style) + "</style>"));
  BOOST_TEST(has(text, "<script>" + std::string(html_head_script) + "</script>"));
  BOOST_TEST(has(text, "<script>" + std::string(html_script) + "</script>"));
}

BOOST_AUTO_TEST_CASE(the_headline_says_what_since_when_and_what_to_do) {
  Page page;
  page.add("BTCUSDT", {good, good, bad, bad});
  const std::string text = page.text();
  BOOST_TEST(has(text, "<title>CRIT 1970-01-01 - Post-Soak Analysis</title>"));
  BOOST_TEST(has(text, "Critical violations found, stop and fix before trading on"));
  BOOST_TEST(has(text, "<span class=\"badge crit\">Now CRIT</span> 1 incident is open"));
  BOOST_TEST(has(text, "<bdi>BTCUSDT</bdi> <span>Edge(bps)</span>"));
  BOOST_TEST(has(text, "<b>1.00 bps</b> <span class=\"dim\">last</span><br><span class=\"dim\">limit 2 bps</span>"));
  BOOST_TEST(has(text,
                 "since <time datetime=\"1970-01-01T02:00:00Z\">1970-01-01 02:00 UTC</time><span class=\"dim\"> "
                 "(window 2)</span>"));
  BOOST_TEST(has(text, "<br><span class=\"dim\">bad in 2 of 2 windows</span>"));
  BOOST_TEST(has(text, "To do: </span><span>Critical loss! Stop trading</span>"));
  BOOST_TEST(has(text, "<a class=\"what\" href=\"#BTCUSDT/edge_bps\">"));
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
                 "<b>recovered</b> at iteration 8<span class=\"dim\"> (window 8)</span><br><span class=\"dim\">after "
                 "8 windows, since iteration 0, bad in 2 of 9 windows</span>"));
  BOOST_TEST(has(text, "If it comes back: </span><span>Compare the spread"));
  BOOST_TEST(!has(text, "Stop trading"));
}

BOOST_AUTO_TEST_CASE(single_windows_stand_apart) {
  Page page;
  page.add("A", {good, bad, good, good});
  const std::string text = page.text();
  BOOST_TEST(has(text, ">Beyond a limit or badly measured, but no incident</h2>"));
  BOOST_TEST(has(text,
                 "1 of 4 windows beyond a limit<br><span class=\"dim\">the newest at <time "
                 "datetime=\"1970-01-01T01:00:00Z\">1970-01-01 01:00 UTC</time> (window 1)</span>"));
  BOOST_TEST(has(text, "If it comes back: </span>"));
  BOOST_TEST(!has(text, "Stop trading"));
}

BOOST_AUTO_TEST_CASE(advice_on_the_newest_window_does_not_speak_of_it_as_over) {
  Page page;
  page.add("A", {good, good, good, bad});
  const std::string text = page.text();
  BOOST_TEST(has(text, "If it lasts: </span>"));
  BOOST_TEST(!has(text, "If it comes back"));
  BOOST_TEST(has(page.text(Language::ru), "Если не пройдёт: </span>"));
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
  BOOST_TEST(has(page.text(), "\"drift\":null,\"changed\":1,\"notes\":[]"));
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
  BOOST_TEST(has(text, "No violations, nothing to do."));
}

BOOST_AUTO_TEST_CASE(the_table_has_the_worst_symbol_first) {
  Page page;
  page.add("A", {good});
  page.add("B", {bad});
  const std::string text = page.text();
  BOOST_TEST(text.find("<tr data-symbol=\"1\">") < text.find("<tr class=\"fine\" data-symbol=\"0\">"));
}

BOOST_AUTO_TEST_CASE(rows_beyond_the_first_hundred_are_apart) {
  Page page;
  for (std::size_t i = 0; i <= first_rows; ++i) page.add("S" + std::to_string(1000 + i), {good});
  BOOST_TEST(has(page.text(), "</tbody>\n<tbody class=\"rest\">\n<tr class=\"fine\" data-symbol=\"100\">"));
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

BOOST_AUTO_TEST_CASE(a_russian_page_is_russian) {
  Page page;
  page.add("BTCUSDT", {good, good, bad, bad, {3, 0.9, 360, 0.3}});
  page.add("ETHUSDT", {good, {gap, gap, gap, gap}, {gap, gap, gap, gap}, {gap, gap, gap, gap}, {gap, gap, gap, gap}});
  const std::string text = page.text(Language::ru);
  BOOST_TEST(has(text, "<html lang=\"ru\">"));
  BOOST_TEST(has(text, "Что делать: </span><span>Критический убыток! Остановить торговлю</span>"));
  BOOST_TEST(
      has(text, "с <time datetime=\"1970-01-01T02:00:00Z\">1970-01-01 02:00 UTC</time><span class=\"dim\"> (окно 2)"));
  BOOST_TEST(has(text, "<br><span class=\"dim\">плохих окон 2 из 3"));
  BOOST_TEST(has(text, ">открыто 2 инцидента") == false);
  BOOST_TEST(has(text, "Сейчас CRIT</span> открыто 2 инцидента, все CRIT"));
  BOOST_TEST(has(text, "4 окна без значения"));
  page.summary.symbols[1].metrics[2].quality = {.known = 1, .expected = 5, .silent = 4, .problem = DataProblem::stale};
  BOOST_TEST(has(page.text(Language::ru), "Измерено не как ожидалось: ETHUSDT edge_bps (Слишком мало значений), "));
  BOOST_TEST(has(text, "\"title\":\"p95(мс)\",\"unit\":\" мс\""));
  BOOST_TEST(has(text, "&gt; 350 мс"));
  BOOST_TEST(has(text, "▲") == false);
}

BOOST_AUTO_TEST_CASE(units_are_written_in_one_way) {
  Page page;
  page.add("A", {good, {3, 0.9, 460, 0.3}, {3, 0.9, 470, 0.3}});
  const std::string text = page.text();
  BOOST_TEST(has(text, "<b>470 ms</b>"));
  BOOST_TEST(has(text, "limit 400 ms"));
  BOOST_TEST(has(text, "High latency (470 ms)</h4>"));
  BOOST_TEST(has(text, "\"unit\":\" ms\""));
}

BOOST_AUTO_TEST_CASE(the_title_tells_one_tab_from_another) {
  Page page;
  page.add("A", std::vector<std::array<double, 4>>(30, good));
  page.state.place = "prod/<b>";
  BOOST_TEST(has(page.text(), "<title>OK prod/&lt;b&gt; 1970-01-01 to 1970-01-02 - Post-Soak Analysis</title>"));
  BOOST_TEST(has(page.text(Language::ru), "<title>OK prod/&lt;b&gt; 1970-01-01 – 1970-01-02 - Анализ прогона</title>"));
}

BOOST_AUTO_TEST_CASE(one_commit_is_one_commit) {
  Page page;
  page.add("A", {good});
  page.summary.meta.commit_range = "4f1c2ab..9d07e31";
  BOOST_TEST(has(page.text(), "<dt>Commits</dt><dd>4f1c2ab..9d07e31</dd>"));
  page.summary.meta.commit_range = "4f1c2ab..4f1c2ab";
  BOOST_TEST(has(page.text(), "<dt>Commit</dt><dd>4f1c2ab</dd>"));
}

BOOST_AUTO_TEST_CASE(the_earlier_run_lies_behind_and_is_compared) {
  Page page;
  page.add("A", {good, good});
  page.add("B", {good}, false);
  Series earlier{"A", WindowMatrix::from_shape({2, 4}), {7'000'000, 9'000'000}};
  earlier.values.fill(0.5);
  page.baseline = {earlier};
  BOOST_TEST(!has(page.text(), "id=\"earlier\""));
  Comparison comparison;
  comparison.overall = RunVerdict::worse;
  comparison.results = {{.symbol = "A",
                         .metric = "edge_bps",
                         .verdict = RunVerdict::worse,
                         .shift = -0.4,
                         .low = -0.6,
                         .high = -0.2,
                         .blocks = true},
                        {.symbol = "A",
                         .metric = "p95_latency_ms",
                         .verdict = RunVerdict::undecided,
                         .shift = 3,
                         .low = -INFINITY,
                         .high = INFINITY,
                         .needed = 40}};
  comparison.only_in_candidate = {"B"};
  page.summary.comparison = comparison;
  const std::string text = page.text();
  BOOST_TEST(has(text, "\"earlierTimes\":[[7,2]]"));
  BOOST_TEST(has(text, "],\"earlier\":{\"times\":0,\"values\":[[0.5,0.5],[0.5,0.5],[0.5,0.5],[0.5,0.5]]}}</script>"));
  BOOST_TEST(has(text,
                 "<h2 id=\"earlier-title\">Against the earlier run</h2>\n<p><b>WORSE</b>: 1 of 2 metrics is worse "
                 "than in the earlier run, beyond chance."));
  BOOST_TEST(
      has(text, "<td class=\"sign crit\">WORSE</td><td>n/a</td><td>n/a</td><td>-0.400 bps (-0.600 to -0.200)</td>"));
  BOOST_TEST(has(text, "<td>UNDECIDED</td>"));
  BOOST_TEST(has(text, "+3.0 ms (no bounds)</td><td>0 / 0</td><td>about 40 windows in each run would decide it"));
  BOOST_TEST(has(text, "\"notes\":[\"Against the earlier run: WORSE, -0.400 bps\"]"));
  BOOST_TEST(has(text, "Only in this run: <bdi>B</bdi>"));
  BOOST_TEST(has(page.text(Language::ru), "<b>ХУЖЕ</b>: хуже, чем в прежнем прогоне, и не случайно: 1 из 2 метрик."));
}

BOOST_AUTO_TEST_CASE(what_is_acknowledged_and_silenced_is_shown_while_it_is_in_force) {
  Page page;
  page.add("A", {good, good, bad, bad});
  const auto at = [](int hours) { return Instant(std::chrono::hours(hours)); };
  page.state.now = at(4);
  page.state.silences.acks = {{"A:edge_bps:1970-01-01T02:00:00Z", Level::crit, at(3), at(12), "<known>", "kim"},
                              {"A:risk_ratio:1970-01-01T02:00:00Z", Level::crit, at(3), at(4), "over", ""}};
  page.state.silences.silences = {
      {.below = Level::crit, .at = at(1), .daily_from = 1320, .daily_to = 425, .zone = "Europe/Berlin"},
      {.below = Level::crit, .at = at(1), .from = at(1), .to = at(4)}};
  const std::string text = page.text();
  const std::string until =
      "until <time datetime=\"1970-01-01T12:00:00Z\">1970-01-01 12:00 UTC</time>, kim: &lt;known&gt;";
  BOOST_TEST(has(text, "<li><b>Acknowledged</b> A:edge_bps:1970-01-01T02:00:00Z (CRIT) " + until));
  BOOST_TEST(has(text, "<b class=\"known\">acknowledged</b> " + until));
  BOOST_TEST(has(text, "<li><b>Silenced</b> below CRIT daily 22:00–07:05 Europe/Berlin</li>"));
  BOOST_TEST(!has(text, "risk_ratio:1970"));
  BOOST_TEST(!has(text, "</b> below CRIT from"));
  // On a rolling folder the runner knows the incident by a window that has left it.
  page.state.silences.acks.front().id = "A:edge_bps:1969-12-31T22:00:00Z";
  BOOST_TEST(has(page.text(), "class=\"known\""));
  // One that opened after somebody acknowledged the last one, or that got worse, is not known.
  page.state.silences.acks.front().at = at(1);
  BOOST_TEST(!has(page.text(), "class=\"known\""));
  page.state.silences.acks.front().at = at(3);
  page.state.silences.acks.front().level = Level::warn;
  BOOST_TEST(!has(page.text(), "class=\"known\""));
  page.state = {};
  BOOST_TEST(!has(page.text(), "id=\"silenced\""));
}

BOOST_AUTO_TEST_CASE(a_lighter_page_keeps_the_worst_of_each_point) {
  Page page;
  page.add("A", {good, bad, good, {gap, 0.9, 460, 0.3}, good});
  page.summary.symbols[0].metrics[0].drift.changed_at = 3;
  const std::string text = page.text(Language::en, 2);
  BOOST_TEST(has(text, "\"times\":[[0,7200,7200]],\"stride\":2}"));
  BOOST_TEST(has(text, "\"windows\":5,\"metrics\":["));
  BOOST_TEST(has(text, "\"values\":[1,3,3],\"levels\":\"200\""));
  BOOST_TEST(has(text, "\"values\":[200,460,200],\"levels\":\"020\""));
  BOOST_TEST(has(text, "\"changed\":1,"));
  BOOST_TEST(has(text, "each point of a chart is the worst of 2 windows in a row"));
  BOOST_TEST(!has(page.text(), "worst of"));
}

BOOST_AUTO_TEST_SUITE_END()
