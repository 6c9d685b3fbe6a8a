#include <soak/analysis/daily/day_checks.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

namespace {

const DayFigures good{90, 3, 0.1, 300, 350, 0.3};

std::string statuses(const DayFigures& day) {
  std::string text;
  for (const DayCheck& check : day_checks(day)) text += std::string(check.status()) + " ";
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(day_checks_of_a_day)

BOOST_AUTO_TEST_CASE(each_figure_against_its_limits) {
  BOOST_TEST(statuses(good) == "OK OK OK OK OK OK ");
  BOOST_TEST(statuses({85, 2.5, 0.15, 350, 525, 0.45}) == "OK OK OK OK OK OK ");
  BOOST_TEST(statuses({84.99, 2.49, 0.1501, 350.1, 525.2, 0.46}) == "FAIL WARN FAIL FAIL FAIL WARN ");
  BOOST_TEST(statuses({90, 1.99, 0.1, 100, 151, 0.51}) == "OK FAIL OK OK FAIL FAIL ");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_fails_but_for_risk) {
  BOOST_TEST(statuses({}) == "FAIL FAIL FAIL FAIL FAIL ");
  BOOST_TEST((worst_level(day_checks({})) == Level::crit));
  BOOST_TEST((worst_level(day_checks(good)) == Level::ok));
}

BOOST_AUTO_TEST_SUITE_END()
