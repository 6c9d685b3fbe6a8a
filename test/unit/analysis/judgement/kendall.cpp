#include <soak/analysis/judgement/kendall.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

using namespace soak;

namespace {

std::int64_t counted_pair_by_pair(const std::vector<double>& values) {
  std::int64_t s = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) s += (values[j] > values[i]) - (values[j] < values[i]);
  }
  return s;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kendall)

BOOST_AUTO_TEST_CASE(the_merge_sort_counts_what_all_pairs_count) {
  Noise noise(1);
  for (std::size_t n = 0; n < 130; ++n) {
    std::vector<double> values = noise.autoregressive(n);
    if (n % 2 == 1) {
      for (double& value : values) value = std::round(2 * value);  // ties
    }
    BOOST_TEST_CONTEXT("n " << n) { BOOST_TEST(kendall_count(values).s == counted_pair_by_pair(values)); }
  }
}

BOOST_AUTO_TEST_CASE(ties_take_their_share_of_variance_and_tau) {
  const KendallCount count = kendall_count(std::vector<double>{1, 1, 2, 2, 2, 3});
  BOOST_TEST(count.s == 11);
  BOOST_TEST(count.variance == (6.0 * 5 * 17 - 2 * 1 * 9 - 3 * 2 * 11) / 18);
  BOOST_TEST(count.tau_b == 11 / std::sqrt(15.0 * 11));
}

BOOST_AUTO_TEST_CASE(a_constant_series_has_no_variance) {
  const KendallCount count = kendall_count(std::vector<double>(30, 0.7));
  BOOST_TEST(count.s == 0);
  BOOST_TEST(count.variance == 0);
  BOOST_TEST(count.tau_b == 0);
}

BOOST_AUTO_TEST_CASE(monotone_is_one) {
  std::vector<double> values(1000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i * i);
  BOOST_TEST(kendall_count(values).tau_b == 1);
  std::reverse(values.begin(), values.end());
  BOOST_TEST(kendall_count(values).tau_b == -1);
  BOOST_TEST(kendall_count(values).s == -499500);
}

BOOST_AUTO_TEST_SUITE_END()
