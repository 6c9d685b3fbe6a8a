#include <soak/analysis/compare/confidence_sequence.hpp>

#include <support/golden.hpp>
#include <support/noise.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(confidence_sequence_)

BOOST_AUTO_TEST_CASE(the_half_width_is_that_of_the_formula) {
  // Computed in Python from the paper's formula.
  BOOST_TEST(golden::is_close(confidence_half_width(100, 1, 0), 0.30354463966359313));
  BOOST_TEST(golden::is_close(confidence_half_width(336, 3, 0.5), 0.8610187325966787));
}

BOOST_AUTO_TEST_CASE(it_narrows_with_windows_and_widens_with_memory) {
  BOOST_TEST(confidence_half_width(200, 1, 0) < confidence_half_width(100, 1, 0));
  BOOST_TEST(confidence_half_width(100, 1, 0.5) > confidence_half_width(100, 1, 0));
  BOOST_TEST(confidence_half_width(100, 1, 0, 0.01) > confidence_half_width(100, 1, 0, 0.05));
}

BOOST_AUTO_TEST_CASE(looking_after_every_window_it_holds_the_mean) {
  int missed_by_sequence = 0, missed_by_interval = 0;
  constexpr int runs = 200;
  for (int run = 0; run < runs; ++run) {
    const std::vector<double> series = Noise(100 + static_cast<std::uint64_t>(run)).autoregressive(240);
    bool misses = false, interval_misses = false;
    for (std::size_t n = 12; n <= series.size(); n += 4) {
      const MeanInterval found = confidence_sequence(std::span(series).first(n));
      misses |= std::fabs(found.mean) > found.half_width;
      interval_misses |= std::fabs(found.mean) > 1.96 / std::sqrt(static_cast<double>(n));
    }
    missed_by_sequence += misses ? 1 : 0;
    missed_by_interval += interval_misses ? 1 : 0;
  }
  BOOST_TEST(missed_by_sequence <= runs * 5 / 100);
  BOOST_TEST(missed_by_interval > runs * 15 / 100);  // what looking again and again does to a 95 % interval
}

BOOST_AUTO_TEST_CASE(unit_gaps_and_too_few) {
  std::vector<double> series = Noise(1).autoregressive(50);
  const MeanInterval plain = confidence_sequence(series);
  for (double& value : series) value *= 0x1p800;
  BOOST_TEST(confidence_sequence(series).half_width == plain.half_width * 0x1p800);
  series.insert(series.end(), 10, gap);
  BOOST_TEST(confidence_sequence(series).mean == plain.mean * 0x1p800);
  BOOST_TEST(is_gap(confidence_sequence(std::vector<double>(11, 1)).mean));
  BOOST_TEST(confidence_sequence(std::vector<double>(12, 1)).half_width == 0);
}

BOOST_AUTO_TEST_SUITE_END()
