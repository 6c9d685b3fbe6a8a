#include <soak/core/stats.hpp>

#include <boost/test/unit_test.hpp>

#include <random>

using namespace soak;

namespace {

double sorted_median(std::vector<double> values) {
  std::erase_if(values, is_gap);
  if (values.empty()) return gap;
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : std::midpoint(values[n / 2 - 1], values[n / 2]);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stats)

BOOST_AUTO_TEST_CASE(extent_ignores_and_counts_gaps) {
  const std::vector<double> series{gap, 3, -1, gap, 2, gap};
  const Extent e = extent(series);
  BOOST_TEST(e.min == -1);
  BOOST_TEST(e.max == 3);
  BOOST_TEST(e.last == 2);
  BOOST_TEST(e.gaps == 3u);
  BOOST_TEST(is_gap(extent(std::vector<double>{gap, gap}).last));
  BOOST_TEST(extent({}).gaps == 0u);
}

BOOST_AUTO_TEST_CASE(mean_of_huge_values_does_not_overflow) {
  BOOST_TEST(mean(std::vector<double>{1e308, 1e308, 1e308}) == 1e308, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(mean(std::vector<double>{1, gap, 2}) == 1.5);
  BOOST_TEST(is_gap(mean(std::vector<double>{gap})));
  BOOST_TEST(mean(std::vector<double>{0}) == 0);
}

BOOST_AUTO_TEST_CASE(the_mean_of_equal_values_is_that_value) {
  for (const double value : {0.1, 0.35, 0.45, 0.55, 0.7, 3.1}) {
    for (std::size_t count = 1; count < 200; ++count) BOOST_TEST(mean(std::vector<double>(count, value)) == value);
  }
}

BOOST_AUTO_TEST_CASE(median_is_that_of_a_sorted_copy_at_every_size) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal(0, 1);
  for (const std::size_t size : {1u, 2u, 3u, 10u, 11u, 4095u, 4096u, 4097u, 50000u}) {
    for (const int kind : {0, 1, 2, 3, 4}) {
      std::vector<double> series(size);
      for (double& value : series) {
        value = kind == 0 ? normal(random) : kind == 1 ? std::round(normal(random)) : kind == 2 ? 7 : normal(random);
        if (kind == 3 && random() % 3 == 0) value = gap;
        if (kind == 4) value = value > 1 ? 1e300 : value * 1e-300;
      }
      BOOST_TEST_CONTEXT("size " << size << " kind " << kind) {
        const double expected = sorted_median(series);
        BOOST_TEST((median(series) == expected || (is_gap(expected) && is_gap(median(series)))));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(median_of_two_huge_values_does_not_overflow) {
  BOOST_TEST(median(std::vector<double>{1e308, 1.5e308}) == 1.25e308);
}

BOOST_AUTO_TEST_CASE(quantile_interpolates_between_ranks) {
  const std::vector<double> series{4, gap, 1, 3, 2};
  BOOST_TEST(quantile(series, 0.0) == 1);
  BOOST_TEST(quantile(series, 0.5) == 2.5);
  BOOST_TEST(quantile(series, 1.0) == 4);
  BOOST_TEST(is_gap(quantile(std::vector<double>{gap}, 0.5)));
}

BOOST_AUTO_TEST_SUITE_END()
