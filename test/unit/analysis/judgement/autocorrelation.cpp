#include <soak/analysis/judgement/autocorrelation.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(autocorrelation)

BOOST_AUTO_TEST_CASE(only_neighbouring_places_are_pairs) {
  const std::vector<double> values{1, -1, 1, -1, 1, -1};
  BOOST_TEST(lag1_autocorrelation(values, std::vector<double>{0, 1, 2, 3, 4, 5}) == -1);
  BOOST_TEST(lag1_autocorrelation(values, std::vector<double>{0, 2, 4, 6, 8, 10}) == 0);
  BOOST_TEST(lag1_autocorrelation(values, std::vector<double>{0, 1, 2, 4, 6, 8}) == 0);  // two pairs are too few
  BOOST_TEST(lag1_autocorrelation(values, std::vector<double>{0, 1, 2, 3, 5, 7}) == -1);
}

BOOST_AUTO_TEST_CASE(a_constant_series_has_none_whatever_its_value) {
  const std::vector<double> places{0, 1, 2, 3, 4, 5, 6};
  for (const double value : {0.1, 0.7, 3.1, -1e9}) {
    BOOST_TEST(lag1_autocorrelation(std::vector<double>(7, value), places) == 0);
  }
}

BOOST_AUTO_TEST_CASE(phi_is_found_again_and_stays_within_its_bounds) {
  const std::size_t n = 4000;
  std::vector<double> places(n);
  for (std::size_t i = 0; i < n; ++i) places[i] = static_cast<double>(i);
  for (const double phi : {0.0, 0.3, 0.7, 0.9}) {
    const double found = level_phi(Noise(5).autoregressive(n, phi), places);
    BOOST_TEST(std::fabs(found - phi) < 0.05);
  }
  BOOST_TEST(level_phi(places, places) == 0.95);
  BOOST_TEST(level_phi(std::vector<double>{1, 2, 3, 4}, std::vector<double>{0, 1, 2, 3}) == 0);
}

BOOST_AUTO_TEST_CASE(factors_are_the_sums_of_their_definition) {
  for (const std::size_t size : {3u, 12u, 400u}) {
    const auto n = static_cast<double>(size);
    double mean_sum = 0, trend_sum = 0;
    for (double k = 1; k < n; ++k) {
      const double rho = 6 / std::numbers::pi * std::asin(std::pow(0.8, k) / 2);
      mean_sum += (1 - k / n) * rho;
      trend_sum += (n - k) * (n - k - 1) * (n - k - 2) * rho;
    }
    BOOST_TEST(mean_variance_factor(0.8, size) == 1 + 2 * mean_sum, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(trend_variance_factor(0.8, size) == 1 + 2 / (n * (n - 1) * (n - 2)) * trend_sum,
               boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(mean_variance_factor(0, 24) == 1);
  BOOST_TEST(trend_variance_factor(-0.5, 24) == 1);
}

BOOST_AUTO_TEST_SUITE_END()
