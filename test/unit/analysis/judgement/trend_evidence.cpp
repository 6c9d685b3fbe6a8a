#include <soak/analysis/judgement/trend_evidence.hpp>

#include <support/golden.hpp>
#include <support/noise.hpp>

#include <algorithm>

using namespace soak;

namespace {

std::vector<double> drift(std::size_t n, double total, double phi = 0, std::uint64_t seed = 3) {
  std::vector<double> series = Noise(seed).autoregressive(n, phi);
  for (std::size_t i = 0; i < n; ++i) series[i] += total * static_cast<double>(i) / static_cast<double>(n);
  return series;
}

std::vector<std::vector<double>> samples() {
  std::vector<std::vector<double>> all{drift(24, 0), drift(24, 3), drift(96, -2), drift(60, 1, 0.7)};
  all.push_back(drift(48, 2));
  for (std::size_t i = 0; i < 48; i += 5) all.back()[i] = gap;
  all.push_back(drift(36, 2));
  for (double& value : all.back()) value = std::round(value);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(trend_evidence_)

BOOST_AUTO_TEST_CASE(agrees_with_the_golden_numbers) {
  const auto file = golden::load("trend.json");
  BOOST_TEST(file.at("cases").as_array().size() == 17u);
  for (const auto& entry : file.at("cases").as_array()) {
    BOOST_TEST_CONTEXT(entry.at("name").as_string()) {
      const TrendEvidence evidence = trend_evidence(golden::series(entry.at("values")));
      boost::json::object expect = entry.at("expect").as_object();
      golden::take(expect, "n", static_cast<double>(evidence.known));
      golden::take(expect, "S", static_cast<double>(evidence.s));
      golden::take(expect, "var", evidence.variance);
      golden::take(expect, "slope", evidence.slope);
      golden::take(expect, "phi", evidence.phi);
      golden::take(expect, "p", evidence.p);
      golden::take(expect, "dir", to_string(evidence.confirmed_trend()));
      if (evidence.is_judged()) {
        golden::take(expect, "factor", evidence.factor);
        golden::take(expect, "z", evidence.z);
        golden::take(expect, "dof", evidence.dof);
        golden::take(expect, "tau", evidence.tau);
        golden::take(expect, "total", evidence.drift());
      }
      BOOST_TEST(expect.empty());
      BOOST_TEST(evidence.has_too_few() == (evidence.known == 11));
    }
  }
}

BOOST_AUTO_TEST_CASE(another_zero_and_another_unit_change_nothing_but_the_slope) {
  for (const std::vector<double>& series : samples()) {
    const TrendEvidence plain = trend_evidence(series);
    for (const double scale : {0.25, 1024.0, 0x1p600, 0x1p-900}) {
      std::vector<double> other = series;
      for (double& value : other) value = value * scale;
      const TrendEvidence scaled = trend_evidence(other);
      BOOST_TEST(scaled.p == plain.p);
      BOOST_TEST(scaled.tau == plain.tau);
      BOOST_TEST(scaled.slope == plain.slope * scale);
    }
    std::vector<double> shifted = series;
    for (double& value : shifted) value += 1000;
    BOOST_TEST(golden::is_close(trend_evidence(shifted).p, plain.p, 1e-8));
    BOOST_TEST(golden::is_close(trend_evidence(shifted).slope, plain.slope, 1e-8));
  }
}

BOOST_AUTO_TEST_CASE(reversed_or_mirrored_it_points_the_other_way) {
  for (const std::vector<double>& series : samples()) {
    const TrendEvidence plain = trend_evidence(series);
    std::vector<double> reversed(series.rbegin(), series.rend());
    std::vector<double> mirrored = series;
    for (double& value : mirrored) value = -value;
    for (const std::vector<double>& other : {reversed, mirrored}) {
      const TrendEvidence turned = trend_evidence(other);
      BOOST_TEST(turned.s == -plain.s);
      BOOST_TEST(golden::is_close(turned.slope, -plain.slope));
      BOOST_TEST(golden::is_close(turned.z, -plain.z));
      BOOST_TEST(golden::is_close(turned.p, plain.p));
      BOOST_TEST(turned.is_confirmed == plain.is_confirmed);
    }
  }
}

BOOST_AUTO_TEST_CASE(gaps_around_the_series_count_as_windows_only) {
  std::vector<double> series = drift(48, 3);
  const TrendEvidence plain = trend_evidence(series);
  series.insert(series.begin(), 4, gap);
  series.insert(series.end(), 6, gap);
  const TrendEvidence padded = trend_evidence(series);
  BOOST_TEST(padded.known == 48u);
  BOOST_TEST(golden::is_close(padded.p, plain.p));
  BOOST_TEST(golden::is_close(padded.slope, plain.slope));
  BOOST_TEST(golden::is_close(padded.drift(), plain.slope * 57));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_judged_has_no_p_and_no_trend) {
  for (const std::vector<double>& series :
       {std::vector<double>{}, std::vector<double>{1, 2}, std::vector<double>(50, gap), std::vector<double>(50, 0.1)}) {
    const TrendEvidence evidence = trend_evidence(series);
    BOOST_TEST(!evidence.is_judged());
    BOOST_TEST(!evidence.is_confirmed);
    BOOST_TEST(!is_material(evidence.drift(), {Direction::bad_when_high, 0, 0}));
  }
  std::vector<double> noise(24, 0.3);
  for (std::size_t i = 0; i < 24; i += 3) noise[i] = 0.1 + 0.2;  // an ulp above 0.3
  BOOST_TEST(!trend_evidence(noise).is_judged());
  BOOST_TEST(!trend_evidence(noise).has_too_few());
}

BOOST_AUTO_TEST_CASE(a_series_of_two_values_can_have_a_trend) {
  std::vector<double> alternating(24), stepping(24, 0);
  for (std::size_t i = 0; i < 24; ++i) alternating[i] = static_cast<double>(i % 2);
  std::fill(stepping.begin() + 12, stepping.end(), 1);
  BOOST_TEST(!trend_evidence(alternating).is_confirmed);
  const TrendEvidence step = trend_evidence(stepping);
  BOOST_TEST(step.s == 144);
  BOOST_TEST((step.confirmed_trend() == Trend::rising));  // by tau_b: 0.72
}

BOOST_AUTO_TEST_CASE(a_trend_that_was_confirmed_is_kept_up_to_five_percent) {
  std::size_t kept = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const std::vector<double> series = drift(48, 1, 0, seed);
    const TrendEvidence fresh = trend_evidence(series);
    const Trend opposite = fresh.direction() == Trend::rising ? Trend::falling : Trend::rising;
    const bool is_between = fresh.p >= 0.01 && fresh.p <= 0.05 && std::fabs(fresh.tau) < 0.7;
    BOOST_TEST(trend_evidence(series, fresh.direction()).is_confirmed == (fresh.is_confirmed || is_between));
    BOOST_TEST(trend_evidence(series, opposite).is_confirmed == fresh.is_confirmed);
    kept += is_between ? 1 : 0;
  }
  BOOST_TEST(kept > 10u);
}

BOOST_AUTO_TEST_CASE(material_is_a_quarter_of_the_distance_between_the_limits) {
  TrendEvidence evidence = trend_evidence(drift(25, 5));
  evidence.slope = 0.25;  // drift of 6 over 25 windows
  BOOST_TEST(is_material(evidence.drift(), {Direction::bad_when_high, 350, 374}));
  BOOST_TEST(!is_material(evidence.drift(), {Direction::bad_when_high, 350, 375}));
  evidence.slope = -0.25;
  BOOST_TEST(is_material(evidence.drift(), {Direction::bad_when_low, 374, 350}));
}

BOOST_AUTO_TEST_CASE(a_long_series_says_that_its_slope_is_thinned) {
  BOOST_TEST(!trend_evidence(drift(336, 1)).is_thinned);
  const TrendEvidence evidence = trend_evidence(drift(3000, 1));
  BOOST_TEST(evidence.is_thinned);
  BOOST_TEST((evidence.confirmed_trend() == Trend::rising));
  BOOST_TEST(std::fabs(evidence.drift() - 1) < 0.3);
}

BOOST_AUTO_TEST_SUITE_END()
