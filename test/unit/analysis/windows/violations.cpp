#include <soak/analysis/windows/violations.hpp>

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace soak;

namespace {

const MetricSet metrics = standard_metrics();

/// All metrics are fine but the edge, whose values these are.
Series series_of(const std::string& symbol, const std::vector<double>& edges) {
  Series series{symbol, WindowMatrix::from_shape({edges.size(), 4})};
  for (std::size_t w = 0; w < edges.size(); ++w) {
    series.values(w, 0) = edges[w];
    series.values(w, 1) = 0.9;
    series.values(w, 2) = 200;
    series.values(w, 3) = 0.2;
  }
  return series;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(violations_of_series)

BOOST_AUTO_TEST_CASE(limits_are_strict_gaps_are_none_and_crit_goes_before_warn) {
  const std::vector<Series> series{series_of("A", {2.5, 2.0, gap, 1.9, 2.4})};
  const auto found = find_violations(series, metrics);
  BOOST_REQUIRE(found.size() == 3u);
  BOOST_TEST((found[0].level == Level::warn));
  BOOST_TEST(found[0].window_index.value() == 1u);
  BOOST_TEST(found[0].threshold == 2.5);
  BOOST_TEST(found[0].note == "Edge below target, optimization required");
  BOOST_TEST((found[1].level == Level::crit));
  BOOST_TEST(found[1].window_index.value() == 3u);
  BOOST_TEST(found[1].threshold == 2.0);
  BOOST_TEST(found[1].note == "Critical edge, stop trading");
  BOOST_TEST(found[2].window_index.value() == 4u);
}

BOOST_AUTO_TEST_CASE(a_metric_without_any_value_has_one_about_the_data) {
  const std::vector<Series> series{series_of("A", {gap, gap})};
  const auto found = find_violations(series, metrics);
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST((found[0].level == Level::warn));
  BOOST_TEST(!found[0].window_index.has_value());
  BOOST_TEST(is_gap(found[0].value));
  BOOST_TEST(found[0].note == "No valid data");
}

BOOST_AUTO_TEST_CASE(a_stretch_of_windows_tells_of_the_data_only_if_it_is_the_last) {
  const Series series = series_of("A", {1, 3, 1});
  const auto count = [&](std::size_t first, std::size_t last) {
    std::size_t numbered = 0;
    std::size_t about_data = 0;
    visit_violations(series, metrics, 0, first, last, DataProblem::stale,
                     [&](const Violation& one) { ++(one.window_index ? numbered : about_data); });
    return std::pair(numbered, about_data);
  };
  BOOST_TEST((count(0, 2) == std::pair<std::size_t, std::size_t>(1, 0)));
  BOOST_TEST((count(2, 3) == std::pair<std::size_t, std::size_t>(1, 1)));
}

BOOST_AUTO_TEST_SUITE_END()
