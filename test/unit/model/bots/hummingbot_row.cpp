#include <soak/model/bots/hummingbot_row.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;

namespace {

TradeFillRow sample_row() {
  TradeFillRow row;
  row.timestamp_ms = 1700000000000;
  row.market = "binance";
  row.symbol = "BTC-USDT";
  row.base_asset = "BTC";
  row.quote_asset = "USDT";
  row.order_id = "o";
  row.exchange_trade_id = "7";
  row.trade_type = "BUY";
  row.order_type = "LIMIT_MAKER";
  row.price = 100;
  row.amount = 2;
  row.fee_in_quote = 0.25;
  row.trade_fee = R"({"percent": "0", "percent_token": null, "flat_fees": []})";
  row.is_exact = true;
  return row;
}

struct Built {
  SymbolBook book;
  BotRecord fill;
  std::string problem;
  explicit Built(const TradeFillRow& row, FeeRates rates = {}) {
    SymbolCache symbols(book);
    problem = build_fill(row, rates, symbols, fill);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hummingbot_row)

BOOST_AUTO_TEST_CASE(a_row_is_a_fill) {
  const Built built(sample_row());
  BOOST_TEST(built.problem == "");
  BOOST_TEST(built.fill.time_us == 1700000000000000);
  BOOST_TEST(built.book[built.fill.symbol].market.name == "BTCUSDT");
  BOOST_TEST((built.fill.side == Side::buy && built.fill.liquidity == Liquidity::maker));
  BOOST_TEST(built.fill.fee == 0.25);
  BOOST_TEST((built.fill.is_exact && built.fill.is_fee_exact));
}

BOOST_AUTO_TEST_CASE(the_type_of_the_order_tells_maker_and_taker_but_not_of_a_plain_limit) {
  TradeFillRow row = sample_row();
  row.order_type = "MARKET";
  BOOST_TEST((Built(row).fill.liquidity == Liquidity::taker));
  row.order_type = "OrderType.LIMIT_MAKER";
  BOOST_TEST((Built(row).fill.liquidity == Liquidity::maker));
  row.order_type = "AMM_SWAP";
  BOOST_TEST((Built(row).fill.liquidity == Liquidity::unknown));
  row.order_type = "LIMIT";
  BOOST_TEST((Built(row).fill.liquidity == Liquidity::unknown));
  const Built judged(row, {.maker = 0.00125, .taker = 0.002});
  BOOST_TEST((judged.fill.liquidity == Liquidity::maker));
  BOOST_TEST(judged.fill.is_by_fee_rate);
}

BOOST_AUTO_TEST_CASE(a_conversion_that_failed_is_no_fee_of_nothing) {
  TradeFillRow row = sample_row();
  row.fee_in_quote = 0;
  BOOST_TEST((Built(row).fill.fee_state == FeeState::known));
  BOOST_TEST(Built(row).fill.fee == 0.0);
  row.trade_fee = R"({"percent": "0.001", "percent_token": "BNB", "flat_fees": []})";
  BOOST_TEST(Built(row).fill.fee == 0.2, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!Built(row).fill.is_fee_exact);
  row.trade_fee =
      R"({"percent": "0", "flat_fees": [{"token": "BTC", "amount": "0.001"}, {"token": "USDT", "amount": "-0.05"}]})";
  BOOST_TEST(Built(row).fill.fee == 0.05, boost::test_tools::tolerance(1e-12));
  row.trade_fee = R"({"percent": "0", "flat_fees": [{"token": "BNB", "amount": "0.001"}]})";
  BOOST_TEST((Built(row).fill.fee_state == FeeState::foreign));
  row.trade_fee = "torn";
  BOOST_TEST((Built(row).fill.fee_state == FeeState::missing));
}

BOOST_AUTO_TEST_CASE(a_column_that_is_not_there_is_read_from_the_json) {
  TradeFillRow row = sample_row();
  row.fee_in_quote = gap;
  row.trade_fee = R"({"percent": 0.0005, "flat_fees": []})";
  BOOST_TEST(Built(row).fill.fee == 0.1, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(trades_of_two_exchanges_are_two) {
  TradeFillRow row = sample_row();
  const auto first = Built(row).fill.trade;
  row.market = "kucoin";
  BOOST_TEST(Built(row).fill.trade != first);
}

BOOST_AUTO_TEST_CASE(a_broken_row_says_why) {
  const auto problem = [](auto change) {
    TradeFillRow row = sample_row();
    change(row);
    return Built(row).problem;
  };
  BOOST_TEST(problem([](TradeFillRow& row) { row.symbol = ""; }) == "it has no symbol");
  BOOST_TEST(problem([](TradeFillRow& row) { row.price = 0; }) == "its price is not above 0");
  BOOST_TEST(problem([](TradeFillRow& row) { row.amount = 0; }) == "its amount is 0");
  BOOST_TEST(problem([](TradeFillRow& row) { row.trade_type = "RANGE"; }) == "its trade_type is neither BUY nor SELL");
  BOOST_TEST(problem([](TradeFillRow& row) { row.amount = -2; }) == "its amount is negative, and it says that it buys");
}

BOOST_AUTO_TEST_SUITE_END()
