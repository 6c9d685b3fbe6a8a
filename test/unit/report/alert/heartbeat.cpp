#include <soak/report/alert/heartbeat.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(heartbeat)

BOOST_AUTO_TEST_CASE(time_debounce_and_numbers_live_equally_long) {
  const Instant now = *parse_iso8601("2025-10-26T10:20:00Z");
  RunnerMetrics metrics{.env = "dev", .exchange = "bybit", .debounce_remaining_min = 7};
  const auto commands = heartbeat_commands({"dev:bybit:beat", "dev:bybit:left", 7200}, now, metrics);
  BOOST_REQUIRE_GT(commands.size(), 3u);
  BOOST_TEST(commands[0] == (RedisCommand{"SET", "dev:bybit:beat", "2025-10-26T10:20:00Z", "EX", "7200"}),
             boost::test_tools::per_element());
  BOOST_TEST(commands[1] == (RedisCommand{"SET", "dev:bybit:beat_timestamp", "1761474000", "EX", "7200"}),
             boost::test_tools::per_element());
  BOOST_TEST(commands[2] == (RedisCommand{"SET", "dev:bybit:left", "7", "EX", "7200"}),
             boost::test_tools::per_element());
  for (const RedisCommand& command : commands) BOOST_TEST(command.back() == "7200");
  BOOST_TEST(commands.back()[1].starts_with("dev:bybit:beat:"));
  BOOST_TEST(heartbeat_commands({"dev:bybit:beat", "", 7200}, now, metrics).size() == commands.size() - 1);
}

BOOST_AUTO_TEST_CASE(the_fleet_is_told_what_holds_and_the_first_of_the_worst) {
  const Instant now = *parse_iso8601("2025-10-26T10:20:00Z");
  RunnerMetrics metrics{.env = "dev",
                        .exchange = "bybit",
                        .heartbeat_at = now,
                        .present = {.now = Condition::crit},
                        .window_age_limit_s = 600,
                        .interval_s = 1800,
                        .export_failures_in_row = 4,
                        .alerts_pending = 3};
  Summary summary;
  summary.last_window = "2025-10-26T10:00:00Z";
  summary.incidents = {{.symbol = "A", .metric = "edge_bps", .level = Level::warn, .since = "t1"},
                       {.symbol = "B", .metric = "risk_ratio", .level = Level::crit, .since = "t2", .closed = "t3"},
                       {.symbol = "C", .metric = "edge_bps", .level = Level::crit, .since = "t4"},
                       {.symbol = "D", .metric = "edge_bps", .level = Level::crit, .since = "t5"}};
  const FleetNote note = fleet_note(metrics, &summary, now);
  BOOST_TEST((note == FleetNote{.ts = now,
                                .heartbeat_at = now,
                                .interval_min = 30,
                                .now = Condition::crit,
                                .open_crit = 2,
                                .open_warn = 1,
                                .worst = "C edge_bps since t4",
                                .last_window = "2025-10-26T10:00:00Z",
                                .max_window_age_min = 10,
                                .export_failures = 4,
                                .alerts_pending = 3}));
  metrics.analysis_failures_in_row = 1;
  const FleetNote failed = fleet_note(metrics, nullptr, now);
  BOOST_TEST(!failed.now);
  BOOST_TEST(failed.analysis_failures == 1);
  BOOST_TEST(failed.worst == "");
}

BOOST_AUTO_TEST_CASE(a_symbol_that_is_silent_altogether_is_one_incident_of_the_fleet_too) {
  Summary summary;
  summary.symbols = {{"A", 24, {MetricSummary{"edge_bps"}, MetricSummary{"risk_ratio"}}}};
  for (const char* metric : {"edge_bps", "risk_ratio"}) {
    summary.incidents.push_back(
        {.symbol = "A", .metric = metric, .level = Level::crit, .since = "t1", .kind = IncidentKind::no_data});
  }
  summary.incidents.push_back({.symbol = "B", .metric = "edge_bps", .level = Level::warn, .since = "t2"});
  RunnerMetrics metrics;
  add_analysis(metrics, summary, {});
  const FleetNote note = fleet_note(metrics, &summary, Instant{});
  BOOST_TEST(note.open_crit == 1);
  BOOST_TEST(note.open_warn == 1);
  BOOST_TEST(note.worst == "A (all metrics) since t1");
  add_silent_run(metrics);
  BOOST_TEST(fleet_note(metrics, &summary, Instant{}).open_crit == 2);
  BOOST_TEST(fleet_note(metrics, nullptr, Instant{}).open_crit == 1);
}

BOOST_AUTO_TEST_SUITE_END()
