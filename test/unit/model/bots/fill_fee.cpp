#include <soak/model/bots/fill_fee.hpp>

#include <boost/test/unit_test.hpp>
#include <support/bot_records.hpp>

using namespace soak;

namespace {

BotRecord with_fee(double amount, std::string_view currency) {
  SymbolBook book;
  BotRecord fill = sample_fill(book.find("BTC/USDT"), 0);
  fill.fee = 0;
  fill.fee_state = FeeState::missing;
  add_fee(fill, symbol_name("BTC/USDT"), amount, currency, book);
  return fill;
}

Liquidity judged(double fee, FeeRates rates) {
  BotRecord fill = sample_fill(0, 0);
  fill.liquidity = Liquidity::unknown;
  fill.fee = fee;
  judge_by_fee(fill, rates);
  return fill.liquidity;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(fill_fee)

BOOST_AUTO_TEST_CASE(rates_are_shares_basis_points_or_percents) {
  BOOST_TEST(parse_fee_rate("0.0002").value() == 0.0002);
  BOOST_TEST(parse_fee_rate("2bps").value() == 0.0002);
  BOOST_TEST(parse_fee_rate("-0.5bps").value() == -0.00005);
  BOOST_TEST(parse_fee_rate("0.02%").value() == 0.0002);
  for (const char* const wrong : {"", "2", "x", "bps", "1e"}) BOOST_TEST(!parse_fee_rate(wrong).has_value());
}

BOOST_AUTO_TEST_CASE(a_fee_in_base_is_converted_by_the_fills_own_price) {
  BOOST_TEST(with_fee(0.5, "USDT").fee == 0.5);
  BOOST_TEST(with_fee(0.001, "btc").fee == 0.1, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(with_fee(-0.5, "USDT").fee == -0.5);
}

BOOST_AUTO_TEST_CASE(a_fee_in_another_currency_is_foreign_unless_it_is_nothing) {
  BOOST_TEST((with_fee(0.1, "BNB").fee_state == FeeState::foreign));
  BOOST_TEST((with_fee(0.1, "").fee_state == FeeState::foreign));
  BOOST_TEST((with_fee(0, "BNB").fee_state == FeeState::known));
}

BOOST_AUTO_TEST_CASE(a_missing_fee_is_estimated_by_who_made_the_price) {
  BotRecord fill = sample_fill(0, 0);
  fill.fee_state = FeeState::missing;
  estimate_fee(fill, {.maker = -0.0001, .taker = 0.0005});
  BOOST_TEST(fill.fee == -0.01);
  BOOST_TEST((fill.fee_state == FeeState::estimated));
  fill.fee_state = FeeState::missing;
  fill.liquidity = Liquidity::unknown;
  estimate_fee(fill, {.maker = 0.0001, .taker = 0.0005});
  BOOST_TEST((fill.fee_state == FeeState::missing));
  estimate_fee(fill, {.maker = 0.0005, .taker = 0.0005});
  BOOST_TEST(fill.fee == 0.05);
}

BOOST_AUTO_TEST_CASE(the_rate_of_a_fee_tells_maker_from_taker) {
  const FeeRates rates{.maker = 0.0002, .taker = 0.0005};
  BOOST_TEST((judged(0.02, rates) == Liquidity::maker));
  BOOST_TEST((judged(0.05, rates) == Liquidity::taker));
  BOOST_TEST((judged(0.035, rates) == Liquidity::unknown));
  BOOST_TEST((judged(0.02, {}) == Liquidity::unknown));
  BOOST_TEST((judged(0.02, {.maker = 0.0002}) == Liquidity::maker));
  BOOST_TEST((judged(0.05, {.maker = 0.0002}) == Liquidity::unknown));
  BOOST_TEST((judged(0.02, {.maker = 0.0002, .taker = 0.0002}) == Liquidity::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
