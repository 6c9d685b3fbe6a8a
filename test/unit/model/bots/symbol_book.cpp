#include <soak/model/bots/symbol_book.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(symbol_book)

BOOST_AUTO_TEST_CASE(one_market_under_two_names_is_one) {
  SymbolBook book;
  const auto market = book.find("BTC/USDT");
  BOOST_TEST(book.find("BTC-USDT") == market);
  BOOST_TEST(book.find("ETH/USDT") != market);
  BOOST_TEST(book[market].market.name == "BTCUSDT");
}

BOOST_AUTO_TEST_CASE(a_symbol_is_renamed_by_either_name) {
  SymbolBook book({{"BTC-USDT", "BITCOIN"}, {"ETHUSDT", "ETHER"}}, {});
  BOOST_TEST(book[book.find("BTC-USDT")].market.name == "BITCOIN");
  BOOST_TEST(book[book.find("BTC-USDT")].market.quote == "USDT");
  BOOST_TEST(book[book.find("ETH/USDT")].market.name == "ETHER");
}

BOOST_AUTO_TEST_CASE(wanted_symbols_are_named_as_the_bot_does_or_as_soak_does) {
  SymbolBook book({}, {"BTC/USDT", "ETHUSDT"});
  BOOST_TEST(book[book.find("BTC-USDT")].is_wanted);
  BOOST_TEST(book[book.find("ETH-USDT")].is_wanted);
  BOOST_TEST(!book[book.find("SOL-USDT")].is_wanted);
}

BOOST_AUTO_TEST_CASE(what_is_no_symbol_has_no_number) {
  SymbolBook book;
  BOOST_TEST(book.find("") == no_symbol);
  BOOST_TEST(book.find(std::string(65, 'A')) == no_symbol);
  BOOST_TEST(book.find("A\nB") == no_symbol);
}

BOOST_AUTO_TEST_CASE(a_cache_gives_what_the_book_gives) {
  SymbolBook book;
  SymbolCache cache(book);
  const auto market = cache.find("BTC/USDT");
  BOOST_TEST(cache.find("BTC/USDT") == market);
  BOOST_TEST(cache.find("BTC-USDT") == market);
  BOOST_TEST(cache.market(market).base == "BTC");
  BOOST_TEST(cache.find("") == no_symbol);
}

BOOST_AUTO_TEST_SUITE_END()
