#include <soak/report/alert/runner_metrics.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace soak;

BOOST_AUTO_TEST_SUITE(runner_metrics)

BOOST_AUTO_TEST_CASE(the_text_is_prometheus_and_says_nothing_it_does_not_know) {
  RunnerMetrics metrics{.env = "prod", .exchange = "by\"bit\\"};
  metrics.debounce_remaining_min = 135;
  const std::string bare = to_prometheus(metrics);
  BOOST_TEST(bare.find("# TYPE soak_alert_debounce_remaining_minutes gauge\n"
                       "soak_alert_debounce_remaining_minutes{env=\"prod\",exchange=\"by\\\"bit\\\\\"} 135\n") !=
             std::string::npos);
  BOOST_TEST(bare.find("heartbeat") == std::string::npos);
  BOOST_TEST(bare.find("soak_verdict") == std::string::npos);
  metrics.heartbeat_at = *parse_iso8601("2025-10-26T12:00:00Z");
  metrics.counts = StatusCounts{2, 1, 9};
  const std::string full = to_prometheus(metrics);
  BOOST_TEST(full.find("exchange=\"by\\\"bit\\\\\"} 1761480000\n") != std::string::npos);
  BOOST_TEST(full.find(",status=\"CRIT\"} 2\n") != std::string::npos);
  BOOST_TEST(full.find("soak_verdict{env=\"prod\",exchange=\"by\\\"bit\\\\\"} 2\n") != std::string::npos);
  BOOST_TEST(full.ends_with("\n"));
}

BOOST_AUTO_TEST_CASE(symbols_are_labels_and_parts_of_keys_whatever_they_are) {
  RunnerMetrics metrics{.env = "prod", .exchange = "bybit"};
  metrics.counts = StatusCounts{1, 0, 3};
  metrics.per_symbol = {{"BTC/USDT:USDT", Level::crit, 3, 1}, {"a\"b\\c%", Level::ok, 0, 0}};
  const std::string text = to_prometheus(metrics);
  const auto has = [&](const std::string& line) { return text.find("\n" + line + "\n") != std::string::npos; };
  const std::string place = R"({env="prod",exchange="bybit",)";
  BOOST_TEST(has("soak_symbol_verdict" + place + R"(symbol="BTC/USDT:USDT"} 2)"));
  BOOST_TEST(has("soak_symbol_violations" + place + R"(level="CRIT",symbol="BTC/USDT:USDT"} 3)"));
  BOOST_TEST(has("soak_symbol_violations" + place + R"(level="WARN",symbol="BTC/USDT:USDT"} 1)"));
  BOOST_TEST(has("soak_symbol_verdict" + place + R"(symbol="a\"b\\c%"} 0)"));
  const auto numbers = redis_numbers(metrics);
  const auto value = [&](std::string_view key) {
    const auto found = std::find_if(numbers.begin(), numbers.end(), [&](const auto& one) { return one.first == key; });
    return found == numbers.end() ? std::string("absent") : found->second;
  };
  BOOST_TEST(value(":soak_symbol_verdict:BTC/USDT%3AUSDT") == "2");
  BOOST_TEST(value(":soak_symbol_violations:CRIT:BTC/USDT%3AUSDT") == "3");
  BOOST_TEST(value(":soak_verdict") == "2");
  BOOST_TEST(value(":redis_export_fail_total") == "0");
  BOOST_TEST(value(":soak_statuses:OK") == "3");
  // these have keys of their own
  BOOST_TEST(value(":soak_alert_debounce_remaining_minutes") == "absent");
  BOOST_TEST(value(":redis_heartbeat_timestamp") == "absent");
}

