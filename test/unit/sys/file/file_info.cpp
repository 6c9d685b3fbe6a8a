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

BOOST_AUTO_TEST_CASE(a_stamp_changes_with_the_content_whatever_the_time_of_change_is_set_to) {
  { std::ofstream(path("f")) << "old"; }
  struct stat before {};
  BOOST_REQUIRE(::stat(path("f").c_str(), &before) == 0);
  const auto stamp = stamp_of(before);
  BOOST_REQUIRE(stamp.has_value());
  BOOST_TEST(stamp->size == 3u);
  BOOST_TEST(stamp->inode == before.st_ino);
  BOOST_TEST(stamp->device == before.st_dev);
  BOOST_TEST(stamp->changed_ns <= stamp_now_ns());
  const Fd fd(::open(path("f").c_str(), O_RDONLY | O_CLOEXEC));
  auto now = stamp_of(fd);
  // Within one tick of the kernel it may stay the same.
  for (int i = 0; i < 100'000 && now == stamp; ++i) {
    { std::ofstream(path("f")) << "new"; }
    const timespec times[] = {before.st_atim, before.st_mtim};
    BOOST_REQUIRE(::utimensat(AT_FDCWD, path("f").c_str(), times, 0) == 0);
    now = stamp_of(fd);
  }
  BOOST_REQUIRE(now.has_value());
  BOOST_TEST(now->modified_ns == stamp->modified_ns);
  BOOST_TEST(now->changed_ns > stamp->changed_ns);
  struct stat directory_info {};
  BOOST_REQUIRE(::stat(directory().c_str(), &directory_info) == 0);
  BOOST_TEST(!stamp_of(directory_info).has_value());
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
