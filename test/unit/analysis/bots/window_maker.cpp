#include <soak/analysis/bots/window_maker.hpp>

#include <boost/test/unit_test.hpp>
#include <support/bot_records.hpp>

using namespace soak;

namespace {

struct Maker {
  SymbolBook book;
  BotWindowSettings settings;
  std::uint32_t btc = book.find("BTC/USDT");
  std::uint32_t eth = book.find("ETH/USDT");

  Maker() {
    settings.width_us = 1000;
    settings.mid_max_age_us = 120;
    settings.budget = 1000;
  }
  std::vector<BotWindow> windows(const std::vector<BotRecord>& records) { return windows_of(settings, book, records); }
};

BotRecord order(RecordKind kind, std::int64_t time_us, std::string_view id, std::uint32_t symbol = no_symbol) {
  BotRecord record;
  record.kind = kind;
  record.time_us = time_us;
  record.order = id_hash(id);
  record.symbol = symbol;
  return record;
}
constexpr auto sent = RecordKind::order_sent;
constexpr auto acked = RecordKind::order_acked;

}  // namespace

BOOST_AUTO_TEST_SUITE(window_maker)

BOOST_AUTO_TEST_CASE(windows_are_numbered_from_the_epoch_and_named_by_their_end) {
  Maker m;
  const auto windows = m.windows({sample_fill(m.btc, 5500), sample_fill(m.btc, 6000)});
  BOOST_REQUIRE(windows.size() == 2u);
  BOOST_TEST(windows[0].iteration == 5);
  BOOST_TEST(windows[0].end_us == 6000);
  BOOST_TEST(windows[1].iteration == 6);
}

BOOST_AUTO_TEST_CASE(a_hole_is_filled_with_windows_of_what_is_held) {
  Maker m;
  BotRecord last = sample_fill(m.btc, 4000);
  last.price = 500;
  const auto windows = m.windows({sample_fill(m.btc, 1000), last});
  BOOST_REQUIRE(windows.size() == 4u);
  for (const std::size_t i : {1, 2}) {
    const auto& entry = windows[i].entries.at(0);
    BOOST_TEST((is_gap(entry.edge.value) && is_gap(entry.maker.value) && is_gap(entry.latency.value)));
    BOOST_TEST(entry.risk.value == 0.1);
  }
  BOOST_TEST(windows[3].entries.at(0).risk.value == 1.0);
}

BOOST_AUTO_TEST_CASE(a_pause_is_not_filled) {
  Maker m;
  BOOST_TEST(m.windows({sample_fill(m.btc, 0), sample_fill(m.btc, 1000 * (longest_filled_hole + 2))}).size() == 2u);
  BOOST_TEST(m.windows({sample_fill(m.btc, 0), sample_fill(m.btc, 1000 * (longest_filled_hole + 1))}).size() ==
             static_cast<std::size_t>(longest_filled_hole) + 2);
}

BOOST_AUTO_TEST_CASE(a_symbol_is_listed_from_its_first_fill_on) {
  Maker m;
  const auto windows = m.windows(
      {sample_mid(m.eth, 100, 5), sample_fill(m.btc, 100), sample_fill(m.eth, 1100), sample_fill(m.btc, 2100)});
  BOOST_REQUIRE(windows.size() == 3u);
  BOOST_TEST(windows[0].entries.size() == 1u);
  BOOST_TEST(windows[1].entries.size() == 2u);
  BOOST_TEST(windows[2].entries.size() == 2u);
  BOOST_TEST(windows[2].entries[1].symbol == "ETHUSDT");
}

BOOST_AUTO_TEST_CASE(a_mid_is_taken_at_the_fill_if_it_is_young_enough) {
  Maker m;
  BotRecord fill = sample_fill(m.btc, 220);
  fill.fee = 0;
  auto windows = m.windows({sample_mid(m.btc, 100, 101), fill, sample_mid(m.btc, 230, 200)});
  BOOST_TEST(windows.at(0).entries.at(0).edge.value == 100.0);
  fill.time_us = 221;
  windows = m.windows({sample_mid(m.btc, 100, 101), fill});
  BOOST_TEST(windows.at(0).entries.at(0).edge.source == "mark-to-market");
}

