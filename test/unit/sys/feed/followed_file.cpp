#include "temporary_directory.hpp"

#include <soak/sys/feed/followed_file.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using namespace soak;

namespace {

struct Follow {
  TemporaryDirectory directory;
  std::string path = directory.path("log");
  FollowedFile file{path};
  std::string got;

  void append(const std::string& text) { std::ofstream(path, std::ios::app | std::ios::binary) << text; }
  std::string poll() {
    got.clear();
    BOOST_REQUIRE(file.poll([&](std::string_view lines, std::uint64_t, bool is_new) {
                        got += (is_new ? "|" : "") + std::string(lines);
                      })
                      .has_value());
    return got;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(followed_file)

BOOST_AUTO_TEST_CASE(only_whole_lines_and_only_new_ones_come) {
  Follow follow;
  BOOST_TEST(follow.poll() == "");
  follow.append("a\nb");
  BOOST_TEST(follow.poll() == "|a\n");
  BOOST_TEST(follow.poll() == "");
  follow.append("c\n");
  BOOST_TEST(follow.poll() == "bc\n");
}

BOOST_AUTO_TEST_CASE(a_renamed_file_is_read_to_its_end_before_the_new_one) {
  Follow follow;
  follow.append("a\n");
  BOOST_TEST(follow.poll() == "|a\n");
  follow.append("b\nlast");
  std::filesystem::rename(follow.path, follow.path + ".1");
  BOOST_TEST(follow.poll() == "b\n");
  follow.append("c\n");
  BOOST_TEST(follow.poll() == "last|c\n");
}

BOOST_AUTO_TEST_CASE(a_file_that_was_cut_is_begun_anew) {
  Follow follow;
  follow.append("a\nbb\ntorn");
  BOOST_TEST(follow.poll() == "|a\nbb\n");
  std::filesystem::resize_file(follow.path, 0);
  BOOST_TEST(follow.poll() == "");
  follow.append("c\n");
  BOOST_TEST(follow.poll() == "|c\n");
}

BOOST_AUTO_TEST_SUITE_END()
