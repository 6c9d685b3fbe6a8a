#include "temporary_directory.hpp"

#include <soak/sys/file/stable_read.hpp>

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <string>

using namespace soak;

namespace {

struct Tree {
  TemporaryDirectory folder;
  Fd root{::open(folder.directory().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  StableReader reader{folder.directory(), 8};

  void file(const std::string& name, std::string_view content) const {
    std::ofstream(folder.path(name), std::ios::binary) << content;
  }
  /// What is read of a file, or the reason.
  std::string operator()(const Fd& from, const std::string& name) {
    if (const auto read = reader.read(from, name); !read) return "! " + read.error().message;
    std::string content;
    const auto visited = reader.visit([&](std::string_view part) -> Result<void> {
      BOOST_TEST(part.size() <= 8u);
      content += part;
      return {};
    });
    BOOST_TEST(visited.has_value());
    BOOST_TEST(reader.size() == content.size());
    return content;
  }
  std::string operator()(const std::string& name) { return (*this)(root, name); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(stable_read, Tree)

BOOST_AUTO_TEST_CASE(a_file_of_any_size_is_read_whole_in_memory_or_beside_it) {
  for (const std::size_t size : {0u, 1u, 7u, 8u, 9u, 16u, 17u, 1000u}) {
    std::string content;
    for (std::size_t i = 0; i < size; ++i) content += static_cast<char>('a' + i % 26);
    file("f", content);
    BOOST_TEST((*this)("f") == content);
  }
  // A small one after a large one is not read from what the large one left.
  file("f", "short");
  BOOST_TEST((*this)("f") == "short");
  const auto left = std::distance(std::filesystem::directory_iterator(folder.directory()), {});
  BOOST_TEST(left == 1);
}

BOOST_AUTO_TEST_CASE(rights_and_time_are_those_of_the_file) {
  file("f", "x");
  std::filesystem::permissions(folder.path("f"), std::filesystem::perms(0700));
  const timespec times[2] = {{5, 0}, {1234567890, 999}};
  BOOST_REQUIRE(::utimensat(AT_FDCWD, folder.path("f").c_str(), times, 0) == 0);
  BOOST_TEST((*this)("f") == "x");
  BOOST_TEST(reader.is_executable());
  BOOST_TEST(reader.modified_sec() == 1234567890);
  std::filesystem::permissions(folder.path("f"), std::filesystem::perms(0600));
  BOOST_TEST((*this)("f") == "x");
  BOOST_TEST(!reader.is_executable());
}

// The kernel's files have no size before they are read: so does a file that grows meanwhile.
BOOST_AUTO_TEST_CASE(a_file_that_is_not_the_same_before_and_after_is_refused) {
  const Fd process(::open("/proc/self", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  BOOST_TEST((*this)(process, "status") == "! it changes while it is read");
}

BOOST_AUTO_TEST_CASE(no_link_leads_out_of_the_tree) {
  std::filesystem::create_directory(folder.path("inside"));
  file("inside/f", "x");
  std::filesystem::create_symlink(folder.path("inside"), folder.path("way"));
  std::filesystem::create_symlink("inside/f", folder.path("link"));
  BOOST_TEST((*this)("inside/f") == "x");
  for (const char* path : {"way/f", "link", "../" /* beyond the root */, "gone", "inside/f/g"}) {
    BOOST_TEST((*this)(path).starts_with("! "), path);
  }
  BOOST_TEST((*this)("inside") == "! it is no regular file any more");
  BOOST_TEST((*this)("gone") == "! No such file or directory");
  const auto target = link_target(root, "link");
  BOOST_REQUIRE(target.has_value());
  BOOST_TEST(*target == "inside/f");
  BOOST_TEST(!link_target(root, "inside/f").has_value());
}

BOOST_AUTO_TEST_CASE(what_cannot_be_kept_is_said_with_the_place) {
  StableReader elsewhere(folder.path("gone"), 8);
  file("f", "123456789");
  const auto read = elsewhere.read(root, "f");
  BOOST_REQUIRE(!read.has_value());
  BOOST_TEST((read.error().code == Errc::output_failed));
  BOOST_TEST(read.error().message.starts_with("cannot write a temporary file in " + folder.path("gone")),
             read.error().message);
  file("f", "1234567");
  BOOST_TEST(elsewhere.read(root, "f").has_value());
}

BOOST_AUTO_TEST_CASE(who_takes_the_parts_can_stop) {
  file("f", std::string(100, 'x'));
  BOOST_REQUIRE(reader.read(root, "f").has_value());
  int parts = 0;
  const auto visited = reader.visit([&](std::string_view) -> Result<void> {
    ++parts;
    return Error{Errc::output_failed, "full"};
  });
  BOOST_TEST(!visited.has_value());
  BOOST_TEST(parts == 1);
}

BOOST_AUTO_TEST_SUITE_END()
