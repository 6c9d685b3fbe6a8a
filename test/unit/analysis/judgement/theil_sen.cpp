#include <soak/analysis/judgement/theil_sen.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

using namespace soak;

namespace {

double slope_of(const std::vector<double>& series) {
  std::vector<double> scratch;
  return theil_sen_slope(known_values(series), scratch);
}

std::vector<double> drifting(std::size_t n, double slope) {
  std::vector<double> series = Noise(11).autoregressive(n);
  for (std::size_t i = 0; i < n; ++i) series[i] += slope * static_cast<double>(i);
  return series;
}

std::vector<double> all_slopes(const KnownValues& known) {
  std::vector<double> all;
  for (std::size_t i = 0; i < known.size(); ++i) {
    for (std::size_t j = i + 1; j < known.size(); ++j) {
      all.push_back((known.values[j] - known.values[i]) / (known.places[j] - known.places[i]));
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(theil_sen)

BOOST_AUTO_TEST_CASE(every_rank_is_that_of_all_slopes_sorted) {
  Noise noise(4);
  for (const std::size_t n : {2u, 3u, 50u, 90u, 91u, 150u, 400u}) {
    for (const int kind : {0, 1, 2, 3, 4}) {
      std::vector<double> series = drifting(n, 0.01);
      for (double& value : series) {
        if (kind == 1) value = std::round(value);  // many ties
        if (kind == 2) value = std::exp(40 * value);
        if (kind == 3) value = value > 2 ? 1 : 0;  // nearly all pairs have a slope of 0
        if (kind == 4 && noise.uniform() < 0.3) value = gap;
      }
      const KnownValues known = known_values(series);
      const std::vector<double> sorted = all_slopes(known);
      const PairSlopes slopes(known);
      BOOST_TEST_CONTEXT("n " << n << " kind " << kind) {
        BOOST_REQUIRE(slopes.size() == sorted.size());
        if (sorted.empty()) continue;
        std::vector<double> scratch;
        for (std::size_t part = 0; part <= 20; ++part) {
          const std::size_t rank = part * (sorted.size() - 1) / 20;
          BOOST_TEST(slopes.select(rank, scratch) == sorted[rank]);
        }
        BOOST_TEST(slopes.median(scratch) == median(sorted));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(where_the_sample_misleads_all_slopes_are_looked_at) {
  // Five of 400,000 series whose sample puts the median elsewhere than it is.
  for (const unsigned seed : {76402u, 84433u, 363837u, 393735u, 398548u}) {
    const KnownValues known = known_values(Noise(seed).autoregressive(92));
    std::vector<double> scratch;
    BOOST_TEST(PairSlopes(known).median(scratch) == median(all_slopes(known)));
  }
}

BOOST_AUTO_TEST_CASE(the_median_of_two_million_slopes_is_exact) {
  for (const int kind : {0, 1, 2}) {
    std::vector<double> series = drifting(2000, 1e-4);
    for (double& value : series) {
      if (kind == 1) value = std::round(10 * value) / 10;
      if (kind == 2 && value > 1.5) value = gap;
    }
    const KnownValues known = known_values(series);
    std::vector<double> scratch;
    BOOST_TEST_CONTEXT("kind " << kind) { BOOST_TEST(PairSlopes(known).median(scratch) == median(all_slopes(known))); }
  }
}

BOOST_AUTO_TEST_CASE(slopes_that_differ_by_rounding_alone_are_told_apart) {
  for (std::size_t n = 92; n < 250; n += 7) {
    std::vector<double> series(n);
    for (std::size_t i = 0; i < n; ++i) series[i] = static_cast<double>(i) / 3;
    const KnownValues known = known_values(series);
    const std::vector<double> sorted = all_slopes(known);
    std::vector<double> scratch;
    for (std::size_t part = 0; part <= 20; ++part) {
      const std::size_t rank = part * (sorted.size() - 1) / 20;
      BOOST_TEST(PairSlopes(known).select(rank, scratch) == sorted[rank]);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_gap_stretches_the_pair_across_it) {
  BOOST_TEST(slope_of({1, gap, gap, 7}) == 2);
  BOOST_TEST(slope_of({0, 1, gap, 3, 4, 100}) == 1);  // an outlier does nothing
  BOOST_TEST(is_gap(slope_of({gap, 4})));
}

BOOST_AUTO_TEST_CASE(a_long_series_is_thinned_by_its_lags_and_keeps_its_slope) {
  BOOST_TEST(PairSlopes(known_values(drifting(2048, 0))).size() == 2048u * 2047 / 2);
  BOOST_TEST(!PairSlopes(known_values(drifting(2048, 0))).is_thinned());
  for (const std::size_t n : {2049u, 5000u, 100000u}) {
    BOOST_TEST_CONTEXT("n " << n) {
      const double slope = 2.0 / static_cast<double>(n);
      const KnownValues known = known_values(drifting(n, slope));
      const PairSlopes slopes(known);
      BOOST_TEST(slopes.is_thinned());
      BOOST_TEST(slopes.size() > 200000u);
      BOOST_TEST(slopes.size() <= 600000u);
      std::vector<double> scratch;
      // The estimator's standard deviation is about sqrt(12/n^3) for unit noise.
      BOOST_TEST(std::fabs(slopes.median(scratch) - slope) < 4 * std::sqrt(12 / std::pow(static_cast<double>(n), 3)));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
