#include "temporary_directory.hpp"

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/file_list.hpp>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace soak;

namespace {

std::set<std::string> matches(const TemporaryDirectory& in, const std::vector<std::string>& patterns) {
  FileList files;
  for (const std::string& pattern : patterns) files.add_matches(in.path(pattern));
  std::set<std::string> names;
  for (std::size_t i = 0; i < files.size(); ++i) names.insert(files.path(i).substr(in.directory().size() + 1));
  BOOST_TEST(names.size() == files.size());
  return names;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_list, TemporaryDirectory)

BOOST_AUTO_TEST_CASE(a_stamp_is_that_of_the_file_that_is_read) {
  BOOST_REQUIRE(write_file_atomically(path("a"), "x", Durability::none));
  BOOST_REQUIRE(::symlink("a", path("b").c_str()) == 0);
  BOOST_REQUIRE(::symlink("nothing", path("c").c_str()) == 0);
  BOOST_REQUIRE(::mkdir(path("d").c_str(), 0700) == 0);
  const auto stamp = [&](const char* name) {
    FileList files;
    files.add_matches(path(name));
    return files.size() == 1 ? files.stamp(0) : std::nullopt;
  };
  const auto file = stamp("a");
  BOOST_REQUIRE(file.has_value());
  BOOST_TEST(file->size == 1u);
  BOOST_TEST((stamp("b") == file));
  BOOST_TEST(!stamp("[c]").has_value());
  BOOST_TEST(!stamp("d").has_value());
}

BOOST_AUTO_TEST_CASE(patterns_match_as_the_shell_does) {
  using Names = std::set<std::string>;
  for (const char* name : {"a/ITER_1.json", "a/ITER_2.json", "b/ITER_1.json", "a/.hidden.json", "a/x[1].json"}) {
    BOOST_REQUIRE(write_file_atomically(path(name), "x", Durability::none));
  }
  BOOST_TEST((matches(*this, {"a/ITER_*.json"}) == Names{"a/ITER_1.json", "a/ITER_2.json"}));
  BOOST_TEST((matches(*this, {"*/ITER_1.json"}) == Names{"a/ITER_1.json", "b/ITER_1.json"}));
  BOOST_TEST((matches(*this, {"a/ITER_[2-9].json"}) == Names{"a/ITER_2.json"}));
  BOOST_TEST((matches(*this, {"a/*1*.json"}) == Names{"a/ITER_1.json", "a/x[1].json"}));
  BOOST_TEST((matches(*this, {"a/x[1].json"}) == Names{"a/x[1].json"}));
  BOOST_TEST((matches(*this, {"none/*.json", "a/none"}) == Names{}));
}

BOOST_AUTO_TEST_CASE(a_directory_is_the_first_pattern_that_names_anything_there) {
  const auto found = [&](const char* directory, FileList::MatchedPart part) {
    FileList files;
    files.add_matches_in(path(directory), {"I_*.json", "*.json"}, part);
    std::set<std::string> names;
    for (std::size_t i = 0; i < files.size(); ++i) names.insert(files.name(i));
    return names;
  };
  for (const char* name : {"a/I_1.json", "a/I_2.json-", "a/x.json", "b/x.json-", "b/x.json--"}) {
    BOOST_REQUIRE(write_file_atomically(path(name), "x", Durability::none));
  }
  const auto without_dash = [](std::string_view name) { return name.substr(0, name.size() - name.ends_with('-')); };
  using Names = std::set<std::string>;
  BOOST_TEST((found("a", nullptr) == Names{"I_1.json"}));
  BOOST_TEST((found("a/", without_dash) == Names{"I_1.json", "I_2.json-"}));
  BOOST_TEST((found("b", nullptr) == Names{}));
  BOOST_TEST((found("b", without_dash) == Names{"x.json-"}));
}

BOOST_AUTO_TEST_CASE(a_file_that_several_patterns_name_is_there_once) {
  for (const char* name : {"a/1", "a/2", "b/1"})
    BOOST_REQUIRE(write_file_atomically(path(name), "x", Durability::none));
  BOOST_TEST(matches(*this, {"a/*", "*/1", "a/1", "b/*"}).size() == 3u);
}

BOOST_AUTO_TEST_CASE(the_files_of_a_directory_come_by_their_inodes) {
  std::set<std::string> names;
  for (int i = 0; i < 300; ++i) {
    names.insert(std::to_string(i * 7919 % 300) + std::string(static_cast<std::size_t>(i % 40), 'x'));
  }
  for (const std::string& name : names) BOOST_REQUIRE(write_file_atomically(path(name), name, Durability::none));
  BOOST_REQUIRE(write_file_atomically(path("other/0"), "", Durability::none));
  FileList files;
  for (const char* pattern : {"other/*", "1*", "*"}) files.add_matches(path(pattern));  // 1* is known to the second one
  BOOST_TEST(matches(*this, {"other/*", "1*", "*"}).size() == files.size());
  std::size_t falls = 0;
  std::set<std::string> found;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files.is_known_regular(i)) continue;
    const auto stamp = files.stamp(i);
    BOOST_REQUIRE(stamp);
    falls += i > 0 && stamp->inode < files.stamp(i - 1)->inode ? 1 : 0;
    found.insert(files.name(i));
  }
  BOOST_TEST((found == names));
  BOOST_TEST(falls <= 3u);  // where another pattern, or the directory `other` among the files, begins
}

BOOST_AUTO_TEST_CASE(files_that_were_told_of_stay_where_they_are_while_more_come) {
  constexpr std::size_t count = 3000;  // more than two chunks of entries and two blocks of names hold
  for (std::size_t i = 0; i < count; ++i) {
    std::ofstream(path(std::to_string(i) + std::string(60, 'x')));
  }
  FileList files;
  std::vector<std::size_t> told;
  std::vector<std::pair<const char*, std::string>> names;
  files.tell([&](std::size_t listed) {
    told.push_back(listed);
    for (std::size_t i = names.size(); i < listed; ++i) names.emplace_back(files.name(i), files.name(i));
  });
  files.add_matches(path("*"));
  BOOST_TEST(files.size() == count);
  BOOST_TEST(told.size() == count / 256);
  BOOST_TEST(std::is_sorted(told.begin(), told.end()));
  std::set<std::string> found;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (i < names.size()) {
      BOOST_REQUIRE(files.name(i) == names[i].first);
      BOOST_REQUIRE(files.name(i) == names[i].second);
    }
    BOOST_REQUIRE(files.open(i));
    found.insert(files.path(i));
  }
  BOOST_TEST(found.size() == count);
}

BOOST_AUTO_TEST_SUITE_END()
