#include <soak/analysis/windows/assemble.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(assemble_suite)

BOOST_AUTO_TEST_CASE(impossible_values_become_gaps_and_are_counted) {
  const MetricSet metrics = standard_metrics();
  const SymbolWindows rows{"A",
                           true,
                           {3, 0.9, 200, 0.3, 10001, 60, 0, -0.1, -10000, 1, 1e-9, 0, gap, 1.0000001, -35, gap},
                           {{1, 1, 0, 0}, {2, 2, 0, 0}, {3, 3, 0, 0}, {4, 4, 0, 0}},
                           nullptr};
  std::vector<WindowRef> windows;
  for (std::size_t row = 0; row < 4; ++row) windows.push_back({&rows, row});
  std::vector<OutOfRange> out;
  const Series series = assemble("A", windows, metrics, out);
  const auto shown = [&](std::size_t m) {
    std::string text;
    for (const double value : series.column(m)) text += is_gap(value) ? "- " : format_number(value) + " ";
    return text + std::to_string(out[m].windows) + (out[m].in_newest ? "!" : "");
  };
  BOOST_TEST(shown(0) == "3 - -10000 - 1");
  BOOST_TEST(shown(1) == "0.9 - 1 - 2!");
  BOOST_TEST(shown(2) == "200 - 1e-09 - 2!");
  BOOST_TEST(shown(3) == "0.3 - 0 - 1");
}

BOOST_AUTO_TEST_SUITE_END()
