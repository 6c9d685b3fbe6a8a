#include "temporary_directory.hpp"

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/lock_file.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/sysmacros.h>

#include <fstream>
#include <optional>
#include <string>
#include <string_view>

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

BOOST_AUTO_TEST_CASE(a_place_that_cannot_be_written_is_an_error_of_its_own) {
  const TemporaryDirectory directory;
  BOOST_TEST((LockFile::acquire(directory.path("none/lock")).error().code == Errc::output_failed));
}

namespace {

/// The sentence with which a path is refused; empty if it was taken. A refused path must be what it was.
std::string refusal(const std::string& path) {
  struct stat before {};
  struct stat after {};
  BOOST_REQUIRE(::lstat(path.c_str(), &before) == 0);
  std::string reason;
  {
    const auto lock = LockFile::acquire(path);
    if (lock) return {};
    BOOST_TEST((lock.error().code == Errc::usage), path << ": " << lock.error().message);
    reason = lock.error().message.substr(lock.error().message.rfind(": ") + 2);
  }
  BOOST_REQUIRE(::lstat(path.c_str(), &after) == 0);
  BOOST_TEST((before.st_ino == after.st_ino && before.st_mode == after.st_mode && before.st_size == after.st_size));
  return reason;
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_no_lock_file_is_refused_and_stays_what_it_is) {
  const TemporaryDirectory directory;
  const auto written = [&](const char* name, std::string_view text) {
    BOOST_REQUIRE(write_file_atomically(directory.path(name), text, Durability::none));
    return directory.path(name);
  };
  for (const std::string_view text :
       {"notes of the day\n", "12 monkeys\n", "-1\n", "1\n\f", "11111111112222222222333333333344\n"}) {
    const std::string path = written("text", text);
    BOOST_TEST(refusal(path) == "it holds something else than a process number");
    BOOST_TEST(*read_file(path, 100) == text);
  }
  BOOST_TEST(refusal(directory.directory()) == "it is a directory");
  BOOST_REQUIRE(::symlink(written("target", "1\n").c_str(), directory.path("link").c_str()) == 0);
  BOOST_TEST(refusal(directory.path("link")) == "it is a symbolic link");
  BOOST_REQUIRE(::link(directory.path("target").c_str(), directory.path("name").c_str()) == 0);
  BOOST_TEST(refusal(directory.path("name")) == "it has 2 names (hard links)");
  BOOST_TEST(*read_file(directory.path("target"), 100) == "1\n");
  BOOST_REQUIRE(::mkfifo(directory.path("fifo").c_str(), 0600) == 0);
  BOOST_TEST(refusal(directory.path("fifo")) == "it is a FIFO");
  if (::geteuid() != 0) return;  // the rest takes a root: a null device of our own, and a file of somebody else
  BOOST_REQUIRE(::mknod(directory.path("null").c_str(), S_IFCHR | 0600, ::makedev(1, 3)) == 0);
  BOOST_TEST(refusal(directory.path("null")) == "it is a device");
  for (const std::string_view text : {"", "1\n"}) {
    const std::string path = written("foreign", text);
    BOOST_REQUIRE(::chown(path.c_str(), 1, 1) == 0);
    BOOST_TEST(refusal(path) == "it belongs to " + user_name(1));
  }
}

BOOST_AUTO_TEST_CASE(an_empty_file_or_one_with_a_number_is_taken_and_nobody_else_may_lock_it) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("lock");
  for (const std::string_view text : {"", "4711\n", " 4711 \r\n", "\n"}) {
    { std::ofstream(path) << text; }
    BOOST_REQUIRE(::chmod(path.c_str(), 0666) == 0);
    const auto lock = LockFile::acquire(path);
    BOOST_REQUIRE(lock);
    BOOST_TEST(*read_file(path, 100) == std::to_string(::getpid()) + "\n");
    struct stat info {};
    BOOST_REQUIRE(::stat(path.c_str(), &info) == 0);
    BOOST_TEST((info.st_mode & 0777u) == 0600u);
  }
  const auto made = LockFile::acquire(path);
  struct stat info {};
  BOOST_REQUIRE(made);
  BOOST_REQUIRE(::stat(path.c_str(), &info) == 0);
  BOOST_TEST((info.st_mode & 0777u) == 0600u);
}

BOOST_AUTO_TEST_CASE(the_kernels_list_names_the_holder_of_a_file_that_we_may_not_open) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("lock");
  struct stat info {};
  {
    const auto lock = LockFile::acquire(path);
    BOOST_REQUIRE(lock);
    BOOST_REQUIRE(::stat(path.c_str(), &info) == 0);
    BOOST_TEST(process_detail::holder_in_list(info, *read_file("/proc/locks", 1 << 24)).value_or(0) == ::getpid());
  }
  BOOST_TEST(!process_detail::holder_in_list(info, *read_file("/proc/locks", 1 << 24)));
  info.st_dev = ::makedev(0xfe, 1);
  info.st_ino = 77;
  for (const std::string_view line :
       {"1: FLOCK  ADVISORY  READ 5 fe:01:77 0 EOF\n", "1: POSIX  ADVISORY  WRITE 5 fe:01:77 0 EOF\n",
        "1: FLOCK  ADVISORY  WRITE 5 fe:01:777 0 EOF\n", "1: -> FLOCK  ADVISORY  WRITE 5 fe:01:77 0 EOF\n", "", "\n"}) {
    BOOST_TEST(!process_detail::holder_in_list(info, std::string(line)), line);
  }
  BOOST_TEST(process_detail::holder_in_list(info, "\n1: FLOCK  ADVISORY  WRITE 5 fe:01:77 0 EOF").value_or(0) == 5);
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
