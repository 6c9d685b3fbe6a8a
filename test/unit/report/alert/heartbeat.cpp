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

BOOST_AUTO_TEST_SUITE_END()
