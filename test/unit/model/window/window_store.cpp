#include <soak/model/window/window_store.hpp>

#include <boost/test/unit_test.hpp>

#include <array>
#include <deque>
#include <string>
#include <vector>

using namespace soak;

namespace {

struct Store {
  WindowStore store;

  void add(std::string_view symbol, double value, std::uint32_t unit = 0, std::string_view commit = {},
           std::string_view profile = {}, std::string_view source = {}) {
    const std::array<double, 2> values{value, gap};
    store.add({symbol, values, value, 1000, commit, profile, source, true}, unit);
  }
  /// "A:1,2 B:3", the first value of each row
  std::string shown() const {
    std::string out;
    for (const SymbolWindows& rows : store.symbols()) {
      out += (out.empty() ? "" : " ") + rows.symbol + ":";
      for (std::size_t i = 0; i < rows.values.size(); i += 2) {
        out += (i == 0 ? "" : ",") + format_number(rows.values[i]);
      }
    }
    return out;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(window_store, Store)

BOOST_AUTO_TEST_CASE(windows_of_a_symbol_stay_in_the_order_in_which_they_came) {
  add("B", 1);
  add("A", 2);
  add("B", 3, 1);
  add("A", 4, 1);
  add("A", 5, 2);
  add("B", 6, 2);
  BOOST_TEST(shown() == "B:1,3,6 A:2,4,5");
  const SymbolWindows& rows = store.symbols().front();
  BOOST_REQUIRE(rows.keys.size() == 3u);
  BOOST_TEST(rows.values.size() == 6u);
  BOOST_TEST(is_gap(rows.values[1]));
  BOOST_TEST(rows.keys[1].unit == 1u);
  BOOST_TEST(rows.keys[1].iteration == 3);
  BOOST_TEST(rows.keys[1].time_us == 1000);
}

// The symbol that followed the last time is tried first; a round in another order must not mix symbols up.
BOOST_AUTO_TEST_CASE(symbols_in_another_order_each_round_are_told_apart) {
  const std::array<const char*, 6> orders{"ABC", "CBA", "BCA", "AAB", "CCC", "BAC"};
  std::array<std::size_t, 3> expected{};
  for (const std::string_view order : orders) {
    for (const char symbol : order) {
      add(std::string_view(&symbol, 1), static_cast<double>(symbol));
      ++expected[static_cast<std::size_t>(symbol - 'A')];
    }
  }
  BOOST_REQUIRE(store.symbols().size() == 3u);
  for (const SymbolWindows& rows : store.symbols()) {
    const char symbol = rows.symbol.front();
    BOOST_TEST(rows.keys.size() == expected[static_cast<std::size_t>(symbol - 'A')]);
    for (const WindowKey& key : rows.keys) BOOST_TEST(key.iteration == static_cast<double>(symbol));
  }
}

BOOST_AUTO_TEST_CASE(many_symbols_stay_where_they_are) {
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 2000; ++i) add("S" + std::to_string(i), i);
  }
  BOOST_REQUIRE(store.symbols().size() == 2000u);
  for (const SymbolWindows& rows : store.symbols()) BOOST_REQUIRE(rows.keys.size() == 2u);
}

BOOST_AUTO_TEST_CASE(of_a_symbol_that_nobody_wants_only_the_keys_are_kept) {
  const std::array<double, 2> values{1, 2};
  store.add({"A", values, 1, no_time, {}, {}, {}, false}, 0);
  BOOST_TEST(!store.symbols().front().is_wanted);
  BOOST_TEST(store.symbols().front().values.empty());
  BOOST_TEST(store.symbols().front().keys.size() == 1u);
}

BOOST_AUTO_TEST_CASE(each_origin_is_kept_once) {
  add("A", 1, 0, "c1", "p", "bot");
  add("B", 1, 0, "c1", "p", "bot");
  add("A", 2, 0, "c2", "p", "bot");
  add("A", 3, 0, "c1", "p", "bot");
  add("A", 4);
  const std::vector<WindowOrigin> expected{{"c1", "p", "bot"}, {"c2", "p", "bot"}, {"", "", ""}};
  BOOST_TEST((store.origins() == expected));
  const std::vector<WindowKey>& keys = store.symbols().front().keys;
  std::string places;
  for (const WindowKey& key : keys) places += std::to_string(key.origin);
  BOOST_TEST(places == "0102");
  BOOST_TEST(store.symbols().front().origins == &store.origins());
}

// The parts of an origin are not joined into one text.
BOOST_AUTO_TEST_CASE(origins_that_read_alike_are_two) {
  using namespace std::string_view_literals;
  add("A", 1, 0, "a", "b", "");
  add("A", 2, 0, "ab", "", "");
  add("A", 3, 0, "", "ab", "");
  add("A", 4, 0, "a\0"sv, "b", "");
  add("A", 5, 0, "a", "\0b"sv, "");
  BOOST_REQUIRE(store.origins().size() == 5u);
  for (std::size_t i = 0; i < 5; ++i) BOOST_TEST(store.symbols().front().keys[i].origin == i);
}

BOOST_AUTO_TEST_CASE(what_is_restored_refers_to_the_origins_of_its_new_place) {
  std::deque<SymbolWindows> symbols;
  symbols.push_back({"A", true, {1, gap}, {{1, 2, 0, 0}}, nullptr, nullptr});
  symbols.push_back({"B", false, {}, {{1, 2, 0, 0}}, nullptr, nullptr});
  store.restore(std::move(symbols), {{"c", "p", "s"}});
  BOOST_TEST(shown() == "A:1 B:");
  for (const SymbolWindows& rows : store.symbols()) BOOST_TEST(rows.origins == &store.origins());
  BOOST_TEST(store.origins().front().commit == "c");
}

BOOST_AUTO_TEST_SUITE_END()
