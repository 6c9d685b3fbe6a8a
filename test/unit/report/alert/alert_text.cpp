#include <soak/report/alert/alert_text.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const MetricSet metrics = standard_metrics();
const AlertContext prod{"prod", "bybit"};

Violation violation(std::string_view symbol, std::size_t metric, Level level, std::size_t window, double value) {
  const Metric& m = metrics.metrics[metric];
  return {symbol, m.name, level, window, value, m.threshold.limit(level), ""};
}

Summary summary_of(std::size_t symbols, Level status) {
  Summary summary;
  summary.windows = 48;
  for (std::size_t i = 0; i < symbols; ++i) {
    summary.symbols.push_back({"S" + std::to_string(i), 48, {}});
    summary.symbols.back().metrics.resize(1);
    summary.symbols.back().metrics[0].status = status;
  }
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_text)

BOOST_AUTO_TEST_CASE(the_message_is_the_guides) {
  const std::vector<Violation> found{violation("BTCUSDT", 0, Level::crit, 40, 1.2),
                                     violation("BTCUSDT", 0, Level::crit, 47, 1.9),
                                     violation("ETHUSDT", 3, Level::warn, 45, 0.47)};
  BOOST_TEST(verdict_message(summary_of(3, Level::crit), metrics, found, prod) ==
             "[🔴 CRIT] Soak summary (env=prod, exch=bybit)\n"
             "windows=48 symbols=3 crit=3 warn=0\n"
             "\n"
             "Top violations:\n"
             "- BTCUSDT: edge_bps < 2 at window #47 (1.9)\n"
             "- ETHUSDT: risk_ratio > 0.45 at window #45 (0.47)\n"
             "\n"
             "Артефакты: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md");
}

BOOST_AUTO_TEST_CASE(warn_ok_link_and_id) {
  const AlertContext linked{"dev", "kucoin", "https://ci.example/7"};
  BOOST_TEST(with_id(verdict_message(summary_of(1, Level::ok), metrics, {}, linked), "0123456789ab",
                     *parse_iso8601("2025-10-26T12:00:00Z")) ==
             "[🟢 OK] Soak summary (env=dev, exch=kucoin)\n"
             "windows=48 symbols=1 crit=0 warn=0\n"
             "\n"
             "Артефакты: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md\n"
             "Report: https://ci.example/7\n"
             "id: 0123456789ab 2025-10-26T12:00:00Z");
  BOOST_TEST(verdict_message(summary_of(1, Level::warn), metrics, {}, prod).starts_with("[🟡 WARN] "));
}

BOOST_AUTO_TEST_CASE(critical_first_newest_window_five_at_most) {
  std::vector<Violation> found;
  static const std::string names[] = {"A", "B", "C", "D", "E", "F", "G"};
  for (const std::string& name : names) found.push_back(violation(name, 2, Level::warn, 3, 380));
  found.push_back(violation("G", 2, Level::crit, 9, 410));
  found.push_back({"H", "edge_bps", Level::warn, std::nullopt, gap, gap, no_valid_data});
  const std::string text = verdict_message(summary_of(8, Level::crit), metrics, found, prod);
  BOOST_TEST(text.find("Top violations:\n- G: p95_latency_ms > 400 at window #9 (410)\n- A: p95_latency_ms > 350 at "
                       "window #3 (380)\n- B") != std::string::npos);
  BOOST_TEST(text.find("- D: p95_latency_ms > 350 at window #3 (380)\n… +3 more\n\n") != std::string::npos);
  const std::vector<Violation> none(1, found.back());
  BOOST_TEST(verdict_message(summary_of(1, Level::warn), metrics, none, prod).find("- H: edge_bps: No valid data\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_value_never_reads_like_the_limit_it_crossed) {
  const std::vector<Violation> close{violation("A", 0, Level::warn, 1, 2.4996),
                                     violation("B", 2, Level::warn, 1, 350.2)};
  const std::string text = verdict_message(summary_of(2, Level::warn), metrics, close, prod);
  BOOST_TEST(text.find("edge_bps < 2.5 at window #1 (2.4996)") != std::string::npos);
  BOOST_TEST(text.find("(2.5)") == std::string::npos);
  BOOST_TEST(text.find("p95_latency_ms > 350 at window #1 (350.2)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(redis_warning_is_the_guides) {
  BOOST_TEST(lease_ending_message(*parse_iso8601("2025-10-26T12:45:00Z"), {"dev", "bybit"}) ==
             "[🟡 WARN] Redis is away: no more alerts until it is back\n"
             "\n"
             "Env: dev\n"
             "Exchange: bybit\n"
             "Last check: 2025-10-26T12:45:00Z\n"
             "\n"
             "Without Redis no runner knows whether another one is at work (--lease redis), so all are silent. Check "
             "REDIS_URL and connectivity.");
  BOOST_TEST(redis_down_message(3, *parse_iso8601("2025-10-26T12:45:00Z"), {"dev", "bybit"}) ==
             "[🟡 WARN] Redis export skipped 3 cycles in a row\n"
             "\n"
             "Env: dev\n"
             "Exchange: bybit\n"
             "Consecutive failures: 3\n"
             "Last check: 2025-10-26T12:45:00Z\n"
             "\n"
             "Redis may be unavailable. Check REDIS_URL and connectivity.");
}

BOOST_AUTO_TEST_CASE(an_alert_names_itself) {
  Alert alert;
  alert.topic = std::string(alert_topic::redis);
  alert.env = "dev";
  alert.raised_at = *parse_iso8601("2025-10-26T12:45:00Z");
  alert.text = "text";
  const Alert named = with_identity(alert);
  BOOST_TEST(named.id == alert_id(alert));
  BOOST_TEST(named.text == "text\nid: " + named.id + " 2025-10-26T12:45:00Z");
}

BOOST_AUTO_TEST_CASE(a_rehearsal_says_so_first) {
  BOOST_TEST(rehearsal_message("[🔴 CRIT] Soak summary\nwindows=25") == "[TEST] [🔴 CRIT] Soak summary\nwindows=25");
}

BOOST_AUTO_TEST_SUITE_END()