BOOST_AUTO_TEST_CASE(a_markout_takes_the_mid_of_later_also_from_the_next_window) {
  Maker m;
  m.settings.markout_us = 50;
  BotRecord fill = sample_fill(m.btc, 990);
  fill.fee = 0;
  const std::vector<BotRecord> records{sample_mid(m.btc, 980, 101), fill, sample_mid(m.btc, 1040, 102),
                                       sample_mid(m.btc, 1041, 300), sample_fill(m.btc, 1045)};
  const auto windows = m.windows(records);
  BOOST_REQUIRE(windows.size() == 2u);
  BOOST_TEST(windows[0].entries.at(0).edge.value == 200.0);
  BOOST_TEST(windows[0].entries.at(0).edge.source == "mid+5e-05s");
  BOOST_TEST(windows[0].entries.at(0).risk.value == 0.1);
}

BOOST_AUTO_TEST_CASE(a_repeated_trade_counts_once) {
  Maker m;
  BotRecord fill = sample_fill(m.btc, 100);
  fill.trade = 7;
  BotRecord again = fill;
  again.time_us = 1100;
  const auto windows = m.windows({fill, fill, again});
  BOOST_TEST(windows.at(0).entries.at(0).fills == 1u);
  BOOST_TEST(windows.at(1).entries.at(0).fills == 0u);
}

BOOST_AUTO_TEST_CASE(latency_counts_in_the_window_of_the_acknowledgement) {
  Maker m;
  const auto windows = m.windows(
      {order(sent, 900, "a", m.btc), sample_fill(m.btc, 950), order(acked, 1100, "a"), sample_fill(m.btc, 1200)});
  BOOST_TEST(windows.at(0).entries.at(0).orders == 0u);
  BOOST_TEST(windows.at(1).entries.at(0).latency.value == 0.2);
}

BOOST_AUTO_TEST_CASE(an_order_without_symbol_is_its_fills_or_the_only_one) {
  Maker m;
  BotRecord fill = sample_fill(m.eth, 130);
  fill.order = id_hash("b");
  const auto of_both = m.windows({sample_fill(m.btc, 100), order(sent, 110, "a"), order(acked, 112, "a"),
                                  order(sent, 120, "b"), order(acked, 121, "b"), fill});
  BOOST_TEST(of_both.at(0).entries.at(0).orders == 0u);
  BOOST_TEST(of_both.at(0).entries.at(1).latency.value == 0.001);
  const auto of_one = m.windows({sample_fill(m.btc, 100), order(sent, 110, "a"), order(acked, 112, "a")});
  BOOST_TEST(of_one.at(0).entries.at(0).latency.value == 0.002);
}

BOOST_AUTO_TEST_CASE(only_wanted_symbols_are_shown) {
  Maker m;
  SymbolBook book({}, {"ETHUSDT"});
  const auto btc = book.find("BTC/USDT");
  const auto eth = book.find("ETH/USDT");
  const auto windows =
      windows_of(m.settings, book, {sample_fill(btc, 100), sample_fill(btc, 1100), sample_fill(eth, 1200)});
  BOOST_REQUIRE(windows.size() == 1u);
  BOOST_TEST(windows[0].iteration == 1);
  BOOST_TEST(windows[0].entries.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_made_up_makes_its_window_so) {
  Maker m;
  BotRecord fill = sample_fill(m.btc, 100);
  fill.is_made_up = true;
  const auto windows = m.windows({fill, sample_fill(m.btc, 2100)});
  BOOST_TEST(windows.at(0).is_made_up);
  BOOST_TEST(windows.at(1).is_made_up);
  BOOST_TEST(!windows.at(2).is_made_up);
}

BOOST_AUTO_TEST_SUITE_END()
