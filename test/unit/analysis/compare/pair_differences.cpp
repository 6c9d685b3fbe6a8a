#include <soak/analysis/compare/pair_differences.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

using namespace soak;

namespace {

std::vector<double> sample(Noise& noise, std::size_t n, int kind) {
  std::vector<double> values(n);
  for (double& value : values) {
    const double x = noise.normal();
    value = kind == 0   ? x
            : kind == 1 ? std::round(x)
            : kind == 2 ? std::exp(150 * x)
            : kind == 3 ? 7
            : x < 1     ? 0
                        : 1e300;
  }
  std::sort(values.begin(), values.end());
  return values;
}

std::vector<double> all_differences(const std::vector<double>& rows, const std::vector<double>& columns) {
  std::vector<double> all;
  for (const double row : rows) {
    for (const double column : columns) all.push_back(column - row);
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<double> walsh_sums(const std::vector<double>& values) {
  std::vector<double> all;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i; j < values.size(); ++j) all.push_back(values[i] + values[j]);
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// Every rank of a small sample, every 97th of a large one.
void check_ranks(const PairDifferences& pairs, const std::vector<double>& expected) {
  BOOST_REQUIRE(pairs.size() == expected.size());
  std::vector<double> scratch;
  for (std::size_t rank = 0; rank < expected.size(); rank += expected.size() < 1000 ? 1 : 97) {
    BOOST_TEST(pairs.select(rank, scratch) == expected[rank]);
  }
  BOOST_TEST(pairs.select(expected.size() - 1, scratch) == expected.back());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pair_differences)

BOOST_AUTO_TEST_CASE(every_rank_is_that_of_the_sorted_differences) {
  Noise noise(12);
  for (const int kind : {0, 1, 2, 3, 4}) {
    for (const auto& [n1, n2] : {std::pair<std::size_t, std::size_t>{1, 1}, {3, 1}, {12, 13}, {60, 90}}) {
      BOOST_TEST_CONTEXT("kind " << kind << ", " << n1 << " x " << n2) {
        const auto rows = sample(noise, n1, kind), columns = sample(noise, n2, kind);
        check_ranks(PairDifferences(rows, columns), all_differences(rows, columns));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_upper_half_holds_each_sum_once) {
  Noise noise(13);
  for (const int kind : {0, 1, 2, 3, 4}) {
    for (const std::size_t n : {1u, 2u, 3u, 40u, 120u}) {
      BOOST_TEST_CONTEXT("kind " << kind << ", " << n) {
        const auto values = sample(noise, n, kind);
        std::vector<double> mirrored(values.rbegin(), values.rend());
        for (double& value : mirrored) value = -value;
        check_ranks(PairDifferences(mirrored, values, PairDifferences::Shape::upper), walsh_sums(values));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(an_interval_that_the_values_cannot_reach_is_infinite) {
  const std::vector<double> rows{0, 0, 0}, columns{1, 2, 3};
  const PairDifferences pairs(rows, columns);
  const ShiftEstimate whole = hodges_lehmann(pairs, 3.5);  // k = 1: least and greatest
  BOOST_TEST(whole.estimate == 2);
  BOOST_TEST(whole.low == 1);
  BOOST_TEST(whole.high == 3);
  const ShiftEstimate beyond = hodges_lehmann(pairs, 3.6);
  BOOST_TEST(std::isinf(beyond.low));
  BOOST_TEST(std::isinf(beyond.high));
  BOOST_TEST(hodges_lehmann(PairDifferences(std::vector<double>{0, 0}, columns), 0).estimate == 2);
}

BOOST_AUTO_TEST_SUITE_END()
