#include <soak/model/bots/raw_values.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;
using namespace soak::bots_detail;

BOOST_AUTO_TEST_SUITE(raw_values)

BOOST_AUTO_TEST_CASE(numbers_may_be_texts_but_words_are_none) {
  BOOST_TEST(number_in("1.5").value() == 1.5);
  BOOST_TEST(number_in(" -2e-3 ").value() == -0.002);
  BOOST_TEST(number_in("1_000.50").value() == 1000.5);
  BOOST_TEST(number_in("+3").value() == 3.0);
  for (const char* const wrong : {"", "-", "nan", "inf", "-Infinity", "1.5 USD", "x1", "1e999"}) {
    BOOST_TEST(!number_in(wrong).has_value());
  }
}

BOOST_AUTO_TEST_CASE(times_have_the_unit_of_their_format) {
  BOOST_TEST(time_in(BotFormat::ccxt, "1700000000123").value() == 1700000000123000);
  BOOST_TEST(time_in(BotFormat::ccxt, "1700000000123.5").value() == 1700000000123500);
  BOOST_TEST(time_in(BotFormat::ccxt, "1000").value() == 1000000);
  BOOST_TEST(time_in(BotFormat::ccxt, "2023-11-14T22:13:20.123Z").value() == 1700000000123000);
  BOOST_TEST(time_in(BotFormat::nautilus, "1700000000123456789").value() == 1700000000123456);
  BOOST_TEST(time_in(BotFormat::nautilus, "2023-11-14 22:13:20.123456789+00:00").value() == 1700000000123456);
  BOOST_TEST(time_in(BotFormat::csv, "1700000000").value() == 1700000000000000);
  BOOST_TEST(time_in(BotFormat::csv, "1700000000123").value() == 1700000000123000);
  for (const char* const wrong :
       {"", "soon", "2023-11-14", "99999999999999999999999", "9223372036854775", "-9223372036854775"}) {
    BOOST_TEST(!time_in(BotFormat::ccxt, wrong).has_value());
  }
}

BOOST_AUTO_TEST_CASE(sides_and_makers_have_many_words) {
  for (const char* const word : {"buy", "BUY", "Buy", "b", "OrderSide.BUY", "1"})
    BOOST_TEST((side_in(word) == Side::buy));
  for (const char* const word : {"sell", "S", "TradeType.SELL", "-1"}) BOOST_TEST((side_in(word) == Side::sell));
  BOOST_TEST((side_in("long") == Side::unknown));
  for (const char* const word : {"maker", "MAKER", "true", "True"})
    BOOST_TEST((liquidity_in(word) == Liquidity::maker));
  for (const char* const word : {"taker", "t", "false"}) BOOST_TEST((liquidity_in(word) == Liquidity::taker));
  BOOST_TEST((liquidity_in("NO_LIQUIDITY_SIDE") == Liquidity::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
