#include <soak/analysis/walk/phase_plan.hpp>

#include <boost/test/unit_test.hpp>

#include <string>

using namespace soak;
using namespace std::chrono_literals;

namespace {

std::string dues(double hours, Microseconds step) {
  const PhasePlan plan(from_hours(hours), step);
  std::string text;
  for (std::size_t i = 0; i < plan.ticks(); ++i) {
    text += std::to_string(std::chrono::duration_cast<std::chrono::seconds>(plan.due(i)).count()) + " ";
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(phase_plan)

BOOST_AUTO_TEST_CASE(ticks_begin_with_the_phase_end_with_it_and_are_at_least_three) {
  BOOST_TEST(dues(0.01, 3600s) == "0 18 36 ");
  BOOST_TEST(dues(0.01, 12s) == "0 12 24 36 ");
  BOOST_TEST(dues(2, 3600s) == "0 3600 7200 ");
  BOOST_TEST(dues(2.5, 3600s) == "0 3600 7200 9000 ");
  BOOST_TEST(dues(1, 3600s) == "0 1800 3600 ");
  BOOST_TEST(dues(0, 3600s) == "0 ");
  BOOST_TEST(PhasePlan(from_hours(8), 1h).ticks() == 9);
  BOOST_TEST(PhasePlan(from_hours(1e-9), 1h).ticks() >= 3);
}

BOOST_AUTO_TEST_SUITE_END()
