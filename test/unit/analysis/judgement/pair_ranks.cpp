#include <soak/analysis/judgement/pair_ranks.hpp>

#include <boost/test/unit_test.hpp>
#include <support/noise.hpp>

using namespace soak;

namespace {

struct Looked {
  std::size_t below = 0;
  std::vector<double> between = {};
};

/// Looks at each pair.
Looked look(const KnownValues& known, double low, double high) {
  Looked looked;
  for (std::size_t i = 0; i < known.size(); ++i) {
    for (std::size_t j = i + 1; j < known.size(); ++j) {
      const double slope = (known.values[j] - known.values[i]) / (known.places[j] - known.places[i]);
      looked.below += slope < low ? 1 : 0;
      if (slope >= low && slope <= high) looked.between.push_back(slope);
    }
  }
  std::sort(looked.between.begin(), looked.between.end());
  return looked;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pair_ranks)

BOOST_AUTO_TEST_CASE(sorting_finds_the_pairs_that_looking_at_each_finds) {
  for (const std::size_t n : {1u, 2u, 3u, 7u, 64u, 65u, 200u}) {
    for (const bool has_gaps : {false, true}) {
      std::vector<double> series = Noise(n).autoregressive(n);
      for (std::size_t i = 1; has_gaps && i < n; i += 3) series[i] = gap;
      const KnownValues known = known_values(series);
      for (const auto& [low, high] : {std::pair{-0.03, 0.02}, {0.0, 0.5}, {-9.0, 9.0}, {0.01, 0.01}}) {
        const Looked looked = look(known, low, high);
        std::vector<double> found;
        std::vector<double> keys;
        BOOST_TEST_CONTEXT("n " << n << " from " << low << " to " << high) {
          BOOST_TEST(judgement_detail::pairs_below(known, low, keys) == looked.below);
          BOOST_TEST(judgement_detail::collect_between(known, low, high, found) == looked.below);
          std::sort(found.begin(), found.end());
          BOOST_TEST(found == looked.between, boost::test_tools::per_element());
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(equal_slopes_at_a_bound_are_between) {
  const KnownValues flat = known_values(std::vector<double>{2, 2, 2, 5, 2});
  std::vector<double> found;
  BOOST_TEST(judgement_detail::collect_between(flat, 0, 0, found) == 1u);
  BOOST_TEST(found.size() == 6u);
}

BOOST_AUTO_TEST_CASE(the_error_of_the_keys_grows_with_values_and_places) {
  const double small = judgement_detail::key_error(known_values(std::vector<double>{1, -1}), 0);
  BOOST_TEST(small > 0);
  BOOST_TEST(small < 1e-14);
  BOOST_TEST(judgement_detail::key_error(known_values(std::vector<double>{1, -1000}), 0) == 1000 * small);
  BOOST_TEST(judgement_detail::key_error(known_values(std::vector<double>(101, 0)), -3) == 300 * small);
}

BOOST_AUTO_TEST_SUITE_END()
