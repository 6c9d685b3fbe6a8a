#include <soak/analysis/windows/assemble.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

using namespace soak;

namespace {

constexpr std::size_t one_metric = 1;

SymbolWindows rows(std::vector<WindowKey> keys, std::vector<double> values) {
  return {"A", std::move(values), std::move(keys), nullptr};
}

/// The values in order; units rank as they are numbered.
std::vector<double> ordered(const std::vector<SymbolWindows>& parts) {
  std::vector<const SymbolWindows*> pointers;
  for (const SymbolWindows& part : parts) pointers.push_back(&part);
  std::vector<std::uint32_t> ranks(100);
  std::iota(ranks.begin(), ranks.end(), 0u);
  const auto windows = order_windows(pointers, [&] { return std::span<const std::uint32_t>(ranks); });
  const Series series = assemble("A", windows, one_metric);
  const auto column = series.column(0);
  return {column.begin(), column.end()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(assemble_suite)

BOOST_AUTO_TEST_CASE(iterations_decide_where_every_window_has_one) {
  BOOST_TEST(ordered({rows({{3, 10, 0, 0}, {1, 20, 1, 0}}, {3, 1}), rows({{2, 5, 2, 0}}, {2})}) ==
                 (std::vector<double>{1, 2, 3}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(times_decide_where_an_iteration_is_missing) {
  BOOST_TEST(
      ordered({rows({{1, 30, 0, 0}, {gap, 10, 1, 0}, {2, 20, 2, 0}}, {3, 1, 2})}) == (std::vector<double>{1, 2, 3}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(names_decide_where_times_are_missing_or_all_the_same) {
  BOOST_TEST(ordered({rows({{gap, 7, 5, 0}, {gap, 7, 2, 0}}, {5, 2}), rows({{gap, 7, 3, 0}}, {3})}) ==
                 (std::vector<double>{2, 3, 5}),
             boost::test_tools::per_element());
  BOOST_TEST(ordered({rows({{gap, 1, 5, 0}, {gap, no_time, 2, 0}}, {5, 2})}) == (std::vector<double>{2, 5}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ties_go_by_time_then_by_name_then_by_place) {
  BOOST_TEST(
      ordered({rows({{1, 20, 0, 0}, {1, 10, 1, 0}, {1, 10, 1, 0}}, {30, 10, 20})}) == (std::vector<double>{10, 20, 30}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(times_are_kept_only_if_they_tell_the_windows_apart) {
  const auto times = [](const SymbolWindows& part) {
    const SymbolWindows* const parts[] = {&part};
    return window_times(order_windows(parts, [] { return std::span<const std::uint32_t>(); }));
  };
  BOOST_TEST(times(rows({{2, 20, 0, 0}, {1, 10, 1, 0}}, {2, 1})) == (std::vector<std::int64_t>{10, 20}),
             boost::test_tools::per_element());
  BOOST_TEST(times(rows({{1, 10, 0, 0}, {2, 10, 1, 0}}, {1, 2})).empty());
  BOOST_TEST(times(rows({{1, 10, 0, 0}, {2, no_time, 1, 0}}, {1, 2})).empty());
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
    const std::vector<double> values = ordered(parts);
    BOOST_REQUIRE(std::is_sorted(values.begin(), values.end()));
  }
}

BOOST_AUTO_TEST_SUITE_END()
