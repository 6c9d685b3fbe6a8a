#include <soak/model/bots/bot_record.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(bot_record)

BOOST_AUTO_TEST_CASE(at_one_instant_a_mid_comes_before_an_order_and_that_before_a_fill) {
  BotRecord fill, mid, sent;
  mid.kind = RecordKind::mid;
  mid.arrival = 2;
  sent.kind = RecordKind::order_sent;
  sent.arrival = 1;
  BOOST_TEST(comes_before(mid, sent));
  BOOST_TEST(comes_before(sent, fill));
  fill.time_us = -1;
  BOOST_TEST(comes_before(fill, mid));
}

BOOST_AUTO_TEST_CASE(of_a_trade_with_oneself_both_sides_count) {
  BOOST_TEST(trade_hash("7", 1, Side::buy) != trade_hash("7", 1, Side::sell));
  BOOST_TEST(trade_hash("7", 1, Side::buy) != trade_hash("7", 2, Side::buy));
  BOOST_TEST(trade_hash("7", 1, Side::buy) == trade_hash("7", 1, Side::buy));
  BOOST_TEST(trade_hash("", 1, Side::buy) == 0u);
}

BOOST_AUTO_TEST_CASE(windows_are_counted_from_the_epoch_and_before_it) {
  BOOST_TEST(window_of(0, 10) == 0);
  BOOST_TEST(window_of(9, 10) == 0);
  BOOST_TEST(window_of(10, 10) == 1);
  BOOST_TEST(window_of(-1, 10) == -1);
  BOOST_TEST(window_of(-10, 10) == -1);
}

BOOST_AUTO_TEST_SUITE_END()
