#include "temporary_directory.hpp"

#include <soak/sys/file/file_info.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace soak;

BOOST_FIXTURE_TEST_SUITE(file_info, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(users_are_called_as_the_machine_calls_them) {
  BOOST_TEST(user_name(0) == "root");
  BOOST_TEST(user_name(4'000'000'000) == "user 4000000000");
}

BOOST_AUTO_TEST_CASE(ours_is_a_regular_file_of_one_name) {
  { std::ofstream(path("f")) << "x"; }
  struct stat info {};
  BOOST_REQUIRE(::lstat(path("f").c_str(), &info) == 0);
  BOOST_TEST(why_not_ours(info).empty());
  info.st_uid = ::geteuid() + 1;
  BOOST_TEST(why_not_ours(info) == "it belongs to " + user_name(info.st_uid));
  BOOST_REQUIRE(::link(path("f").c_str(), path("g").c_str()) == 0);
  BOOST_REQUIRE(::lstat(path("g").c_str(), &info) == 0);
  BOOST_TEST(why_not_ours(info) == "it has 2 names (hard links)");
  BOOST_REQUIRE(::lstat(directory().c_str(), &info) == 0);
  BOOST_TEST(why_not_ours(info) == "it is a directory");
}

BOOST_AUTO_TEST_SUITE_END()
