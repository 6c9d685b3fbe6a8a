#include <soak/analysis/windows/order.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

using namespace soak;

namespace {

SymbolWindows rows(std::vector<WindowKey> keys, std::vector<double> values) {
  return {"A", true, std::move(values), std::move(keys), nullptr};
}

/// Units rank as they are numbered.
OrderedWindows ordered(const std::vector<SymbolWindows>& parts) {
  std::vector<const SymbolWindows*> pointers;
  for (const SymbolWindows& part : parts) pointers.push_back(&part);
  static const std::vector<std::uint32_t> ranks = [] {
    std::vector<std::uint32_t> all(100);
    std::iota(all.begin(), all.end(), 0u);
    return all;
  }();
  return order_windows(pointers, [] { return std::span<const std::uint32_t>(ranks); });
}

std::vector<double> values_of(const std::vector<SymbolWindows>& parts) {
  std::vector<double> values;
  for (const WindowRef& window : ordered(parts).windows) values.push_back(window.rows->values[window.row]);
  return values;
}

using Values = std::vector<double>;

}  // namespace

BOOST_AUTO_TEST_SUITE(order_suite)

BOOST_AUTO_TEST_CASE(times_go_before_iterations) {
  BOOST_TEST(
      values_of({rows({{1, 30, 0, 0}, {2, 10, 1, 0}}, {3, 1}), rows({{gap, 20, 2, 0}}, {2})}) == (Values{1, 2, 3}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(iterations_decide_where_a_time_is_missing) {
  BOOST_TEST(
      values_of({rows({{3, no_time, 0, 0}, {1, 20, 1, 0}}, {3, 1}), rows({{2, 5, 2, 0}}, {2})}) == (Values{1, 2, 3}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_decide_where_times_are_missing_or_all_the_same) {
  BOOST_TEST(
      values_of({rows({{gap, 7, 5, 0}, {gap, 7, 2, 0}}, {5, 2}), rows({{gap, 7, 3, 0}}, {3})}) == (Values{2, 3, 5}),
      boost::test_tools::per_element());
  BOOST_TEST(values_of({rows({{gap, 1, 5, 0}, {gap, no_time, 2, 0}}, {5, 2})}) == (Values{2, 5}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ties_go_by_iteration_then_by_name_then_by_place) {
  BOOST_TEST(values_of({rows({{2, 10, 0, 0}, {1, 10, 1, 0}, {3, 20, 2, 0}}, {20, 10, 30})}) == (Values{10, 20, 30}),
             boost::test_tools::per_element());
  BOOST_TEST(values_of({rows({{1, no_time, 4, 0}, {1, no_time, 1, 0}, {1, no_time, 1, 0}}, {30, 10, 20})}) ==
                 (Values{10, 20, 30}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(positions_are_what_the_windows_are_ordered_by) {
  using Positions = std::vector<std::int64_t>;
  BOOST_TEST(ordered({rows({{2, 20, 0, 0}, {1, 10, 1, 0}}, {2, 1})}).positions() == (Positions{10, 20}),
             boost::test_tools::per_element());
  BOOST_TEST(ordered({rows({{2, 10, 0, 0}, {1, 10, 1, 0}}, {1, 2})}).positions() == (Positions{1, 2}),
             boost::test_tools::per_element());
  BOOST_TEST(ordered({rows({{gap, 10, 0, 0}, {2, no_time, 1, 0}}, {1, 2})}).positions().empty());
  BOOST_TEST(ordered({rows({{gap, 10, 0, 0}}, {1})}).positions() == (Positions{10}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_same_window_twice_counts_once_and_a_rewritten_one_as_it_was_written_last) {
  const OrderedWindows twins = ordered(
      {rows({{1, 10, 0, 0}, {2, 20, 1, 0}, {2, 20, 3, 0}}, {1, 2, 2}), rows({{2, 20, 2, 0}, {3, 30, 4, 0}}, {2, 3})});
  BOOST_TEST(twins.windows.size() == 3u);
  BOOST_TEST(twins.repeated == 2u);
  BOOST_TEST(twins.rewritten == 0u);
  const std::vector<SymbolWindows> written{rows({{2, 20, 9, 0}, {1, 10, 0, 0}, {2, 20, 5, 0}}, {7, 1, 8})};
  BOOST_TEST(values_of(written) == (Values{1, 7}), boost::test_tools::per_element());
  BOOST_TEST(ordered(written).rewritten == 1u);
  // gaps are equal, and a gap is no value
  BOOST_TEST(ordered({rows({{1, 10, 0, 0}, {1, 10, 1, 0}, {2, 20, 2, 0}}, {gap, gap, 1})}).repeated == 1u);
  BOOST_TEST(ordered({rows({{1, 10, 0, 0}, {1, 10, 1, 0}, {2, 20, 2, 0}}, {gap, 0, 1})}).rewritten == 1u);
  // another iteration at the same time, or no usable time: other windows
  BOOST_TEST(ordered({rows({{1, 10, 0, 0}, {2, 10, 1, 0}, {3, 20, 2, 0}}, {1, 1, 1})}).windows.size() == 3u);
  const OrderedWindows untimed = ordered({rows({{1, no_time, 0, 0}, {1, no_time, 1, 0}}, {1, 1})});
  BOOST_TEST(untimed.windows.size() == 2u);
  BOOST_TEST(untimed.same_iterations == 1u);
}

BOOST_AUTO_TEST_CASE(a_bot_that_counts_anew_is_noticed) {
  const OrderedWindows restarted =
      ordered({rows({{1, 10, 0, 0}, {2, 20, 1, 0}, {1, 30, 2, 0}, {2, 40, 3, 0}, {1, 50, 4, 0}}, {1, 2, 3, 4, 5})});
  BOOST_TEST(restarted.restarts == 2u);
  BOOST_TEST(restarted.restarted_at_us == 30);
  BOOST_TEST(ordered({rows({{1, 10, 0, 0}, {gap, 20, 1, 0}, {2, 30, 2, 0}}, {1, 2, 3})}).restarts == 0u);
}

BOOST_AUTO_TEST_CASE(the_split_over_reader_threads_does_not_matter) {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::vector<SymbolWindows> parts(1 + random() % 5);
    const bool with_iteration = random() % 2 == 0;
    for (std::uint32_t unit = 0; unit < 40; ++unit) {
      SymbolWindows& part = parts[random() % parts.size()];
      part.keys.push_back({with_iteration ? std::floor(unit / 2.0) : gap, no_time, unit, 0});
      part.values.push_back(unit);
    }
    std::erase_if(parts, [](const SymbolWindows& part) { return part.keys.empty(); });
    const std::vector<double> values = values_of(parts);
    BOOST_REQUIRE(std::is_sorted(values.begin(), values.end()));
  }
}

BOOST_AUTO_TEST_SUITE_END()
