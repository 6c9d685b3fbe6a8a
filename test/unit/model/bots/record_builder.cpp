#include <soak/model/bots/record_builder.hpp>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <support/bot_records.hpp>

#include <ostream>
#include <string>

using namespace soak;
namespace data = boost::unit_test::data;

namespace {

/// A ccxt trade with other members in it, which go before its own.
std::string trade(const std::string& members) {
  return "{" + members + (members.empty() ? "" : ",") +
         R"("id":"1","timestamp":1700000000000,"symbol":"BTC/USDT","side":"buy","takerOrMaker":"maker","price":100,)"
         R"("amount":2,"cost":200,"fee":{"cost":0.1,"currency":"USDT"}})";
}

struct Broken {
  const char *text, *reason;
};
std::ostream& operator<<(std::ostream& out, const Broken& c) { return out << c.text; }

constexpr Broken broken[] = {
    {R"({"symbol":"BTC/USDT","side":"buy","price":1,"amount":1})", "it has no time"},
    {R"({"timestamp":"soon","symbol":"BTC/USDT","side":"buy","price":1,"amount":1})", "its time is not understood"},
    {R"({"timestamp":1,"side":"buy","price":1,"amount":1})", "it has no symbol"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","side":"buy","amount":1})", "it has no price"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","side":"buy","price":0,"amount":1})", "its price is not above 0"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","side":"buy","price":1})", "it has no quantity"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","side":"buy","price":1,"amount":0})",
     "its quantity is 0 or beyond all bounds"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","side":"long","price":1,"amount":1})", "its side is neither buy nor sell"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","side":"buy","price":1,"amount":-1})",
     "its quantity is negative, and it says that it buys"},
    {R"({"timestamp":1,"symbol":"BTC/USDT","price":1,"amount":1})", "it has no side"},
    {R"({"event":"mid","symbol":"BTC/USDT","ts":1})", "it has no mid above 0"},
    {R"({"event":"order_sent","ts":1})", "it has no identifier of an order"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(record_builder)

BOOST_AUTO_TEST_CASE(a_ccxt_trade_is_a_fill) {
  const ReadText read(BotFormat::ccxt, trade(""));
  const BotRecord& fill = read.only();
  BOOST_TEST(read.symbol(0) == "BTCUSDT");
  BOOST_TEST(fill.time_us == 1700000000000000);
  BOOST_TEST((fill.side == Side::buy && fill.liquidity == Liquidity::maker && fill.fee_state == FeeState::known));
  BOOST_TEST(fill.price == 100.0);
  BOOST_TEST(fill.quantity == 2.0);
  BOOST_TEST(fill.fee == 0.1);
}

BOOST_AUTO_TEST_CASE(numbers_may_be_texts) {
  const ReadText read(
      BotFormat::ccxt,
      trade(R"("timestamp":"1700000000001","price":"101.5","amount":"0.25","fee":{"cost":"0.2","currency":"USDT"})"));
  BOOST_TEST(read.only().time_us == 1700000000001000);
  BOOST_TEST(read.only().price == 101.5);
  BOOST_TEST(read.only().quantity == 0.25);
  BOOST_TEST(read.only().fee == 0.2);
}

BOOST_AUTO_TEST_CASE(a_list_of_fees_counts_instead_of_the_one_that_repeats_it) {
  const ReadText read(BotFormat::ccxt,
                      trade(R"("fees":[{"cost":0.001,"currency":"BTC"},{"cost":-0.05,"currency":"USDT"}])"));
  BOOST_TEST(read.only().fee == 0.05, boost::test_tools::tolerance(1e-12));
  const ReadText empty(BotFormat::ccxt, trade(R"("fees":[])"));
  BOOST_TEST(empty.only().fee == 0.1);
  const ReadText foreign(BotFormat::ccxt, trade(R"("fees":[{"cost":0.001,"currency":"BNB"}])"));
  BOOST_TEST((foreign.only().fee_state == FeeState::foreign));
  BOOST_TEST(foreign.book.currency_name(foreign.only().fee_currency) == "BNB");
}

BOOST_AUTO_TEST_CASE(a_fee_that_is_not_there_is_missing_or_follows_from_its_rate) {
  const std::string bare = R"({"timestamp":1,"symbol":"BTC/USDT","side":"sell","price":100,"amount":1)";
  BOOST_TEST((ReadText(BotFormat::ccxt, bare + "}").only().fee_state == FeeState::missing));
  BOOST_TEST((ReadText(BotFormat::ccxt, bare + R"(,"fee":{"cost":null,"currency":null}})").only().fee_state ==
              FeeState::missing));
  const ReadText rated(BotFormat::ccxt, bare + R"(,"fee":{"cost":null,"rate":0.001}})");
  BOOST_TEST((rated.only().fee_state == FeeState::estimated));
  BOOST_TEST(rated.only().fee == 0.1, boost::test_tools::tolerance(1e-12));
  const ReadText estimated(BotFormat::ccxt, bare + R"(,"takerOrMaker":"taker"})", {.maker = 0, .taker = 0.002});
  BOOST_TEST(estimated.only().fee == 0.2, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(contracts_become_base_by_their_cost_or_size) {
  const auto quantity = [](const std::string& text) { return ReadText(BotFormat::ccxt, text).only().quantity; };
  const std::string linear = R"({"timestamp":1,"symbol":"BTC/USDT:USDT","side":"buy","price":100,"amount":5)";
  BOOST_TEST(quantity(linear + R"(,"cost":50})") == 0.5);
  BOOST_TEST(quantity(linear + R"(,"contractSize":0.01})") == 0.05);
  BOOST_TEST(quantity(linear + "}") == 5.0);
  const std::string inverse = R"({"timestamp":1,"symbol":"BTC/USD:BTC","side":"buy","price":100,"amount":5)";
  BOOST_TEST(quantity(inverse + R"(,"cost":0.05})") == 0.05);
  BOOST_TEST(quantity(inverse + R"(,"contractSize":10})") == 0.5);
}

BOOST_AUTO_TEST_CASE(a_market_order_takes_whatever_else_is_said) {
  const std::string bare = R"({"timestamp":1,"symbol":"BTC/USDT","side":"sell","price":100,"amount":1)";
  BOOST_TEST((ReadText(BotFormat::ccxt, bare + R"(,"type":"market"})").only().liquidity == Liquidity::taker));
  BOOST_TEST((ReadText(BotFormat::ccxt, bare + R"(,"type":"limit"})").only().liquidity == Liquidity::unknown));
}

BOOST_AUTO_TEST_CASE(events_are_mids_and_the_moments_of_orders) {
  const ReadText read(BotFormat::ccxt, R"({"event":"mid","symbol":"BTC/USDT","ts":1000,"mid":"100.5"}
{"event":"mid","symbol":"BTC/USDT","ts":1000,"bid":99,"ask":100}
{"event":"order_sent","client_order_id":"c","symbol":"BTC/USDT","ts":1000}
{"event":"order_ack","client_order_id":"c","ts":1001.5}
{"event":"order_cancelled","client_order_id":"c","ts":1002}
)");
  const auto& records = read.parsed.records;
  BOOST_REQUIRE(records.size() == 4u);
  BOOST_TEST(read.parsed.other == 1u);
  BOOST_TEST(records[0].price == 100.5);
  BOOST_TEST(records[1].price == 99.5);
  BOOST_TEST((records[2].kind == RecordKind::order_sent && records[3].kind == RecordKind::order_acked));
  BOOST_TEST(records[2].order == records[3].order);
  BOOST_TEST(records[3].symbol == no_symbol);
  BOOST_TEST(records[3].time_us == 1001500);
}

BOOST_AUTO_TEST_CASE(an_order_is_no_trade_but_names_its_symbol) {
  const ReadText read(BotFormat::ccxt,
                      R"({"id":"o1","clientOrderId":"c1","timestamp":1,"symbol":"ETH/USDT","side":"buy",)"
                      R"("price":1,"amount":1,"filled":1,"remaining":0,"status":"closed"})");
  BOOST_TEST((read.only().kind == RecordKind::order_named));
  BOOST_TEST(read.only().order == id_hash("c1"));
  BOOST_TEST(read.only().order_alias == id_hash("o1"));
}

BOOST_DATA_TEST_CASE(a_broken_record_says_why, data::make(broken), c) {
  const ReadText read(BotFormat::ccxt, c.text);
  BOOST_TEST(read.problem() == c.reason);
  BOOST_TEST(read.parsed.records.empty());
}

BOOST_AUTO_TEST_CASE(a_negative_quantity_that_sells_is_a_quantity) {
  const ReadText read(BotFormat::ccxt, R"({"timestamp":1,"symbol":"BTC/USDT","side":"sell","price":1,"amount":-2})");
  BOOST_TEST(read.only().quantity == 2.0);
  BOOST_TEST((read.only().side == Side::sell));
}

BOOST_AUTO_TEST_CASE(passivbots_fee_has_the_other_sign_and_its_quantity_one) {
  const ReadText read(
      BotFormat::passivbot,
      R"({"id":"a","timestamp":1700000000000,"symbol":"BTC/USDT:USDT","side":"sell","qty":-3,"price":100,)"
      R"("c_mult":0.01,"fee_paid":-0.02,"fee_quality":"estimated","raw":[{"data":{"takerOrMaker":"maker"}}]})");
  BOOST_TEST(read.only().quantity == 0.03);
  BOOST_TEST(read.only().fee == 0.02);
  BOOST_TEST((read.only().fee_state == FeeState::estimated));
  BOOST_TEST((read.only().liquidity == Liquidity::maker));
  BOOST_TEST(read.symbol(0) == "BTCUSDT:USDT");
}

BOOST_AUTO_TEST_CASE(passivbots_events_join_by_whatever_identifier_both_have) {
  const ReadText read(
      BotFormat::passivbot,
      R"({"kind":"execution.create_sent","ts":1000,"symbol":"BTC/USDT:USDT","payload":{"client_order_id_short":"s","_live_event":{"client_order_id":"full","ids":{"action_id":"a:0"}}}}
{"kind":"execution.create_succeeded","ts":1100,"symbol":"BTC/USDT:USDT","payload":{"result_client_order_id_short":"s","_live_event":{"client_order_id":null,"ids":{"action_id":"a:0"}}}}
{"kind":"cycle.completed","ts":1200,"payload":{}})");
  BOOST_REQUIRE(read.parsed.records.size() == 2u);
  BOOST_TEST(read.parsed.records[0].order_alias == read.parsed.records[1].order_alias);
  BOOST_TEST(read.parsed.records[0].order == id_hash("full"));
}

BOOST_AUTO_TEST_CASE(nautilus_writes_the_currency_into_the_commission) {
  const ReadText read(
      BotFormat::nautilus,
      R"({"type":"OrderFilled","instrument_id":"BTCUSDT.BINANCE","client_order_id":"O-1","trade_id":"T","order_side":"BUY",)"
      R"("last_qty":"0.5","last_px":"1_000.00","liquidity_side":"NO_LIQUIDITY_SIDE","commission":"-0.25 USDT","ts_event":"1700000000123456789"})");
  BOOST_TEST(read.only().fee == -0.25);
  BOOST_TEST(read.only().price == 1000.0);
  BOOST_TEST((read.only().liquidity == Liquidity::unknown));
  BOOST_TEST(read.only().time_us == 1700000000123456);
}

BOOST_AUTO_TEST_CASE(columns_may_hold_a_mid_and_an_orders_moments_beside_a_fill) {
  const ReadText read(BotFormat::ndjson,
                      R"({"time":1700000001,"pair":"BTC-USDT","side":"B","price":"10","size":1,"fee":0.1,"mid":10.5,)"
                      R"("order_id":"o","sent_time":1700000000.25,"ack_time":1700000000.5})");
  BOOST_REQUIRE(read.parsed.records.size() == 4u);
  BOOST_TEST((read.parsed.records[0].kind == RecordKind::mid));
  BOOST_TEST((read.parsed.records[1].kind == RecordKind::fill));
  BOOST_TEST((read.parsed.records[3].time_us - read.parsed.records[2].time_us) == 250000);
}

BOOST_AUTO_TEST_CASE(what_says_that_it_is_fake_is_made_up) {
  BOOST_TEST(ReadText(BotFormat::ccxt, trade(R"("source":"fake")")).only().is_made_up);
  BOOST_TEST(!ReadText(BotFormat::ccxt, trade(R"("source":"bot")")).only().is_made_up);
}

BOOST_AUTO_TEST_SUITE_END()
