#include <soak/analysis/judgement/forecast.hpp>

#include <support/golden.hpp>
#include <support/noise.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(forecast_)

BOOST_AUTO_TEST_CASE(agrees_with_the_golden_numbers) {
  const auto file = golden::load("forecast.json");
  std::size_t forecasts = 0;
  for (const auto& entry : file.at("cases").as_array()) {
    BOOST_TEST_CONTEXT(entry.at("name").as_string()) {
      const std::vector<double> series = golden::series(entry.at("values"));
      const Direction direction =
          entry.at("bad_when_high").as_bool() ? Direction::bad_when_high : Direction::bad_when_low;
      const auto found = forecast(series, golden::number(entry.at("limit")), direction);
      BOOST_REQUIRE(found.has_value() == entry.at("expect").is_object());
      if (!found) continue;
      ++forecasts;
      const TrendEvidence evidence = trend_evidence(series);
      const SlopeInterval interval = slope_interval(series, evidence);
      boost::json::object expect = entry.at("expect").as_object();
      golden::take(expect, "eta", found->windows);
      golden::take(expect, "lo", found->earliest);
      golden::take(expect, "hi", found->latest);
      golden::take(expect, "slope", evidence.slope);
      golden::take(expect, "slope_lo", interval.low);
      golden::take(expect, "slope_hi", interval.high);
      golden::take(expect, "p", evidence.p);
      BOOST_TEST(expect.empty());
    }
  }
  BOOST_TEST(forecasts == 3u);
}

BOOST_AUTO_TEST_CASE(a_straight_line_arrives_when_it_arrives) {
  std::vector<double> line(40);
  for (std::size_t i = 0; i < 40; ++i) line[i] = 100 + 2 * static_cast<double>(i);
  line[7] = gap;
  const auto found = forecast(line, 200, Direction::bad_when_high);
  BOOST_REQUIRE(found);
  BOOST_TEST(found->windows == 11);
  BOOST_TEST(found->earliest == 11);
  BOOST_TEST(found->latest == 11);
  BOOST_TEST(!forecast(line, 50, Direction::bad_when_low));
}

BOOST_AUTO_TEST_CASE(a_slope_that_may_be_none_may_never_arrive) {
  const std::vector<double> series{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  const TrendEvidence evidence = trend_evidence(series);
  const auto found = forecast(series, evidence, {-0.1, 2}, 20, Direction::bad_when_high);
  BOOST_REQUIRE(found);
  BOOST_TEST(std::isinf(found->latest));
  BOOST_TEST(found->earliest < found->windows);
  BOOST_TEST(found->windows == 9);
}

BOOST_AUTO_TEST_CASE(too_few_values_have_no_future) {
  BOOST_TEST(!forecast(std::vector<double>{1, 2, 3, 4}, 9, Direction::bad_when_high));
  BOOST_TEST(!forecast({}, 9, Direction::bad_when_high));
}

BOOST_AUTO_TEST_CASE(the_interval_of_a_thinned_series_holds_the_slope_and_narrows_with_the_confidence) {
  std::vector<double> series = Noise(4).autoregressive(2500);
  for (std::size_t i = 0; i < series.size(); ++i) series[i] += 0.001 * static_cast<double>(i);
  const TrendEvidence evidence = trend_evidence(series);
  const SlopeInterval wide = slope_interval(series, evidence, 0.99);
  const SlopeInterval narrow = slope_interval(series, evidence, 0.5);
  BOOST_TEST(wide.low < narrow.low);
  BOOST_TEST(narrow.low < evidence.slope);
  BOOST_TEST(evidence.slope < narrow.high);
  BOOST_TEST(narrow.high < wide.high);
  // 2 x 2.576 standard deviations of the slope, sqrt(12/n^3), as for all pairs.
  BOOST_TEST(std::fabs((wide.high - wide.low) / (2 * 2.576 * std::sqrt(12 / std::pow(2500.0, 3))) - 1) < 0.15);
}

BOOST_AUTO_TEST_SUITE_END()
