#include "temporary_directory.hpp"

#include <soak/sys/git_head.hpp>

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace soak;

namespace {

void put(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path) << text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(git_head_of_a_tree)

BOOST_AUTO_TEST_CASE(detached_branch_packed_and_linked_worktree) {
  const TemporaryDirectory work;
  const std::string one(40, '1');
  const std::string two(40, '2');
  BOOST_TEST(!git_head(work.directory()));
  put(work.path(".git/HEAD"), one + "\n");
  BOOST_TEST(*git_head(work.directory()) == one);
  put(work.path(".git/HEAD"), "ref: refs/heads/main\n");
  BOOST_TEST(!git_head(work.directory()));
  put(work.path(".git/packed-refs"), "# pack-refs\n" + one + " refs/heads/other\n" + two + " refs/heads/main\n");
  BOOST_TEST(*git_head(work.directory()) == two);
  put(work.path(".git/refs/heads/main"), one + "\n");
  BOOST_TEST(*git_head(work.directory()) == one);
  put(work.path(".git/worktrees/w/HEAD"), "ref: refs/heads/main\n");
  put(work.path(".git/worktrees/w/commondir"), "../..\n");
  put(work.path("w/.git"), "gitdir: " + work.path(".git/worktrees/w") + "\n");
  BOOST_TEST(*git_head(work.path("w")) == one);
  put(work.path(".git/HEAD"), "garbage\n");
  BOOST_TEST(!git_head(work.directory()));
}

BOOST_AUTO_TEST_SUITE_END()
