#include <soak/analysis/bots/trade_ids.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(trade_ids)

BOOST_AUTO_TEST_CASE(a_trade_is_remembered_in_its_window_and_the_next) {
  TradeIds trades;
  BOOST_TEST(trades.is_new(7, 1));
  BOOST_TEST(!trades.is_new(7, 1));
  BOOST_TEST(!trades.is_new(7, 2));
  BOOST_TEST(trades.is_new(7, 3));
  BOOST_TEST(trades.is_new(8, 3));
  BOOST_TEST(trades.is_new(8, 5));
}

BOOST_AUTO_TEST_CASE(a_trade_without_identifier_is_always_new) {
  TradeIds trades;
  BOOST_TEST(trades.is_new(0, 1));
  BOOST_TEST(trades.is_new(0, 1));
}

BOOST_AUTO_TEST_CASE(a_set_grows_and_forgets_nothing) {
  HashSet set;
  for (std::uint64_t i = 1; i <= 5000; ++i) BOOST_REQUIRE(set.insert(i * 4096));
  for (std::uint64_t i = 1; i <= 5000; ++i) BOOST_REQUIRE(set.contains(i * 4096));
  BOOST_TEST(!set.contains(1));
  set.clear();
  BOOST_TEST(!set.contains(4096));
}

BOOST_AUTO_TEST_SUITE_END()
