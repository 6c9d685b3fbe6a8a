#include <soak/model/setting_names.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string_view>

using namespace soak;

BOOST_AUTO_TEST_SUITE(setting_names)

BOOST_AUTO_TEST_CASE(each_is_named_once_and_the_special_ones_are_among_them) {
  const std::set<std::string_view> known(known_settings.begin(), known_settings.end());
  BOOST_TEST(known.size() == known_settings.size());
  BOOST_TEST(known.count("") == 0u);
  for (const std::string_view name : common_settings) BOOST_TEST(known.count(name) == 1u, name);
  for (const std::string_view name : secret_settings) BOOST_TEST(known.count(name) == 1u, name);
}

BOOST_AUTO_TEST_SUITE_END()
