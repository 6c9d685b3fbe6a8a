#include <soak/analysis/judgement/drift.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

#include <vector>

using namespace soak;

namespace {

constexpr Threshold latency{Direction::bad_when_high, 350, 400};

std::vector<double> noisy_line(std::size_t n, double from, double to, std::uint64_t seed = 1) {
  std::vector<double> series = Noise(seed).autoregressive(n);
  const double last = static_cast<double>(n) - 1;
  for (std::size_t i = 0; i < n; ++i) series[i] += from + (to - from) * static_cast<double>(i) / last;
  return series;
}

MetricSummary judged(const std::vector<double>& series) {
  MetricSummary summary;
  std::vector<double> scratch;
  judge_drift(series, latency, summary, scratch);
  return summary;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(drift)

BOOST_AUTO_TEST_CASE(too_few_windows_say_nothing) {
  const MetricSummary summary = judged(noisy_line(11, 300, 340));
  BOOST_TEST(!summary.drift.is_confirmed.has_value());
  BOOST_TEST(is_gap(summary.drift.p));
  BOOST_TEST(is_gap(summary.drift.drift));
  BOOST_TEST(!summary.forecast.has_value());
}

BOOST_AUTO_TEST_CASE(a_drift_that_matters_is_real_and_has_a_forecast) {
  const MetricSummary summary = judged(noisy_line(96, 300, 330));
  BOOST_TEST(summary.drift.is_real());
  BOOST_TEST(summary.drift.drift == 30, boost::test_tools::tolerance(0.1));
  BOOST_REQUIRE(summary.forecast.has_value());
  BOOST_TEST((summary.forecast->level == Level::warn));
  BOOST_TEST(summary.forecast->earliest < 65);
  BOOST_TEST(summary.forecast->latest > 60);
}

BOOST_AUTO_TEST_CASE(beyond_warn_the_forecast_is_that_of_crit) {
  const MetricSummary summary = judged(noisy_line(96, 350, 380));
  BOOST_REQUIRE(summary.forecast.has_value());
  BOOST_TEST((summary.forecast->level == Level::crit));
}

BOOST_AUTO_TEST_CASE(a_drift_away_from_the_limits_has_no_forecast) {
  const MetricSummary summary = judged(noisy_line(96, 330, 300));
  BOOST_TEST(summary.drift.is_real());
  BOOST_TEST(!summary.forecast.has_value());
}

BOOST_AUTO_TEST_CASE(a_confirmed_drift_may_be_too_small_to_matter) {
  const MetricSummary summary = judged(noisy_line(336, 300, 310));
  BOOST_TEST(summary.drift.is_confirmed.value());
  BOOST_TEST(!summary.drift.is_real());
}

BOOST_AUTO_TEST_CASE(a_step_is_found_where_it_is) {
  std::vector<double> series = Noise(2).autoregressive(96);
  for (std::size_t i = 60; i < 96; ++i) series[i] += 6;
  BOOST_TEST(judged(series).drift.changed_at.value() == 60u);
}

BOOST_AUTO_TEST_CASE(a_very_long_series_is_judged_in_blocks_to_the_same_effect) {
  const MetricSummary summary = judged(noisy_line(40'000, 300, 330));
  BOOST_TEST(summary.drift.is_real());
  BOOST_TEST(summary.drift.drift == 30, boost::test_tools::tolerance(0.01));
  BOOST_REQUIRE(summary.forecast.has_value());
  BOOST_TEST(summary.forecast->earliest > 20'000);
  BOOST_TEST(summary.forecast->latest < 32'000);
  std::vector<double> step = Noise(3).autoregressive(40'000);
  for (std::size_t i = 25'000; i < step.size(); ++i) step[i] += 2;
  BOOST_TEST(judged(step).drift.changed_at.value() >= 24'900u);
  BOOST_TEST(judged(step).drift.changed_at.value() <= 25'100u);
}

BOOST_AUTO_TEST_CASE(noise_in_blocks_is_no_drift) {
  std::size_t confirmed = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    confirmed += judged(Noise(seed).autoregressive(9000, 0.5)).drift.is_confirmed.value() ? 1 : 0;
  }
  BOOST_TEST(confirmed <= 2u);
}

BOOST_AUTO_TEST_SUITE_END()
