#include "temporary_directory.hpp"

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/machine.hpp>

#include <boost/test/unit_test.hpp>

using namespace soak;

BOOST_AUTO_TEST_SUITE(machine)

BOOST_AUTO_TEST_CASE(programs_of_path) {
  BOOST_TEST(find_program("sh").ends_with("/sh"));
  BOOST_TEST(find_program("no-such-program").empty());
}

BOOST_AUTO_TEST_CASE(places_rights_and_room) {
  const TemporaryDirectory directory;
  BOOST_TEST(nearest_directory(directory.path("a/b/c")) == nearest_directory(directory.path("a")));
  BOOST_TEST(nearest_directory("no/such/place") == ".");
  BOOST_TEST(check_writable(nearest_directory(directory.path("a"))).has_value());
  BOOST_TEST(!check_writable("/proc/sys/no-such"));
  const auto space = disk_space("/");
  BOOST_REQUIRE(space);
  BOOST_TEST(space->total_bytes > 0);
  BOOST_TEST(space->free_bytes <= space->total_bytes);
  BOOST_TEST(!disk_space(directory.path("missing")));
  BOOST_REQUIRE(write_file_atomically(directory.path("file"), "x"));
  BOOST_TEST(!check_writable(directory.path("file")));
  BOOST_REQUIRE(::symlink("/no/such/place", directory.path("link").c_str()) == 0);
  BOOST_TEST(!check_writable(nearest_directory(directory.path("link/below"))));
  BOOST_REQUIRE(::chmod(directory.path("file").c_str(), 0640) == 0);
  BOOST_TEST(*file_mode(directory.path("file")) == 0640u);
  BOOST_TEST(!file_mode(directory.path("missing")));
}

BOOST_AUTO_TEST_SUITE_END()
