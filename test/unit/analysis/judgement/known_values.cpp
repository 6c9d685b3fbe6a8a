#include <soak/analysis/judgement/known_values.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(known_values_)

BOOST_AUTO_TEST_CASE(gaps_leave_their_places_empty) {
  const KnownValues known = known_values(std::vector<double>{gap, 3, gap, 5});
  BOOST_TEST(known.values == (std::vector<double>{3, 5}), boost::test_tools::per_element());
  BOOST_TEST(known.places == (std::vector<double>{1, 3}), boost::test_tools::per_element());
  BOOST_TEST(known.unit == 1);
  BOOST_TEST(known_values({}).size() == 0u);
}

BOOST_AUTO_TEST_CASE(huge_and_tiny_values_get_a_unit_in_which_their_squares_are_finite) {
  for (const double magnitude : {1.7e308, 1e200, 1e-200, 1e-310}) {
    const std::vector<double> series{magnitude, -magnitude / 2};
    const KnownValues known = known_values(series);
    BOOST_TEST(known.values[0] * known.values[0] > 1e-5);
    BOOST_TEST(known.values[0] * known.values[0] < 1e5);
    BOOST_TEST(known.values[0] * known.unit == magnitude);
  }
  BOOST_TEST(safe_unit(std::vector<double>{0, gap}) == 1);
  BOOST_TEST(safe_unit(std::vector<double>{gap}) == 1);
}

BOOST_AUTO_TEST_CASE(rounding_noise_is_constant) {
  BOOST_TEST(known_values(std::vector<double>{0.1 + 0.2, 0.3, 0.3}).is_constant());
  BOOST_TEST(known_values(std::vector<double>{0, 0, gap}).is_constant());
  BOOST_TEST(known_values(std::vector<double>{gap, 4}).is_constant());
  BOOST_TEST(!known_values(std::vector<double>{1, 1 + 1e-8}).is_constant());
}

BOOST_AUTO_TEST_CASE(equal_values_share_the_mean_of_their_ranks) {
  const std::vector<double> values{5, 1, 5, 2, 5};
  BOOST_TEST(midranks(values) == (std::vector<double>{4, 1, 4, 2, 4}), boost::test_tools::per_element());
  BOOST_TEST(midranks({}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
