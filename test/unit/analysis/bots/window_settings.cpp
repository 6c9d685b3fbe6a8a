#include <soak/analysis/bots/window_settings.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_CASE(a_symbols_own_budget_goes_before_that_of_all) {
  BotWindowSettings settings;
  BOOST_TEST(is_gap(settings.budget_of("A")));
  settings.budget = 10;
  settings.budgets["A"] = 5;
  BOOST_TEST(settings.budget_of("A") == 5.0);
  BOOST_TEST(settings.budget_of("B") == 10.0);
}

BOOST_AUTO_TEST_CASE(spans_are_seconds) {
  BOOST_TEST(span_of_seconds(0) == "0s");
  BOOST_TEST(span_of_seconds(1'500'000) == "1.5s");
  BOOST_TEST(span_of_seconds(60'000'000) == "60s");
}
