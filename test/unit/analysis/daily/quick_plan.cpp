#include <soak/analysis/daily/quick_plan.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(quick_plan_of_a_command)

BOOST_AUTO_TEST_CASE(all_is_every_step_in_order) {
  const std::vector<std::string> all{"ready-bundle", "full-validate", "soak-14d"};
  BOOST_TEST(quick_plan("all") == all, boost::test_tools::per_element());
  BOOST_TEST(quick_plan("soak-14d").size() == 1);
  BOOST_TEST(quick_plan("other").empty());
  BOOST_TEST(quick_environment().at("TZ") == "UTC");
  BOOST_TEST(quick_environment().size() == 5);
}

BOOST_AUTO_TEST_SUITE_END()
