#include <soak/analysis/compare/verdict.hpp>

#include <support/golden.hpp>

using namespace soak;

namespace {

constexpr double delta = 0.5;

RunComparison interval(double low, double shift, double high, std::size_t n = 48) {
  return {.baseline = n, .candidate = n, .p = 0.5, .shift = shift, .low = low, .high = high};
}

std::string_view high_is_bad(double low, double shift, double high) {
  return to_string(verdict_of_metric(interval(low, shift, high), delta, Direction::bad_when_high));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(run_verdict)

BOOST_AUTO_TEST_CASE(the_order_of_the_rules) {
  BOOST_TEST(high_is_bad(0.1, 0.5, 0.9) == "WORSE");
  BOOST_TEST(high_is_bad(0.1, 0.4, 0.7) == "UNDECIDED");  // certain, but is it large enough?
  BOOST_TEST(high_is_bad(0.1, 0.3, 0.4) == "NOT_WORSE");  // certain and too small
  BOOST_TEST(high_is_bad(0.0, 0.6, 1.2) == "UNDECIDED");
  BOOST_TEST(high_is_bad(-0.9, -0.5, -0.1) == "BETTER");
  BOOST_TEST(high_is_bad(-0.4, -0.3, -0.1) == "NOT_WORSE");
  BOOST_TEST(high_is_bad(-0.4, 0, 0.49) == "NOT_WORSE");
  BOOST_TEST(high_is_bad(-INFINITY, 0, INFINITY) == "UNDECIDED");
  BOOST_TEST(to_string(verdict_of_metric({}, delta, Direction::bad_when_high)) == "TOO_FEW");
}

BOOST_AUTO_TEST_CASE(where_low_is_bad_it_is_all_mirrored) {
  const auto low_is_bad = [](double low, double shift, double high) {
    return verdict_of_metric(interval(low, shift, high), delta, Direction::bad_when_low);
  };
  BOOST_TEST((low_is_bad(-0.9, -0.5, -0.1) == RunVerdict::worse));
  BOOST_TEST((low_is_bad(0.1, 0.5, 0.9) == RunVerdict::better));
  BOOST_TEST((low_is_bad(-0.49, 0, 2) == RunVerdict::not_worse));
  BOOST_TEST((low_is_bad(-0.5, 0, 2) == RunVerdict::undecided));
}

BOOST_AUTO_TEST_CASE(what_would_decide_it) {
  const auto needed = [](const RunComparison& c, double effect = delta) {
    return windows_needed(c, effect, Direction::bad_when_high);
  };
  BOOST_TEST(needed(interval(-1, 0, 1)).value() == 192u);  // half width 1: four times as many
  RunComparison uneven = interval(-1, 0, 1);
  uneven.baseline = 144;
  uneven.candidate = 48;
  BOOST_TEST(needed(uneven).value() == 288u);                   // of the harmonic mean, 72
  BOOST_TEST(needed(interval(-0.1, 0.2, 0.6)).value() == 49u);  // narrow enough and still undecided: more than now
  BOOST_TEST(!needed(interval(0.1, 0.5, 0.9)));
  BOOST_TEST(!needed(interval(-INFINITY, 0, INFINITY)));
  BOOST_TEST(!needed(interval(-1, 0, 1), 0));
  BOOST_TEST(needed({}).value() == 12u);
}

BOOST_AUTO_TEST_CASE(the_least_effect_is_a_quarter_of_the_distance) {
  BOOST_TEST(default_min_effect({Direction::bad_when_low, 2.5, 2.0}) == 0.125);
  BOOST_TEST(default_min_effect({Direction::bad_when_high, 350, 400}) == 12.5);
}

BOOST_AUTO_TEST_CASE(holm_agrees_with_the_golden_numbers) {
  const auto file = golden::load("compare.json");
  for (const auto& entry : file.at("holm").as_array()) {
    const std::vector<double> expected = golden::series(entry.at("adjusted"));
    std::vector<double> p = golden::series(entry.at("p"));
    const std::vector<double> adjusted = holm_adjusted(p);
    for (std::size_t i = 0; i < expected.size(); ++i) BOOST_TEST(golden::is_close(adjusted[i], expected[i]));
    p.insert(p.begin() + 2, gap);  // no test
    const std::vector<double> with_gap = holm_adjusted(p);
    BOOST_TEST(is_gap(with_gap[2]));
    BOOST_TEST(with_gap[3] == adjusted[2]);
  }
  BOOST_TEST(holm_adjusted({}).empty());
}

BOOST_AUTO_TEST_CASE(only_a_worse_metric_that_survives_holm_blocks) {
  BOOST_TEST(blocks_release(RunVerdict::worse, 0.049));
  BOOST_TEST(!blocks_release(RunVerdict::worse, 0.05));
  BOOST_TEST(!blocks_release(RunVerdict::worse, gap));
  BOOST_TEST(!blocks_release(RunVerdict::undecided, 0.001));
}

BOOST_AUTO_TEST_CASE(fisher_agrees_with_the_golden_numbers) {
  const auto file = golden::load("compare.json");
  const auto count = [](const boost::json::value& value) { return value.to_number<std::size_t>(); };
  for (const auto& entry : file.at("fisher_greater").as_array()) {
    const BeyondWarn baseline{count(entry.at("k1")), count(entry.at("n1"))};
    const BeyondWarn candidate{count(entry.at("k2")), count(entry.at("n2"))};
    BOOST_TEST(golden::is_close(fisher_greater(baseline, candidate), golden::number(entry.at("p"))));
  }
}

BOOST_AUTO_TEST_CASE(fisher_at_its_ends) {
  BOOST_TEST(fisher_greater({0, 0}, {0, 0}) == 1);
  BOOST_TEST(fisher_greater({0, 5}, {5, 5}) == 1 / 252.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(fisher_greater({5, 5}, {5, 5}) == 1);
  BOOST_TEST(fisher_greater({5, 5}, {0, 5}) == 1);
  const double far = fisher_greater({0, 100000}, {3000, 100000});  // 2^-3000 and smaller underflows
  BOOST_TEST(far >= 0);
  BOOST_TEST(far < 1e-300);
}

BOOST_AUTO_TEST_CASE(windows_beyond_warn_are_counted_among_the_known) {
  const BeyondWarn count =
      beyond_warn(std::vector<double>{300, gap, 351, 401, 350}, {Direction::bad_when_high, 350, 400});
  BOOST_TEST(count.bad == 2u);
  BOOST_TEST(count.known == 4u);
}

BOOST_AUTO_TEST_SUITE_END()
