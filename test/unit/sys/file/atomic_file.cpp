#include "temporary_directory.hpp"

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

#include <sys/sysmacros.h>

#include <string>
#include <utility>
#include <vector>

using namespace soak;

BOOST_FIXTURE_TEST_SUITE(atomic_file, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(a_file_is_replaced_whole_and_nothing_is_left_beside_it) {
  BOOST_REQUIRE(write_file_atomically(path("a/b/f"), "one\n"));
  BOOST_REQUIRE(write_file_atomically(path("a/b/f"), "two\n"));
  BOOST_TEST(read_file(path("a/b/f"), 100).value() == "two\n");
  BOOST_TEST(names_in(path("a/b"), "", "").size() == 3u);  // with "." and ".."
}

BOOST_AUTO_TEST_CASE(what_was_not_committed_leaves_the_old_file_and_no_trace) {
  BOOST_REQUIRE(write_file_atomically(path("f"), "old"));
  {
    AtomicBatch batch;
    BOOST_REQUIRE((*batch.stage(path("f")))->write("new"));
  }
  BOOST_TEST(read_file(path("f"), 100).value() == "old");
  BOOST_TEST(names_in(directory(), ".f", "").empty());
}

BOOST_AUTO_TEST_CASE(a_batch_that_cannot_be_staged_whole_changes_nothing) {
  BOOST_REQUIRE(write_file_atomically(path("f"), "old"));
  BOOST_REQUIRE(write_file_atomically(path("file"), "x"));
  AtomicBatch batch;
  BOOST_REQUIRE((*batch.stage(path("f")))->write("new"));
  const auto second = batch.stage(path("file/below"));
  BOOST_REQUIRE(!second);
  BOOST_TEST((second.error().code == Errc::output_failed));
  BOOST_TEST(read_file(path("f"), 100).value() == "old");
}

BOOST_AUTO_TEST_CASE(a_directory_in_the_way_is_an_error_that_names_it) {
  BOOST_REQUIRE(make_directories(path("target")));
  const auto written = write_file_atomically(path("target"), "x");
  BOOST_REQUIRE(!written);
  BOOST_TEST(written.error().message.find("target") != std::string::npos);
  BOOST_TEST(names_in(directory(), ".", ".soak-tmp").empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_not_replaced) {
  BOOST_REQUIRE(::mkfifo(path("fifo").c_str(), 0600) == 0);
  BOOST_REQUIRE(::symlink("elsewhere", path("link").c_str()) == 0);
  BOOST_REQUIRE(make_directories(path("directory")));
  std::vector<std::pair<std::string, std::string>> refused{
      {"fifo", "a FIFO"}, {"link", "a symbolic link"}, {"directory", "a directory"}};
  if (::geteuid() == 0) {  // a null device of our own: the machine's would be gone if this failed
    BOOST_REQUIRE(::mknod(path("null").c_str(), S_IFCHR | 0666, ::makedev(1, 3)) == 0);
    refused.emplace_back("null", "a device");
  }
  for (const auto& [name, kind] : refused) {
    struct stat before {};
    struct stat after {};
    BOOST_REQUIRE(::lstat(path(name).c_str(), &before) == 0);
    const auto written = write_file_atomically(path(name), "x");
    BOOST_REQUIRE_MESSAGE(!written, name);
    BOOST_TEST((written.error().code == Errc::output_failed));
    BOOST_TEST(written.error().message == "cannot replace " + path(name) + ": it is " + kind);
    BOOST_REQUIRE(::lstat(path(name).c_str(), &after) == 0);
    BOOST_TEST((before.st_ino == after.st_ino && before.st_mode == after.st_mode));
  }
  BOOST_TEST(names_in(directory(), ".", ".soak-tmp").empty());
}

BOOST_AUTO_TEST_CASE(the_permissions_of_what_is_replaced_stay) {
  const auto mode_of = [&](const std::string& name) {
    struct stat info {};
    BOOST_REQUIRE(::stat(path(name).c_str(), &info) == 0);
    return info.st_mode & 07777u;
  };
  BOOST_REQUIRE(write_file_atomically(path("f"), "x"));
  const mode_t usual = mode_of("f");
  for (const mode_t mode : {0600u, 0640u, 0666u, 0400u}) {
    BOOST_REQUIRE(::chmod(path("f").c_str(), mode) == 0);
    BOOST_REQUIRE(write_file_atomically(path("f"), "y"));
    BOOST_TEST(mode_of("f") == mode);
  }
  BOOST_REQUIRE(::chmod(path("f").c_str(), 04755) == 0);
  BOOST_REQUIRE(write_file_atomically(path("f"), "z"));
  BOOST_TEST(mode_of("f") == 0755u);
  BOOST_REQUIRE(write_file_atomically(path("g"), "x"));
  BOOST_TEST(mode_of("g") == usual);
}

BOOST_AUTO_TEST_CASE(what_a_killed_writer_left_is_removed_and_a_living_ones_is_not) {
  const auto abandoned = path(".f.0123456789abcdef.soak-tmp");
  const auto living = path(".f.fedcba9876543210.soak-tmp");
  for (const auto& name : {abandoned, living}) {
    BOOST_REQUIRE(write_file_atomically(name, "x"));
    const timespec long_ago[2] = {{1000, 0}, {1000, 0}};
    BOOST_REQUIRE(::utimensat(AT_FDCWD, name.c_str(), long_ago, 0) == 0);
  }
  const Fd owner(::open(living.c_str(), O_RDONLY | O_CLOEXEC));
  BOOST_REQUIRE(::flock(owner.get(), LOCK_EX) == 0);
  BOOST_REQUIRE(write_file_atomically(path("f"), "x"));
  BOOST_TEST(!file_exists(abandoned));
  BOOST_TEST(file_exists(living));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_exchanged_over_and_over_is_whole_each_time) {
  const std::string target = path("made/state.json");
  for (const std::string& text : {std::string("one"), std::string(5000, 'x'), std::string("three"), std::string()}) {
    BOOST_REQUIRE(exchange_file(target, text));
    BOOST_TEST(read_file(target, 10000).value() == text);
  }
  BOOST_TEST(names_in(path("made"), "", "state.json").size() == 1);
  BOOST_TEST(names_in(path("made"), ".state.json", ".spare").size() == 1);
  BOOST_TEST(!exchange_file("/dev/null/state", "x"));
}

BOOST_AUTO_TEST_CASE(what_somebody_put_in_the_place_of_the_spare_file_is_not_written_to) {
  const std::string target = path("state.json");
  const std::string spare = path(".state.json.spare");
  BOOST_REQUIRE(write_file_atomically(path("victim"), "precious"));
  BOOST_REQUIRE(::symlink(path("victim").c_str(), spare.c_str()) == 0);
  BOOST_TEST(exchange_file(target, "one").has_value());
  BOOST_REQUIRE(remove_file(spare));
  BOOST_REQUIRE(::link(path("victim").c_str(), spare.c_str()) == 0);
  BOOST_TEST(exchange_file(target, "two").has_value());
  BOOST_REQUIRE(remove_file(spare));
  BOOST_REQUIRE(::mkfifo(spare.c_str(), 0600) == 0);
  BOOST_TEST(exchange_file(target, "three").has_value());
  BOOST_TEST(read_file(target, 100).value() == "three");
  BOOST_TEST(read_file(path("victim"), 100).value() == "precious");
}

BOOST_AUTO_TEST_SUITE_END()
