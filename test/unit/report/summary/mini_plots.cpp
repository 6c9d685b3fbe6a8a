#include <soak/report/summary/mini_plots.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// The guide's second symbol, with all of its drifts real.
Summary guide() {
  Summary summary;
  const std::array<std::pair<double, const char*>, 4> figures{{{2.9, "↓"}, {0.82, "↓"}, {360, "↑"}, {0.42, "↑"}}};
  summary.symbols = {{"ETHUSDT", 24, {}}};
  for (std::size_t m = 0; m < 4; ++m) {
    const auto& [last, trend] = figures[m];
    summary.symbols[0].metrics.push_back({.metric = standard_metrics().metrics[m].name,
                                          .extent = {last, last, last},
                                          .trend = trend,
                                          .sparkline = "▇▆▅▄▃▂▁▁",
                                          .drift = {.p = 0.001, .is_confirmed = true, .drift = 100}});
  }
  return summary;
}

Incident edge() {
  Incident incident;
  incident.symbol = "ETHUSDT";
  incident.metric = "edge_bps";
  incident.level = Level::crit;
  incident.since = "2026-01-12T15:00:00Z";
  incident.last = 0.54;
  incident.limit = 2;
  return incident;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(mini_plots_suite)

BOOST_AUTO_TEST_CASE(the_table_is_the_guides_and_what_is_open_follows) {
  const std::string rule(108, '=');
  BOOST_TEST(
      mini_plots(guide(), standard_metrics(), Color::never) ==
      rule + "\nMINI-PLOTS SUMMARY\n" + rule +
          "\nSymbol       Edge(bps)            Maker/Taker          p95(ms)              Risk                \n" +
          std::string(108, '-') +
          "\nETHUSDT      ▇▆▅▄▃▂▁▁ 2.9 ↓       ▇▆▅▄▃▂▁▁ 0.82 ↓      ▇▆▅▄▃▂▁▁ 360 ↑       ▇▆▅▄▃▂▁▁ 0.42 ↑     \n" +
          rule + "\nNow OK: no incident is open\n");
}

BOOST_AUTO_TEST_CASE(what_is_open_has_value_limit_and_since) {
  Summary summary = guide();
  summary.present.now = Condition::crit;
  Incident silence = edge();
  silence.level = Level::warn;
  silence.kind = IncidentKind::no_data;
  silence.metric = "risk_ratio";
  summary.incidents = {edge(), silence};
  BOOST_TEST(has(mini_plots(summary, standard_metrics(), Color::never),
                 "\nNow CRIT: 2 incidents are open, 1 of them CRIT\n"
                 "  CRIT ETHUSDT Edge(bps) 0.5, limit < 2, since 2026-01-12 15:00 UTC\n"
                 "  WARN ETHUSDT Risk no data, since 2026-01-12 15:00 UTC\n"));
  BOOST_TEST(has(mini_plots(summary, standard_metrics(), Color::ansi), "  \x1b[31mCRIT\x1b[0m ETHUSDT Edge"));
  summary.incidents.assign(12, edge());
  BOOST_TEST(has(mini_plots(summary, standard_metrics(), Color::never), "\n  … and 2 more\n"));
}

BOOST_AUTO_TEST_CASE(what_is_no_incident_yet_has_a_line_of_its_own) {
  Summary summary = guide();
  summary.present.now = Condition::crit;
  summary.incidents = {edge()};
  for (const std::size_t m : {1u, 2u}) summary.symbols[0].metrics[m].warn = {1, 23, 23, 1.0};
  BOOST_TEST(has(mini_plots(summary, standard_metrics(), Color::never),
                 "\n2 other symbol metrics are beyond a limit in their newest window: no incident yet\n"));
}

BOOST_AUTO_TEST_CASE(an_arrow_of_scatter_is_marked_and_explained) {
  Summary summary = guide();
  summary.symbols[0].metrics[2].drift.is_confirmed = false;
  const std::string text = mini_plots(summary, standard_metrics(), Color::never);
  BOOST_TEST(has(text, "▇▆▅▄▃▂▁▁ 360 ↑?      ▇▆▅▄▃▂▁▁ 0.42 ↑     \n"));
  BOOST_TEST(text.ends_with("\n? behind an arrow: not confirmed, or too small to matter\n"));
}

BOOST_AUTO_TEST_CASE(with_less_room_the_columns_are_as_narrow_as_their_content_and_each_row_has_its_status) {
  Summary summary = guide();
  summary.symbols[0].metrics[0].status = Level::crit;
  BOOST_TEST(mini_plots(summary, standard_metrics(), Color::never, 108) ==
             mini_plots(summary, standard_metrics(), Color::never));
  const std::string rule(76, '=');
  BOOST_TEST(mini_plots(summary, standard_metrics(), Color::never, 80) ==
             rule + "\nMINI-PLOTS SUMMARY\n" + rule +
                 "\nSymbol  Edge(bps)      Maker/Taker     p95(ms)        Risk            Status\n" +
                 std::string(76, '-') +
                 "\nETHUSDT ▇▆▅▄▃▂▁▁ 2.9 ↓ ▇▆▅▄▃▂▁▁ 0.82 ↓ ▇▆▅▄▃▂▁▁ 360 ↑ ▇▆▅▄▃▂▁▁ 0.42 ↑ CRIT\n" + rule +
                 "\nNow OK: no incident is open\nA cell: the run in eight parts, last value, trend\n");
}

BOOST_AUTO_TEST_CASE(names_of_any_length_fit_any_width) {
  Summary summary = guide();
  summary.symbols[0].symbol = std::string(60, 'W');
  summary.incidents = {edge()};
  summary.incidents[0].symbol = summary.symbols[0].symbol;
  MetricSet metrics = standard_metrics();
  metrics.metrics[1].title = std::string(64, 'T');
  for (const std::size_t columns : {40, 60, 80, 107}) {
    for (const Color color : {Color::never, Color::ansi}) {
      std::string text = mini_plots(summary, metrics, color, columns);
      for (const std::string_view paint : {"\x1b[31m", "\x1b[33m", "\x1b[0m"}) {
        for (std::size_t at = text.find(paint); at != text.npos; at = text.find(paint)) text.erase(at, paint.size());
      }
      for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
        BOOST_TEST(display_width(rest.substr(0, rest.find('\n'))) <= columns);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
