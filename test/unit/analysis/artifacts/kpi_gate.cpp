#include <soak/analysis/artifacts/kpi_gate.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

Summary summary_of(std::size_t windows) {
  Summary summary;
  summary.windows = summary.input_windows = windows;
  const auto measured = [](const char* metric, double median) {
    return MetricSummary{.metric = metric, .median = median};
  };
  summary.symbols = {{"A",
                      windows,
                      {measured("edge_bps", 3), measured("maker_taker_ratio", 0.9), measured("p95_latency_ms", 200),
                       measured("risk_ratio", 0.3)}}};
  return summary;
}

void add_like_the_first(Summary& summary, const std::string& symbol) {
  summary.symbols.push_back(summary.symbols[0]);
  summary.symbols.back().symbol = symbol;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kpi_gate_of_a_run)

BOOST_AUTO_TEST_CASE(a_flawless_run_has_all_points) {
  const KpiGate gate = kpi_gate(summary_of(10), {}, {}, {85}, 7);
  BOOST_TEST(gate.readiness == 100);
  BOOST_TEST(gate.passes());
  BOOST_TEST(gate.timestamp == 7);
}

BOOST_AUTO_TEST_CASE(a_warn_window_counts_half_and_a_crit_window_nothing) {
  // edge: 10 windows, 2 WARN, 3 CRIT -> (5 + 1) / 10 of 30 points; risk: 1 CRIT -> 9/10 of 20
  const ViolationCounts violations{{{"A", "edge_bps"}, {3, 2, false}}, {{"A", "risk_ratio"}, {1, 0, false}}};
  const KpiGate gate = kpi_gate(summary_of(10), violations, {}, {85}, 0);
  BOOST_TEST(gate.parts[0].points == 18, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(gate.readiness == 86);
  BOOST_TEST(gate.parts[0].ok == 5);
}

BOOST_AUTO_TEST_CASE(windows_are_pooled_over_symbols_each_with_its_own_number) {
  Summary summary = summary_of(10);
  add_like_the_first(summary, "B");
  const ViolationCounts violations{{{"B", "edge_bps"}, {2, 0, false}}};
  const KpiGate gate = kpi_gate(summary, violations, {{"A", 8}, {"B", 2}}, {85}, 0);
  BOOST_TEST(gate.parts[0].healthy == 0.8);
}

BOOST_AUTO_TEST_CASE(gaps_do_not_count_but_a_metric_never_measured_is_not_ready) {
  Summary summary = summary_of(10);
  summary.symbols[0].metrics[0].extent.gaps = 8;
  BOOST_TEST(kpi_gate(summary, {{{"A", "edge_bps"}, {1, 0, false}}}, {}, {85}, 0).parts[0].healthy == 0.5);
  summary.symbols[0].metrics.pop_back();
  BOOST_TEST(kpi_gate(summary, {}, {}, {85}, 0).readiness == 80);
  const KpiGate gate = kpi_gate(summary_of(10), {{{"A", "edge_bps"}, {0, 0, true}}}, {}, {50}, 0);
  BOOST_TEST(gate.readiness == 70);
}

BOOST_AUTO_TEST_CASE(one_bad_symbol_among_many_closes_the_gate) {
  Summary summary = summary_of(10);
  for (char name = 'B'; name < 'Z'; ++name) add_like_the_first(summary, std::string(1, name));
  summary.symbols['Q' - 'A'].metrics[0].median = 1.9;
  const KpiGate gate = kpi_gate(summary, {{{"Q", "edge_bps"}, {10, 0, false}}}, {}, {85}, 0);
  BOOST_TEST(gate.readiness > 85);
  BOOST_TEST(!gate.passes());
  BOOST_TEST(gate.checks[1].value == 1.9);
}

BOOST_AUTO_TEST_CASE(readiness_is_cut_so_that_84_999_never_looks_like_85) {
  Summary summary = summary_of(10000);
  const KpiGate gate = kpi_gate(summary, {{{"A", "edge_bps"}, {5001, 0, false}}}, {}, {85}, 0);
  BOOST_TEST(gate.readiness == 84.99);
  BOOST_TEST(!gate.passes());
}

BOOST_AUTO_TEST_CASE(what_was_not_measured_does_not_pass) {
  const auto check = [](const KpiGate& gate, std::string_view name) {
    return *std::find_if(gate.checks.begin(), gate.checks.end(), [&](const KpiCheck& c) { return c.name == name; });
  };
  Summary summary = summary_of(10);
  const KpiGate unknown = kpi_gate(summary, {}, {}, {}, 0);
  BOOST_TEST(check(unknown, "coverage").ok);
  BOOST_TEST(is_gap(check(unknown, "coverage").value));
  for (SymbolSummary& symbol : summary.symbols) {
    for (MetricSummary& metric : symbol.metrics) metric.quality.coverage = 1;
  }
  BOOST_TEST(kpi_gate(summary, {}, {}, {}, 0).passes());
  summary.symbols.back().metrics.back().quality.coverage = 0.79;
  BOOST_TEST(!kpi_gate(summary, {}, {}, {}, 0).passes());
  BOOST_TEST(check(kpi_gate(summary, {}, {}, {}, 0), "coverage").value == 0.79);
  BOOST_TEST(kpi_gate(summary, {}, {}, {.coverage = 0.7}, 0).passes());
  summary.symbols.back().metrics.back().quality = {.is_stale = true, .coverage = 1};
  BOOST_TEST(!kpi_gate(summary, {}, {}, {}, 0).passes());
  BOOST_TEST(check(kpi_gate(summary, {}, {}, {}, 0), "freshness").value == 1);
}

BOOST_AUTO_TEST_CASE(a_metric_that_the_bot_does_not_have_weighs_nothing) {
  Summary summary = summary_of(10);
  summary.metrics = standard_metrics();
  BOOST_REQUIRE(remove_metric(summary.metrics, "risk_ratio").has_value());
  for (SymbolSummary& symbol : summary.symbols) {
    std::erase_if(symbol.metrics, [](const MetricSummary& metric) { return metric.metric == "risk_ratio"; });
  }
  const KpiGate gate = kpi_gate(summary, {}, {}, {}, 0);
  BOOST_TEST(gate.readiness == 100);
  BOOST_TEST(gate.parts.size() == 3u);
  BOOST_TEST(gate.passes());
}

BOOST_AUTO_TEST_CASE(an_open_crit_incident_closes_the_gate) {
  Summary summary = summary_of(10);
  Incident incident;
  incident.id = "A:edge_bps:5";
  incident.level = Level::crit;
  incident.since = "5";
  summary.incidents = {incident};
  summary.present = {.now = Condition::crit, .open_incidents = 1};
  const KpiGate gate = kpi_gate(summary, {}, {}, {}, 0);
  BOOST_TEST(!gate.passes());
  BOOST_TEST(gate.run.now == "CRIT");
  BOOST_TEST(gate.run.open.at(0).id == "A:edge_bps:5");
  summary.incidents[0].level = Level::warn;
  BOOST_TEST(kpi_gate(summary, {}, {}, {}, 0).passes());
  summary.incidents[0].level = Level::crit;
  summary.incidents[0].closed = "9";
  BOOST_TEST(kpi_gate(summary, {}, {}, {}, 0).passes());
}

BOOST_AUTO_TEST_CASE(too_few_windows_and_made_up_ones_do_not_pass) {
  Summary summary = summary_of(10);
  summary.min_windows = 24;
  BOOST_TEST(!kpi_gate(summary, {}, {}, {}, 0).passes());
  summary.min_windows = 10;
  BOOST_TEST(kpi_gate(summary, {}, {}, {}, 0).passes());
  summary.meta.source = "fake";
  BOOST_TEST(!kpi_gate(summary, {}, {}, {}, 0).passes());
  BOOST_TEST(kpi_gate(summary, {}, {}, {.allow_fake = true}, 0).passes());
}

BOOST_AUTO_TEST_CASE(a_good_past_does_not_hide_a_bad_day) {
  Summary summary = summary_of(336);
  for (MetricSummary& metric : summary.symbols[0].metrics) metric.recent = {.known = 24};
  BOOST_TEST(kpi_gate(summary, {}, {}, {}, 0).passes());
  summary.symbols[0].metrics[0].recent = {.known = 24, .warn = 0, .crit = 13};
  const KpiGate gate = kpi_gate(summary, {{{"A", "edge_bps"}, {13, 0, false}}}, {}, {}, 0);
  BOOST_TEST(gate.readiness > 98);
  BOOST_TEST(!gate.passes());
}

BOOST_AUTO_TEST_CASE(many_good_symbols_do_not_hide_a_bad_one) {
  Summary summary = summary_of(10);
  for (char name = 'B'; name < 'Z'; ++name) add_like_the_first(summary, std::string(1, name));
  ViolationCounts violations;
  for (const char* const metric : {"edge_bps", "p95_latency_ms"}) violations[{"Q", metric}] = {6, 0, false};
  const KpiGate gate = kpi_gate(summary, violations, {}, {}, 0);
  BOOST_TEST(gate.readiness > 95);
  BOOST_TEST(!gate.passes());
}

BOOST_AUTO_TEST_SUITE_END()
