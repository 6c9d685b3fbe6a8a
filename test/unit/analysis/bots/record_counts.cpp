#include <soak/analysis/bots/record_counts.hpp>

#include <boost/test/unit_test.hpp>
#include <support/bot_records.hpp>

using namespace soak;

BOOST_AUTO_TEST_CASE(records_are_counted_by_what_is_known_of_them) {
  RecordCounts counts;
  BotRecord fill = sample_fill(0, 0);
  counts.add_fill(fill);
  fill.liquidity = Liquidity::unknown;
  fill.fee_state = FeeState::foreign;
  fill.fee_currency = 3;
  fill.trade = 9;
  counts.add_fill(fill);
  BOOST_TEST(counts.fills == 2u);
  BOOST_TEST(counts.makers == 1u);
  BOOST_TEST(counts.unknown() == 1u);
  BOOST_TEST(counts.without_trade_id == 1u);
  BOOST_TEST(counts.fees_known == 1u);
  BOOST_TEST(counts.fees_foreign.at(3) == 1u);
  BOOST_TEST(counts.notional == 200.0);
  BOOST_TEST(counts.unknown_notional == 100.0);
}
