#include <soak/analysis/bots/order_latency.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

BotRecord moment(RecordKind kind, std::int64_t time_us, std::uint64_t order, std::uint64_t alias = 0,
                 std::uint32_t symbol = no_symbol) {
  BotRecord record;
  record.kind = kind;
  record.time_us = time_us;
  record.order = order;
  record.order_alias = alias;
  record.symbol = symbol;
  return record;
}
constexpr auto sent = RecordKind::order_sent;
constexpr auto acked = RecordKind::order_acked;

}  // namespace

BOOST_AUTO_TEST_SUITE(order_latency)

BOOST_AUTO_TEST_CASE(either_identifier_joins_and_each_order_counts_once) {
  OrderLatencies orders;
  orders.add(moment(sent, 10, 1, 91, 5));
  orders.add(moment(acked, 25, 2, 91));
  orders.add(moment(acked, 30, 1));
  const auto samples = orders.take_samples();
  BOOST_REQUIRE(samples.size() == 1u);
  BOOST_TEST(samples[0].latency_us == 15);
  BOOST_TEST(samples[0].symbol == 5u);
  BOOST_TEST(orders.counts().joined == 1u);
}

BOOST_AUTO_TEST_CASE(an_acknowledgement_before_its_order_is_a_clock_that_was_set) {
  OrderLatencies orders;
  orders.add(moment(acked, 10, 1));
  orders.add(moment(sent, 12, 1));
  BOOST_TEST(orders.take_samples().empty());
  BOOST_TEST(orders.counts().backwards == 1u);
  orders.add(moment(acked, 20, 2));
  orders.add(moment(sent, 20, 2));
  BOOST_TEST(orders.take_samples().at(0).latency_us == 0);
}

BOOST_AUTO_TEST_CASE(a_fill_says_whose_symbol_an_order_is_before_and_after_it) {
  OrderLatencies orders;
  BotRecord fill = moment(RecordKind::fill, 1, 7, 8, 3);
  orders.add(fill);
  orders.add(moment(sent, 2, 8));
  orders.add(moment(acked, 3, 8));
  orders.add(moment(sent, 4, 9));
  orders.add(moment(acked, 5, 9));
  auto samples = orders.take_samples();
  BOOST_REQUIRE(samples.size() == 2u);
  BOOST_TEST(orders.symbol_of(samples[0]) == 3u);
  BOOST_TEST(orders.symbol_of(samples[1]) == no_symbol);
  fill.order = 9;
  fill.symbol = 4;
  orders.add(fill);
  BOOST_TEST(orders.symbol_of(samples[1]) == 4u);
}

BOOST_AUTO_TEST_CASE(what_is_old_is_forgotten) {
  OrderLatencies orders;
  orders.add(moment(sent, 10, 1));
  orders.forget_before(11);
  orders.add(moment(acked, 20, 1));
  BOOST_TEST(orders.take_samples().empty());
}

BOOST_AUTO_TEST_SUITE_END()
