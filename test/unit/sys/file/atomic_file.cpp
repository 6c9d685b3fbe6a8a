#include "temporary_directory.hpp"

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_SUITE_END()
