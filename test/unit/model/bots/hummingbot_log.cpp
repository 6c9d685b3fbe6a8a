#include <soak/model/bots/hummingbot_log.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdio>
#include <ostream>
#include <string>

using namespace soak;
namespace data = boost::unit_test::data;

namespace {

constexpr std::int64_t created_us = 1701521766896123;  // 2023-12-02T12:56:06.896123Z
constexpr std::int64_t logged_us = created_us + 115877;

std::string hex(std::int64_t value) {
  char text[32];
  std::snprintf(text, sizeof text, "%llx", static_cast<unsigned long long>(value));
  return text;
}

/// The line as a machine whose clock is ahead of UTC by that many minutes writes it.
std::string line(const std::string& id, int minutes_ahead, const char* name = "BuyOrderCreatedEvent") {
  const Instant local{std::chrono::microseconds{logged_us} + std::chrono::minutes{minutes_ahead}};
  std::string clock = format_report_time(local).substr(0, 19);
  char ms[8];
  std::snprintf(ms, sizeof ms, ",%03d", static_cast<int>(logged_us / 1000 % 1000));
  return clock + ms +
         " - 15 - hummingbot.core.event.event_reporter - EVENT_LOG - {\"timestamp\": 1701521766.0, \"type\": "
         "\"OrderType.LIMIT\", \"trading_pair\": \"BTC-USDT\", \"order_id\": \"" +
         id + "\", \"exchange_order_id\": \"77\", \"event_name\": \"" + name + "\", \"event_source\": \"binance\"}";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hummingbot_log)

BOOST_DATA_TEST_CASE(latency_is_right_in_every_time_zone,
                     data::make({-720, -570, -210, -60, 0, 60, 330, 345, 525, 765, 840}), minutes) {
  const auto creation = order_creation(line("x-XEKWYICXBBCUT" + hex(created_us) + "4e5f", minutes));
  BOOST_REQUIRE(creation.has_value());
  BOOST_TEST(creation->created_us == created_us);
  BOOST_TEST(creation->logged_us == logged_us / 1000 * 1000);
  BOOST_TEST(creation->trading_pair == "BTC-USDT");
  BOOST_TEST(creation->exchange_order_id == "77");
}

BOOST_AUTO_TEST_CASE(identifiers_that_are_cut_or_hashed_have_no_time) {
  for (const std::string& id :
       {std::string("x-XEKWYICXBBCUT") + hex(created_us).substr(0, 12), std::string("93027a12dac34fBC"),
        std::string("BBCUT") + hex(created_us - 7200'000'000), std::string("SETUT") + hex(created_us)}) {
    BOOST_TEST(!order_id_time(id, "BTC-USDT", logged_us).has_value());
  }
}

BOOST_AUTO_TEST_CASE(sells_and_old_identifiers_have_one) {
  BOOST_TEST(order_id_time("SBCUT" + hex(created_us), "BTC-USDT", logged_us).value() == created_us);
  BOOST_TEST(order_id_time("buy-ETH-USDT-1701521766935688", "ETH-USDT", 1701521767012000).value() == 1701521766935688);
  // the mark may also stand in the prefix
  BOOST_TEST(order_id_time("BBCUTBBCUT" + hex(created_us), "BTC-USDT", logged_us).value() == created_us);
}

BOOST_AUTO_TEST_CASE(other_lines_are_none) {
  const std::string id = "BBCUT" + hex(created_us);
  BOOST_TEST(order_creation(line(id, 0, "SellOrderCreatedEvent")).has_value());
  BOOST_TEST(!order_creation(line(id, 0, "OrderFilledEvent")).has_value());
  BOOST_TEST(!order_creation("").has_value());
  BOOST_TEST(!order_creation("2023-12-02 12:56:07,012 - 15 - x - INFO - OrderCreatedEvent").has_value());
  const std::string whole = line(id, 0);
  BOOST_TEST(!order_creation(whole.substr(0, whole.size() - 10)).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
