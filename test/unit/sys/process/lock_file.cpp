#include "temporary_directory.hpp"

#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/lock_file.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>
#include <optional>

using namespace soak;

BOOST_AUTO_TEST_SUITE(lock_file)

BOOST_AUTO_TEST_CASE(one_owner_that_leaves_nothing_behind) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("lock");
  {
    const auto first = LockFile::acquire(path);
    BOOST_REQUIRE(first);
    BOOST_TEST(*read_file(path, 100) == std::to_string(::getpid()) + "\n");
    const auto second = LockFile::acquire(path);
    BOOST_REQUIRE(!second);
    BOOST_TEST((second.error().code == Errc::lock_held));
    BOOST_TEST(second.error().message.ends_with("is held by process " + std::to_string(::getpid())));
    BOOST_TEST(first->refresh());
  }
  BOOST_TEST(!file_exists(path));
  BOOST_TEST(LockFile::acquire(path).has_value());
}

BOOST_AUTO_TEST_CASE(who_lost_the_path_knows_and_removes_nothing) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("lock");
  {
    std::optional<LockFile> first(*LockFile::acquire(path));
    ::unlink(path.c_str());
    BOOST_TEST(!first->refresh());
    const auto second = LockFile::acquire(path);
    BOOST_REQUIRE(second);
    BOOST_TEST(!first->refresh());
    first.reset();
    BOOST_TEST(file_exists(path));
    BOOST_TEST(second->refresh());
  }
  BOOST_TEST(!file_exists(path));
}

BOOST_AUTO_TEST_CASE(a_path_that_cannot_be_a_lock_is_an_error_of_its_own) {
  const TemporaryDirectory directory;
  BOOST_TEST((LockFile::acquire(directory.path("none/lock")).error().code == Errc::output_failed));
  BOOST_TEST((LockFile::acquire(directory.directory()).error().code == Errc::output_failed));
  BOOST_REQUIRE(::symlink("/dev/null", directory.path("link").c_str()) == 0);
  BOOST_TEST((LockFile::acquire(directory.path("link")).error().code == Errc::output_failed));
}

BOOST_AUTO_TEST_CASE(looking_takes_nothing_and_tells_the_living_owner_from_the_dead) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("lock");
  BOOST_TEST(!look_at_lock(path)->has_value());
  {
    const auto lock = LockFile::acquire(path);
    BOOST_REQUIRE(lock);
    const auto view = look_at_lock(path);
    BOOST_REQUIRE(view.has_value() && view->has_value());
    BOOST_TEST((*view)->is_held);
    BOOST_TEST((*view)->pid.value_or(0) == ::getpid());
  }
  { std::ofstream(path) << "4711\n"; }
  const auto left = look_at_lock(path);
  BOOST_REQUIRE(left.has_value() && left->has_value());
  BOOST_TEST(!(*left)->is_held);
  BOOST_TEST((*left)->pid.value_or(0) == 4711);
  BOOST_TEST(LockFile::acquire(path).has_value());
  BOOST_TEST(!look_at_lock(directory.path("missing/lock"))->has_value());
  BOOST_TEST(::symlink(path.c_str(), directory.path("link").c_str()) == 0);
  BOOST_TEST(!look_at_lock(directory.path("link")));
}

BOOST_AUTO_TEST_SUITE_END()
