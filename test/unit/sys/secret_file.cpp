#include "temporary_directory.hpp"

#include <soak/sys/secret_file.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

using namespace soak;

BOOST_AUTO_TEST_SUITE(secret_file)

BOOST_AUTO_TEST_CASE(a_new_file_has_its_mode_and_replaces_none) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("made/key");
  BOOST_TEST(write_new_file(path, "secret", 0600).has_value());
  BOOST_TEST((std::filesystem::status(path).permissions() == std::filesystem::perms(0600)));
  const auto again = write_new_file(path, "other", 0600);
  BOOST_REQUIRE(!again);
  BOOST_TEST(again.error().message.ends_with("File exists"));
  BOOST_TEST(*read_private_file(path, 100) == "secret");
  BOOST_TEST(names_in(directory.path("made"), "", "").size() == 3);  // ".", ".." and the key: nothing is left over
  BOOST_TEST(!write_new_file("/dev/null/key", "x", 0600));
}

BOOST_AUTO_TEST_CASE(what_others_may_read_or_write_is_refused) {
  const TemporaryDirectory directory;
  const std::string path = directory.path("key");
  BOOST_REQUIRE(write_new_file(path, "secret", 0600));
  for (const unsigned mode : {0400u, 0600u, 0440u, 0640u}) {
    std::filesystem::permissions(path, std::filesystem::perms(mode));
    BOOST_TEST(read_private_file(path, 100).has_value());
  }
  for (const unsigned mode : {0644u, 0604u, 0602u, 0620u}) {
    std::filesystem::permissions(path, std::filesystem::perms(mode));
    BOOST_TEST(read_private_file(path, 100).error().message.find("(chmod 600)") != std::string::npos);
  }
  BOOST_TEST(!read_private_file(directory.path("none"), 100));
  BOOST_TEST(!read_private_file(directory.directory(), 100));
}

BOOST_AUTO_TEST_SUITE_END()
