#include <soak/report/summary/drift_section.hpp>

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

using namespace soak;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// One symbol with the standard metrics, nothing of which drifts.
Summary calm(const std::string& symbol = "BTCUSDT") {
  Summary summary;
  summary.symbols = {{symbol, 48, {}}};
  for (const Metric& metric : standard_metrics().metrics) {
    summary.symbols[0].metrics.push_back({.metric = metric.name, .trend = "≈"});
    summary.symbols[0].metrics.back().drift.is_confirmed = false;
  }
  return summary;
}

MetricSummary& drifting(Summary& summary, std::size_t metric, double drift) {
  MetricSummary& figures = summary.symbols[0].metrics[metric];
  figures.trend = drift > 0 ? "↑" : "↓";
  figures.drift = {.p = 0.001, .is_confirmed = true, .drift = drift, .is_material = true};
  return figures;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(drift_section_suite)

BOOST_AUTO_TEST_CASE(nothing_is_said_of_a_run_that_stands_still) {
  BOOST_TEST(drift_section(calm(), standard_metrics()).empty());
}

BOOST_AUTO_TEST_CASE(a_real_drift_says_where_it_leads_and_the_soonest_comes_first) {
  Summary summary = calm();
  drifting(summary, 0, 0.25);
  drifting(summary, 1, -0.02);
  drifting(summary, 2, 42).forecast = {Level::warn, 34.7, 76.2};
  const std::string text = drift_section(summary, standard_metrics());
  BOOST_TEST(
      has(text,
          "\nReal drifts:\n\n- p95_latency_ms of BTCUSDT drifts by +42 ms over the run; if it goes on, WARN in 35 "
          "to 76 windows\n- maker_taker_ratio of BTCUSDT drifts by -0.02 over the run\n- edge_bps of BTCUSDT drifts by "
          "+0.25 bps over "
          "the run, for the better\n"));
  BOOST_TEST(!has(text, "leave alone"));
}

BOOST_AUTO_TEST_CASE(a_forecast_is_as_exact_as_it_is) {
  constexpr double never = std::numeric_limits<double>::infinity();
  BOOST_TEST(forecast_text({Level::crit, 5, never}) == "CRIT in 5 windows at the earliest");
  BOOST_TEST(forecast_text({Level::warn, 0.2, 7}) == "WARN within 7 windows");
  BOOST_TEST(forecast_text({Level::warn, 0, 0.3}) == "WARN within 1 window");
  BOOST_TEST(forecast_text({Level::warn, 7.1, 7.4}) == "WARN in about 7 windows");
}

BOOST_AUTO_TEST_CASE(arrows_to_leave_alone_are_told_by_reason) {
  Summary summary = calm();
  summary.symbols[0].metrics[0].trend = "↓";
  summary.symbols[0].metrics[1].trend = "↑";
  summary.symbols[0].metrics[1].drift.is_confirmed.reset();
  drifting(summary, 3, 0.001).drift.is_material = false;
  const std::string text = drift_section(summary, standard_metrics());
  BOOST_TEST(has(text,
                 "- Confirmed, but too small to matter: risk_ratio of BTCUSDT ↑\n"
                 "- Not confirmed, perhaps scatter: edge_bps of BTCUSDT ↓\n"
                 "- Too few windows to tell a drift from scatter: maker_taker_ratio of BTCUSDT ↑\n"));
  BOOST_TEST(!has(text, "Real drifts"));
}

BOOST_AUTO_TEST_CASE(a_change_names_its_window_and_hostile_names_stay_text) {
  Summary summary = calm("<img>|`");
  summary.symbols[0].metrics[2].drift.changed_at = 14;
  summary.symbols[0].metrics[2].drift.changed_place = "2026-01-12T14:00:00Z";
  BOOST_TEST(has(drift_section(summary, standard_metrics()),
                 "- p95_latency_ms of &lt;img&gt;\\|\\` has another level since 2026-01-12 14:00 UTC (window 14)\n"));
}

BOOST_AUTO_TEST_CASE(under_two_days_a_cycle_looks_like_a_trend) {
  Summary summary = calm();
  drifting(summary, 0, 1);
  BOOST_TEST(!has(drift_section(summary, standard_metrics()), "daily cycle"));
  summary.span = std::chrono::hours{47};
  BOOST_TEST(has(drift_section(summary, standard_metrics()),
                 "\nThe run covers 1 d 23 h: under two days, a daily cycle cannot be told from a trend.\n"));
  summary.span = std::chrono::hours{48};
  BOOST_TEST(!has(drift_section(summary, standard_metrics()), "daily cycle"));
}

BOOST_AUTO_TEST_SUITE_END()
