#include <soak/analysis/judgement/change_point.hpp>

#include <support/golden.hpp>
#include <support/noise.hpp>

using namespace soak;

namespace {

std::vector<double> step(std::size_t n, std::size_t at, double height, std::uint64_t seed = 8) {
  std::vector<double> series = Noise(seed).autoregressive(n);
  for (std::size_t i = at; i < n; ++i) series[i] += height;
  return series;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(change_point)

BOOST_AUTO_TEST_CASE(agrees_with_the_golden_numbers) {
  const auto file = golden::load("change_point.json");
  BOOST_TEST(file.at("cases").as_array().size() == 4u);
  for (const auto& entry : file.at("cases").as_array()) {
    BOOST_TEST_CONTEXT(entry.at("name").as_string()) {
      const auto found = find_change_point(golden::series(entry.at("values")));
      BOOST_REQUIRE(found);
      boost::json::object expect = entry.at("expect").as_object();
      golden::take(expect, "p", found->p);
      golden::take(expect, "first_window_of_new_level", static_cast<double>(found->window));
      golden::take(expect, "phi", found->phi);
      BOOST_TEST(expect.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_step_is_found_where_it_is_in_any_unit_and_about_any_zero) {
  for (const double scale : {1.0, 0x1p700, 0x1p-800}) {
    std::vector<double> series = step(96, 48, 10);
    for (double& value : series) value = value * scale;
    const auto found = find_change_point(series);
    BOOST_REQUIRE(found);
    BOOST_TEST(found->window == 48u);
    BOOST_TEST(found->is_confirmed());
    BOOST_TEST(std::fabs(found->before) < scale);
    BOOST_TEST(std::fabs(found->after - 10 * scale) < scale);
  }
}

BOOST_AUTO_TEST_CASE(reversed_it_changes_at_the_mirrored_window) {
  const std::vector<double> series = step(96, 48, 10);
  const auto turned = find_change_point(std::vector<double>(series.rbegin(), series.rend()));
  BOOST_REQUIRE(turned);
  BOOST_TEST(turned->window == 48u);
  BOOST_TEST(golden::is_close(turned->p, find_change_point(series)->p));
}

BOOST_AUTO_TEST_CASE(the_window_counts_gaps) {
  std::vector<double> series = step(96, 48, 10);
  series.insert(series.begin() + 30, 7, gap);
  BOOST_TEST(find_change_point(series)->window == 55u);
}

BOOST_AUTO_TEST_CASE(a_step_at_an_end_is_none) {
  const auto early = find_change_point(step(48, 3, 50));
  BOOST_TEST(early->window >= 6u);
  BOOST_TEST(!early->is_confirmed());
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    BOOST_TEST(find_change_point(step(48, 46, 50, seed))->window <= 42u);
    BOOST_TEST(find_change_point(step(48, 2, 50, seed))->window >= 6u);
  }
}

BOOST_AUTO_TEST_CASE(too_few_values_and_constant_ones_have_none) {
  BOOST_TEST(!find_change_point(step(23, 12, 9)));
  BOOST_TEST(find_change_point(step(24, 12, 9)).has_value());
  BOOST_TEST(find_change_point(std::vector<double>(30, 0.7))->p == 1);
}

BOOST_AUTO_TEST_SUITE_END()
