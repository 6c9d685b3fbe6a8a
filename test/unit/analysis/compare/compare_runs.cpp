#include <soak/analysis/compare/compare_runs.hpp>
#include <soak/analysis/compare/verdict.hpp>

#include <support/golden.hpp>
#include <support/noise.hpp>

using namespace soak;

namespace {

Direction direction_of(const boost::json::value& entry) {
  return entry.at("bad_when_high").as_bool() ? Direction::bad_when_high : Direction::bad_when_low;
}

std::vector<double> sample(std::uint64_t seed, std::size_t n, double shift = 0, double phi = 0) {
  std::vector<double> series = Noise(seed).autoregressive(n, phi);
  for (double& value : series) value += shift;
  return series;
}

std::vector<double> scaled(std::vector<double> series, double scale, double shift = 0) {
  for (double& value : series) value = value * scale + shift;
  return series;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(compare_runs_)

BOOST_AUTO_TEST_CASE(agrees_with_the_golden_numbers) {
  const auto file = golden::load("compare.json");
  BOOST_TEST(file.at("cases").as_array().size() == 11u);
  for (const auto& entry : file.at("cases").as_array()) {
    BOOST_TEST_CONTEXT(entry.at("name").as_string()) {
      const RunComparison found =
          compare_runs(golden::series(entry.at("baseline")), golden::series(entry.at("candidate")));
      boost::json::object expect = entry.at("expect").as_object();
      std::string verdict(to_string(verdict_of_metric(found, golden::number(entry.at("delta")), direction_of(entry))));
      std::replace(verdict.begin(), verdict.end(), '_', ' ');
      golden::take(expect, "n1", static_cast<double>(found.baseline));
      golden::take(expect, "n2", static_cast<double>(found.candidate));
      golden::take(expect, "p", found.p);
      golden::take(expect, "lo", found.low);
      golden::take(expect, "hi", found.high);
      golden::take(expect, "verdict", verdict);
      if (!found.has_too_few()) {
        golden::take(expect, "U", found.statistic);
        golden::take(expect, "phi", found.phi);
        golden::take(expect, "f1", found.factor_baseline);
        golden::take(expect, "f2", found.factor_candidate);
        golden::take(expect, "var", found.variance);
        golden::take(expect, "dof", found.dof);
        golden::take(expect, "z", found.z);
        golden::take(expect, "shift", found.shift);
        golden::take(expect, "prob", found.probability_higher());
      }
      BOOST_TEST(expect.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(paired_agrees_with_the_golden_numbers) {
  const auto file = golden::load("compare_paired.json");
  BOOST_TEST(file.at("cases").as_array().size() == 3u);
  for (const auto& entry : file.at("cases").as_array()) {
    BOOST_TEST_CONTEXT(entry.at("name").as_string()) {
      const std::vector<double> differences = golden::series(entry.at("differences"));
      const RunComparison found = compare_paired(std::vector<double>(differences.size(), 0), differences);
      boost::json::object expect = entry.at("expect").as_object();
      golden::take(expect, "W", found.statistic);
      golden::take(expect, "phi", found.phi);
      golden::take(expect, "f", found.factor_candidate);
      golden::take(expect, "var", found.variance);
      golden::take(expect, "dof", found.dof);
      golden::take(expect, "z", found.z);
      golden::take(expect, "p", found.p);
      golden::take(expect, "shift", found.shift);
      golden::take(expect, "lo", found.low);
      golden::take(expect, "hi", found.high);
      BOOST_TEST(expect.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(another_zero_and_another_unit_change_nothing_but_the_shift) {
  const auto a = sample(1, 40), b = sample(2, 50, 0.8);
  for (const auto compare : {compare_runs, compare_paired}) {
    const std::vector<double> base(a.begin(), a.end()), candidate(b.begin(), b.begin() + 40);
    const RunComparison plain = compare(base, candidate);
    for (const double scale : {0.5, 0x1p900, 0x1p-900}) {
      const RunComparison other = compare(scaled(base, scale), scaled(candidate, scale));
      BOOST_TEST(other.p == plain.p);
      BOOST_TEST(other.shift == plain.shift * scale);
      BOOST_TEST(other.low == plain.low * scale);
      BOOST_TEST(other.high == plain.high * scale);
    }
    const RunComparison moved = compare(scaled(base, 1, 500), scaled(candidate, 1, 500));
    BOOST_TEST(golden::is_close(moved.p, plain.p, 1e-8));
    BOOST_TEST(golden::is_close(moved.shift, plain.shift, 1e-8));
  }
}

BOOST_AUTO_TEST_CASE(exchanged_runs_turn_the_sign) {
  std::vector<double> a = sample(3, 36, 0, 0.4), b = sample(4, 36, 0.6, 0.4);
  a[5] = b[9] = gap;
  for (const auto compare : {compare_runs, compare_paired}) {
    const RunComparison plain = compare(a, b), turned = compare(b, a);
    BOOST_TEST(golden::is_close(turned.z, -plain.z));
    BOOST_TEST(golden::is_close(turned.p, plain.p));
    BOOST_TEST(golden::is_close(turned.shift, -plain.shift));
    BOOST_TEST(golden::is_close(turned.low, -plain.high));
    BOOST_TEST(golden::is_close(turned.high, -plain.low));
  }
}

BOOST_AUTO_TEST_CASE(equal_runs_are_equal) {
  for (const auto compare : {compare_runs, compare_paired}) {
    for (const auto& series : {std::vector<double>(30, 0.7), sample(7, 30)}) {
      const RunComparison found = compare(series, series);
      BOOST_TEST(found.p == 1);
      BOOST_TEST(found.shift == 0);
      BOOST_TEST((verdict_of_metric(found, 10, Direction::bad_when_low) == RunVerdict::not_worse));
    }
  }
}

BOOST_AUTO_TEST_CASE(zero_differences_take_no_side) {
  // 20 windows alike and 10 higher: as sure as the signs say, in both directions.
  std::vector<double> a(30, 1), b(30, 1);
  for (std::size_t i = 0; i < 30; i += 3) b[i] = 1 + static_cast<double>(i + 1) / 100;
  const RunComparison up = compare_paired(a, b), down = compare_paired(b, a);
  BOOST_TEST(up.z > 0);
  BOOST_TEST(up.z == -down.z);
  BOOST_TEST(up.shift == -down.shift);
  BOOST_TEST(up.variance < 30.0 * 31 * 61 / 24 * up.factor_candidate);
}

BOOST_AUTO_TEST_CASE(a_pair_needs_both_values) {
  std::vector<double> a = sample(5, 30), b = sample(6, 30);
  for (std::size_t i = 0; i < 18; ++i) (i % 2 == 0 ? a : b)[i] = gap;
  BOOST_TEST(compare_paired(a, b).baseline == 12u);
  BOOST_TEST(!compare_paired(a, b).has_too_few());
  a[29] = gap;
  BOOST_TEST(compare_paired(a, b).has_too_few());
  BOOST_TEST(compare_runs({}, b).has_too_few());
}

BOOST_AUTO_TEST_CASE(two_values_are_compared_by_their_shares) {
  std::vector<double> a(40, 0), b(40, 0);
  for (std::size_t i = 0; i < 40; ++i) {
    a[i] = i % 4 == 0 ? 1 : 0;
    b[i] = i % 4 == 0 ? 0 : 1;
  }
  const RunComparison found = compare_runs(a, b);
  BOOST_TEST(found.p < 0.001);
  BOOST_TEST(found.shift == 1);
  BOOST_TEST(found.probability_higher() == 0.75);
}

BOOST_AUTO_TEST_SUITE_END()
