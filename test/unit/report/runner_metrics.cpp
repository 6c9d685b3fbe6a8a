#include <soak/report/runner_metrics.hpp>

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_SUITE_END()