BOOST_AUTO_TEST_CASE(no_limit_of_the_windows_age_is_no_metric) {
  RunnerMetrics metrics{.env = "prod", .exchange = "bybit", .window_age_limit_s = 0, .interval_s = 90};
  BOOST_TEST(to_prometheus(metrics).find("soak_window_age_limit_seconds") == std::string::npos);
  BOOST_TEST(to_prometheus(metrics).find("soak_runner_interval_seconds{env=\"prod\",exchange=\"bybit\"} 90\n") !=
             std::string::npos);
  metrics.window_age_limit_s = 270;
  BOOST_TEST(to_prometheus(metrics).find("soak_window_age_limit_seconds{env=\"prod\",exchange=\"bybit\"} 270\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(of_very_many_symbols_the_worst_are_told) {
  Summary summary;
  std::vector<std::string> names;
  for (int i = 0; i < 150; ++i) names.push_back((i < 100 ? "A" : "B") + std::to_string(100 + i));
  std::vector<Violation> violations;
  for (int i = 0; i < 150; ++i) {
    const std::string& name = names[static_cast<std::size_t>(i)];
    MetricSummary edge;
    edge.status = i >= 120 ? Level::crit : Level::ok;
    summary.symbols.push_back({name, 24, {edge}});
    if (i >= 120) violations.push_back({name, "edge_bps", Level::crit, 3, 1.0, 2.0, "note"});
  }
  const auto told = symbol_metrics(summary, violations);
  BOOST_REQUIRE(told.size() == max_metric_symbols);
  BOOST_TEST(
      std::is_sorted(told.begin(), told.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; }));
  BOOST_TEST(std::count_if(told.begin(), told.end(), [](const auto& one) { return one.crit == 1; }) == 30);
  BOOST_TEST(told.front().symbol == "A100");
  BOOST_TEST(told.back().symbol == "B249");
}

BOOST_AUTO_TEST_CASE(what_is_open_now_is_told_of_the_run_and_of_each_symbol) {
  Summary summary;
  summary.symbols = {{"A", 24, {}}, {"B", 24, {}}};
  summary.present.now = Condition::warn;
  Incident open{.symbol = "B", .level = Level::warn};
  Incident closed{.symbol = "A", .level = Level::crit};
  closed.closed = "2026-01-05T00:00:00Z";
  summary.incidents = {open, closed};
  RunnerMetrics metrics{.env = "prod", .exchange = "bybit"};
  add_analysis(metrics, summary, {});
  const auto has = [&](const std::string& line) {
    return to_prometheus(metrics).find("\n" + line + "\n") != std::string::npos;
  };
  const std::string place = R"({env="prod",exchange="bybit")";
  BOOST_TEST(has("soak_now" + place + "} 1"));
  BOOST_TEST(has("soak_open_incidents" + place + R"(,level="CRIT"} 0)"));
  BOOST_TEST(has("soak_open_incidents" + place + R"(,level="WARN"} 1)"));
  BOOST_TEST(has("soak_symbol_open_incidents" + place + R"(,level="WARN",symbol="B"} 1)"));
  BOOST_TEST(has("soak_symbol_open_incidents" + place + R"(,level="CRIT",symbol="A"} 0)"));
  BOOST_TEST(to_prometheus(metrics).find("soak_silenced") == std::string::npos);
  metrics.attention = {.acknowledged = 1, .held_back = 2, .is_silenced = true};
  BOOST_TEST(has("soak_acknowledged_incidents" + place + "} 1"));
  BOOST_TEST(has("soak_messages_held_back" + place + "} 2"));
  BOOST_TEST(has("soak_silenced" + place + "} 1"));
  BOOST_TEST(to_prometheus(metrics).find("soak_lease") == std::string::npos);
  metrics.lease = {true, 7};
  BOOST_TEST(has("soak_lease_held" + place + "} 1"));
  BOOST_TEST(has("soak_lease_token" + place + "} 7"));
  add_silent_run(metrics);
  BOOST_TEST(has("soak_now" + place + "} 3"));
  BOOST_TEST(has("soak_open_incidents" + place + R"(,level="CRIT"} 1)"));
  metrics.present.now = Condition::crit;
  add_silent_run(metrics);
  BOOST_TEST(has("soak_now" + place + "} 2"));
}

BOOST_AUTO_TEST_CASE(state_and_cycle_tell_their_parts) {
  RunnerState state{.env = "prod", .exchange = "bybit", .cycles_total = 5, .interval_min = 1.5};
  RunnerMetrics metrics = soak::runner_metrics(state);
  BOOST_TEST(metrics.env == "prod");
  BOOST_TEST(metrics.interval_s == 90);
  BOOST_TEST(metrics.cycles_total == 5);
  BOOST_TEST(!metrics.counts.has_value());
  Summary summary;
  summary.windows = 48;
  summary.symbols.push_back({"A", 48, {}});
  summary.symbols.back().metrics.resize(1);
  summary.symbols.back().metrics[0].status = Level::crit;
  add_analysis(metrics, summary, {});
  BOOST_TEST((metrics.counts->verdict() == Level::crit));
  BOOST_TEST(metrics.windows == 48u);
  BOOST_TEST(metrics.symbols == 1u);
  BOOST_TEST(metrics.per_symbol.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
