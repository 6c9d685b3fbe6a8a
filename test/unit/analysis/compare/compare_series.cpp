#include <soak/analysis/compare/compare_series.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

#include <string>
#include <vector>

using namespace soak;

namespace {

MetricSet latency() {
  MetricSet metrics;
  metrics.metrics.push_back({"p95", "p95", "p95", {Direction::bad_when_high, 350, 400}, 0, 0});
  return metrics;
}

Series series(const std::string& symbol, std::size_t windows, double level, std::uint64_t seed, std::int64_t from = 0) {
  Series result{symbol, WindowMatrix::from_shape({windows, 1})};
  const std::vector<double> noise = Noise(seed).autoregressive(windows);
  for (std::size_t w = 0; w < windows; ++w) {
    result.values(w, 0) = level + 10 * noise[w];
    result.times.push_back((from + static_cast<std::int64_t>(w)) * 3'600'000'000);
  }
  return result;
}

Comparison compared(const std::vector<Series>& base, const std::vector<Series>& candidate,
                    const CompareSettings& settings) {
  Comparison comparison;
  for (const CommonSeries& one : common_series(base, candidate, comparison)) {
    for (auto& result : compare_symbol(base[one.baseline], candidate[one.candidate], settings)) {
      comparison.results.push_back(std::move(result));
    }
  }
  judge_together(comparison);
  return comparison;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compare_series)

BOOST_AUTO_TEST_CASE(a_slower_build_is_worse_and_an_equal_one_is_not) {
  const CompareSettings settings{latency(), {}, false};
  const Comparison slower = compared({series("A", 48, 250, 1)}, {series("A", 48, 290, 2)}, settings);
  BOOST_TEST((slower.overall == RunVerdict::worse));
  BOOST_TEST(slower.results[0].blocks);
  const ComparedMetric& latency_of_a = slower.results[0];
  BOOST_TEST(latency_of_a.shift == latency_of_a.candidate_median - latency_of_a.baseline_median,
             boost::test_tools::tolerance(0.1));
  const Comparison equal = compared({series("A", 48, 250, 1)}, {series("A", 48, 250, 2)}, settings);
  BOOST_TEST((equal.overall == RunVerdict::not_worse));
  const Comparison faster = compared({series("A", 48, 290, 1)}, {series("A", 48, 250, 2)}, settings);
  BOOST_TEST((faster.overall == RunVerdict::better));
}

BOOST_AUTO_TEST_CASE(the_least_shift_that_matters_can_be_set) {
  const std::vector<Series> base{series("A", 48, 250, 1)};
  const std::vector<Series> candidate{series("A", 48, 270, 2)};
  BOOST_TEST((compared(base, candidate, {latency(), {{"p95", 40}}, false}).overall == RunVerdict::not_worse));
  BOOST_TEST((compared(base, candidate, {latency(), {{"p95", 5}}, false}).overall == RunVerdict::worse));
}

BOOST_AUTO_TEST_CASE(few_windows_are_named_with_what_is_needed) {
  const Comparison few = compared({series("A", 11, 250, 1)}, {series("A", 48, 250, 2)}, {latency(), {}, false});
  BOOST_TEST((few.overall == RunVerdict::too_few));
  BOOST_TEST(few.results[0].needed.value() == 12u);
}

BOOST_AUTO_TEST_CASE(symbols_of_one_run_only_are_named) {
  const Comparison comparison = compared({series("A", 24, 250, 1), series("B", 24, 250, 2)},
                                         {series("B", 24, 250, 3), series("C", 24, 250, 4)}, {latency(), {}, false});
  BOOST_TEST(comparison.results.size() == 1u);
  BOOST_TEST(comparison.only_in_baseline.at(0) == "A");
  BOOST_TEST(comparison.only_in_candidate.at(0) == "C");
}

BOOST_AUTO_TEST_CASE(pairs_are_found_by_time) {
  // A market that moves both alike hides the difference from an unpaired look.
  std::vector<double> market = Noise(7).autoregressive(48, 0.9);
  Series control = series("A", 48, 250, 1);
  Series canary = series("A", 48, 265, 2);
  for (std::size_t w = 0; w < 48; ++w) {
    control.values(w, 0) = 250 + 60 * market[w] + (control.values(w, 0) - 250) / 10;
    canary.values(w, 0) = 265 + 60 * market[w] + (canary.values(w, 0) - 265) / 10;
    canary.times[w] += 900'000'000;  // a quarter of an hour later
  }
  BOOST_TEST((compared({control}, {canary}, {latency(), {}, false}).overall == RunVerdict::undecided));
  const Comparison paired = compared({control}, {canary}, {latency(), {}, true});
  BOOST_TEST((paired.overall == RunVerdict::worse));
  BOOST_TEST(paired.results[0].shift == 15, boost::test_tools::tolerance(0.1));
}

BOOST_AUTO_TEST_CASE(windows_without_a_partner_are_left_out) {
  const Series a = series("A", 30, 250, 1);
  const Series b = series("A", 30, 250, 2, 10);
  const auto columns = compare_detail::paired_columns(a, b, 0);
  BOOST_REQUIRE(columns.baseline.size() == 20u);
  BOOST_TEST(columns.baseline[0] == a.values(10, 0));
  BOOST_TEST(columns.candidate[0] == b.values(0, 0));
}

BOOST_AUTO_TEST_CASE(among_many_metrics_one_weak_sign_does_not_block) {
  Comparison comparison;
  for (int i = 0; i < 20; ++i) {
    ComparedMetric result;
    result.verdict = i == 0 ? RunVerdict::worse : RunVerdict::not_worse;
    result.p = i == 0 ? 0.02 : 0.5;
    comparison.results.push_back(result);
  }
  judge_together(comparison);
  BOOST_TEST(!comparison.results[0].blocks);
  BOOST_TEST((comparison.overall == RunVerdict::undecided));
  comparison.results[0].p = 0.001;
  judge_together(comparison);
  BOOST_TEST((comparison.overall == RunVerdict::worse));
}

BOOST_AUTO_TEST_SUITE_END()
