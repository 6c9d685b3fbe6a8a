#include <soak/analysis/bots/window_sums.hpp>

#include <boost/test/unit_test.hpp>
#include <support/bot_records.hpp>

#include <cmath>

using namespace soak;

namespace {

struct Sums {
  BotWindowSettings settings;
  MarketState market;
  WindowSums sums{market};

  void fill(double price, double quantity, Side side, double fee, std::optional<double> mid,
            Liquidity liquidity = Liquidity::maker) {
    BotRecord fill = sample_fill(0, 0);
    fill.price = price;
    fill.quantity = quantity;
    fill.side = side;
    fill.fee = fee;
    fill.liquidity = liquidity;
    add(fill, mid);
  }
  void add(const BotRecord& fill, std::optional<double> mid) {
    sums.add_fill(fill, market);
    sums.add_mid(fill.side, fill.price, fill.quantity, fill.is_exact,
                 mid ? std::optional(MidPrice{0, *mid, fill.is_exact}) : std::nullopt);
  }
  BotWindowEntry entry(std::string_view foreign = {}) {
    sums.end(market);
    return sums.entry("A", settings, foreign);
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(window_sums)

BOOST_AUTO_TEST_CASE(edge_by_mid_is_what_the_fills_were_worth_less_fees) {
  Sums s;
  s.fill(99, 1, Side::buy, 0.1, 100);
  s.fill(102, 1, Side::sell, -0.05, 101);
  const auto entry = s.entry();
  BOOST_TEST(entry.edge.value == rounded_figure(1e4 * (1 + 1 - 0.1 + 0.05) / 201));
  BOOST_TEST(entry.edge.source == "mid+0s");
  BOOST_TEST(entry.fees == "reported");
  BOOST_TEST(entry.fills == 2u);
}

BOOST_AUTO_TEST_CASE(one_fill_without_a_mid_marks_the_window_to_market) {
  Sums s;
  s.fill(100, 2, Side::buy, 0.1, 100);
  s.fill(110, 1, Side::sell, 0, std::nullopt);
  const auto entry = s.entry();
  BOOST_TEST(entry.edge.value == rounded_figure(1e4 * (-200 + 110 + 110 - 0.1) / 310));
  BOOST_TEST(entry.edge.source == "mark-to-market");
}

BOOST_AUTO_TEST_CASE(mark_to_market_begins_with_what_was_held) {
  Sums before;
  before.fill(100, 2, Side::buy, 0, std::nullopt);
  Sums s;
  s.market = before.market;
  s.sums = WindowSums(s.market);
  s.fill(90, 1, Side::sell, 0, std::nullopt);
  BOOST_TEST(s.entry().edge.value == rounded_figure(1e4 * (90 + (1 * 90 - 2 * 100)) / 90.0));
}

BOOST_AUTO_TEST_CASE(an_unknown_fee_is_a_gap_that_says_why) {
  Sums s;
  BotRecord fill = sample_fill(0, 0);
  fill.fee_state = FeeState::foreign;
  fill.fee_currency = 4;
  s.add(fill, 100);
  BOOST_TEST(s.sums.foreign_currency() == 4u);
  const auto entry = s.entry("BNB");
  BOOST_TEST(is_gap(entry.edge.value));
  BOOST_TEST(entry.edge.source == "none: fee in BNB is not converted");
  Sums t;
  fill.fee_state = FeeState::missing;
  t.add(fill, 100);
  BOOST_TEST(t.entry().edge.source == "none: 1 fill without a fee");
  Sums u;
  fill.fee_state = FeeState::estimated;
  u.add(fill, 100);
  BOOST_TEST(u.entry().fees == "estimated");
}

BOOST_AUTO_TEST_CASE(the_makers_share_is_by_notional_and_a_twentieth_may_be_unknown) {
  Sums s;
  s.fill(100, 8, Side::buy, 0, 100);
  s.fill(100, 1.5, Side::sell, 0, 100, Liquidity::taker);
  s.fill(100, 0.5, Side::sell, 0, 100, Liquidity::unknown);
  BOOST_TEST(s.entry().maker.value == 0.8);
  s.fill(100, 0.1, Side::sell, 0, 100, Liquidity::unknown);
  const auto entry = s.entry();
  BOOST_TEST(is_gap(entry.maker.value));
  BOOST_TEST(entry.maker.source == "none: 5.9 % of the notional is not known");
}

BOOST_AUTO_TEST_CASE(p95_is_by_nearest_rank) {
  std::vector<std::int64_t> none;
  BOOST_TEST(is_gap(nearest_rank_p95(none)));
  std::vector<std::int64_t> one{1500};
  BOOST_TEST(nearest_rank_p95(one) == 1.5);
  std::vector<std::int64_t> hundred;
  for (std::int64_t i = 100; i > 0; --i) hundred.push_back(i * 1000);
  BOOST_TEST(nearest_rank_p95(hundred) == 95.0);
  std::vector<std::int64_t> twenty(hundred.begin(), hundred.begin() + 20);
  const double expected = static_cast<double>([&] {
                            auto sorted = twenty;
                            std::sort(sorted.begin(), sorted.end());
                            return sorted[18];
                          }()) /
                          1000;
  BOOST_TEST(nearest_rank_p95(twenty) == expected);
}

BOOST_AUTO_TEST_CASE(risk_is_the_largest_inventory_against_the_budget_or_the_bots_own) {
  Sums s;
  s.fill(100, 3, Side::buy, 0, 100);
  s.fill(100, 5, Side::sell, 0, 100);
  BOOST_TEST(s.entry().risk.source == "none: no budget");
  s.sums.add_own_risk(0.25);
  s.sums.add_own_risk(0.2);
  BOOST_TEST(s.entry().risk.value == 0.25);
  BOOST_TEST(s.entry().risk.source == "wel_ratio");
  s.settings.budget = 1000;
  BOOST_TEST(s.entry().risk.value == 0.3);
  BOOST_TEST(s.entry().risk.source == "budget");
}

BOOST_AUTO_TEST_CASE(what_is_beyond_all_bounds_is_a_gap) {
  Sums s;
  s.settings.budget = 1;
  s.fill(1e200, 1e100, Side::buy, 0, 1e200);
  s.fill(1e200, 1e100, Side::buy, 0, 1e200);
  s.fill(1e308, 1, Side::buy, 0, 1);
  const auto entry = s.entry();
  BOOST_TEST((is_gap(entry.risk.value) || std::isfinite(entry.risk.value)));
  BOOST_TEST((is_gap(entry.edge.value) || std::isfinite(entry.edge.value)));
  Sums t;
  t.settings.budget = 1e-300;
  t.fill(1e100, 1, Side::buy, 0, 1e100);
  BOOST_TEST(t.entry().risk.source == "none: beyond all bounds");
}

BOOST_AUTO_TEST_CASE(without_a_fill_edge_and_maker_are_gaps_and_the_rest_is_what_there_is) {
  Sums s;
  s.settings.budget = 100;
  s.sums.add_latency(2500);
  const auto entry = s.entry();
  BOOST_TEST((is_gap(entry.edge.value) && is_gap(entry.maker.value)));
  BOOST_TEST(entry.latency.value == 2.5);
  BOOST_TEST(entry.risk.value == 0.0);
  BOOST_TEST(entry.orders == 1u);
  BOOST_TEST(entry.fees == "");
}

BOOST_AUTO_TEST_SUITE_END()
