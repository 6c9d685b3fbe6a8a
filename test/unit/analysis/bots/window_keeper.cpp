#include <soak/analysis/bots/window_keeper.hpp>

#include <boost/test/unit_test.hpp>
#include <support/bot_records.hpp>

#include <map>

using namespace soak;

namespace {

struct Keeper {
  SymbolBook book;
  std::uint32_t btc = book.find("BTC/USDT");
  BotWindowSettings settings = [] {
    BotWindowSettings s;
    s.width_us = 1000;
    s.budget = 1000;
    return s;
  }();
  std::map<std::int64_t, std::size_t> fills;
  std::size_t made = 0;
  WindowKeeper keeper{settings, book, 60, 0};
  std::uint64_t arrival = 0;

  void add(std::int64_t time_us, std::int64_t now_us) {
    BotRecord fill = sample_fill(btc, time_us);
    fill.arrival = arrival++;
    keeper.add(fill, now_us, take());
  }
  void make(std::int64_t now_us) { keeper.make(now_us, take()); }
  std::function<void(const BotWindow&)> take() {
    return [this](const BotWindow& window) {
      ++made;
      fills[window.iteration] = window.entries.at(0).fills;
    };
  }
};

using Fills = std::map<std::int64_t, std::size_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(window_keeper)

BOOST_AUTO_TEST_CASE(a_window_is_made_when_its_end_is_past_by_the_grace) {
  Keeper k;
  k.add(500, 500);
  k.make(1059);
  BOOST_TEST(k.fills.empty());
  k.make(1060);
  BOOST_TEST(k.fills == (Fills{{0, 1}}));
}

BOOST_AUTO_TEST_CASE(nothing_new_makes_nothing) {
  Keeper k;
  k.add(500, 500);
  k.make(1060);
  k.make(1061);
  BOOST_TEST(k.made == 1u);
}

BOOST_AUTO_TEST_CASE(what_comes_late_makes_its_window_again) {
  Keeper k;
  k.add(500, 500);
  k.add(1500, 1500);
  k.make(2060);
  k.add(100, 2061);
  k.make(2062);
  BOOST_TEST(k.fills == (Fills{{0, 2}, {1, 1}}));
  BOOST_TEST(k.keeper.late() == 0u);
}

BOOST_AUTO_TEST_CASE(what_comes_for_a_window_of_long_ago_is_counted_as_late) {
  Keeper k;
  for (std::int64_t time = 500; time < 6000; time += 1000) k.add(time, time);
  k.make(7000);
  BOOST_TEST(k.fills.size() == 6u);
  k.add(5600, 7001);
  BOOST_TEST(k.keeper.late() == 0u);
  k.add(100, 7001);
  BOOST_TEST(k.keeper.late() == 1u);
  k.make(7001);
  BOOST_TEST(k.fills.at(5) == 2u);
}

BOOST_AUTO_TEST_CASE(a_clock_that_jumps_ahead_makes_nothing_late) {
  Keeper k;
  k.add(500, 500);
  k.add(900'000, 600);
  k.add(700, 700);
  k.make(1060);
  BOOST_TEST(k.fills == (Fills{{0, 2}}));
  BOOST_TEST(k.keeper.late() == 0u);
}

BOOST_AUTO_TEST_CASE(windows_are_those_of_one_run_over_all) {
  Keeper k;
  std::vector<BotRecord> records;
  for (std::int64_t time = 10; time < 9000; time += 370) {
    records.push_back(sample_fill(k.btc, time));
    k.add(time, time);
    k.make(time);
  }
  k.make(10'000);
  const auto expected = windows_of(k.settings, k.book, records);
  BOOST_REQUIRE(k.fills.size() == expected.size());
  for (const BotWindow& window : expected) BOOST_TEST(k.fills.at(window.iteration) == window.entries.at(0).fills);
}

BOOST_AUTO_TEST_SUITE_END()
