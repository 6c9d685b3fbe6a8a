#include <soak/model/bots/passivbot_state.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(passivbot_state)

BOOST_AUTO_TEST_CASE(the_larger_side_of_each_position_counts) {
  SymbolBook book;
  SymbolCache symbols(book);
  const auto risks = passivbot_risks(
      R"({"ts":1700000000000,"positions":{"BTC/USDT:USDT":{"long":{"wel_ratio":0.25},"short":{"wel_ratio":0.5}},)"
      R"("ETH/USDT:USDT":{"long":{"wel_ratio":null}},"X/Y":3}})",
      5, symbols);
  BOOST_REQUIRE(risks.has_value());
  BOOST_REQUIRE(risks->size() == 1u);
  BOOST_TEST(risks->front().price == 0.5);
  BOOST_TEST(risks->front().time_us == 1700000000000000);
  BOOST_TEST(book[risks->front().symbol].market.name == "BTCUSDT:USDT");
}

BOOST_AUTO_TEST_CASE(a_state_without_time_is_of_when_it_was_written) {
  SymbolBook book;
  SymbolCache symbols(book);
  const auto risks = passivbot_risks(R"({"positions":{"A/B:B":{"long":{"wel_ratio":1}}}})", 77, symbols);
  BOOST_TEST(risks.value().at(0).time_us == 77);
  BOOST_TEST(passivbot_risks("{}", 1, symbols).value().empty());
  BOOST_TEST(passivbot_risks("{", 1, symbols).has_error());
}

BOOST_AUTO_TEST_SUITE_END()
