#include "temporary_directory.hpp"

#include <soak/sys/process/shipped_scripts.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>

using namespace soak;

BOOST_AUTO_TEST_SUITE(shipped_scripts_of_an_installation)

BOOST_AUTO_TEST_CASE(are_taken_where_there_are_none_of_ones_own) {
  const TemporaryDirectory prefix;
  const std::string tools = prefix.path("libexec/soak/");
  const std::string wanted = "scripts/no-such-folder";
  BOOST_TEST(shipped_scripts(wanted, tools) == wanted);
  std::filesystem::create_directories(prefix.path("share/soak/no-such-folder"));
  BOOST_TEST(shipped_scripts(wanted, tools) == prefix.path("share/soak/no-such-folder"));
  BOOST_TEST(shipped_scripts(wanted, prefix.path("build/bin/")) == wanted);
  BOOST_TEST(shipped_scripts("mine/no-such-folder", tools) == "mine/no-such-folder");
}

BOOST_AUTO_TEST_CASE(are_not_taken_before_ones_own) {
  const TemporaryDirectory place;
  std::filesystem::create_directories(place.path("libexec/soak"));
  std::filesystem::create_directories(place.path("share/soak/hooks"));
  std::filesystem::create_directories(place.path("scripts/hooks"));
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(place.directory());
  const std::string own = shipped_scripts("scripts/hooks", place.path("libexec/soak/"));
  std::filesystem::current_path(before);
  BOOST_TEST(own == "scripts/hooks");
}

BOOST_AUTO_TEST_SUITE_END()
