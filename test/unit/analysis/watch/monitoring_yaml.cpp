#include <soak/analysis/watch/monitoring_yaml.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(monitoring_yaml)

BOOST_AUTO_TEST_CASE(what_cannot_be_yaml) {
  BOOST_TEST(!yaml_problem("groups:\n  - name: a\tb\n").has_value());
  BOOST_TEST(*yaml_problem(" \n\t\n") == "is empty");
  BOOST_TEST(*yaml_problem("groups:\n \t- name: a") == "line 2: a tab in the indentation");
}

BOOST_AUTO_TEST_CASE(members_at_the_top) {
  BOOST_TEST(has_top_member("groups:\n", "groups:"));
  BOOST_TEST(has_top_member("# rules\ngroups:\n", "groups:"));
  BOOST_TEST(!has_top_member("a:\n  groups:\n", "groups:"));
}

BOOST_AUTO_TEST_SUITE_END()
