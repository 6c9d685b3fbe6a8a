// What lies below a directory: regular files and symbolic links, which are named but never followed.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <dirent.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdint>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace soak {

struct TreeEntry {
  std::string path;  ///< relative to the root
  bool is_link = false;
  std::uint64_t size = 0;         ///< bytes; 0 for a link
  std::int64_t modified_sec = 0;  ///< seconds since the epoch
};

/// A place below the root that could not be read, and why.
struct TreeProblem {
  std::string path;
  std::string reason;
};

struct WalkedTree {
  std::vector<TreeEntry> entries;  ///< in no order
  std::vector<TreeProblem> problems;
};

namespace file_detail {

template <class Skip>
void walk_into(int parent, const std::string& path, const Skip& skip, WalkedTree& tree);

template <class Skip>
void take_entry(int directory, const char* name, const std::string& path, const Skip& skip, WalkedTree& tree) {
  if (skip(path)) return;
  struct stat info {};
  if (::fstatat(directory, name, &info, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno != ENOENT) tree.problems.push_back({path, std::generic_category().message(errno)});
    return;
  }
  if (S_ISDIR(info.st_mode)) return walk_into(directory, path, skip, tree);
  if (S_ISREG(info.st_mode) || S_ISLNK(info.st_mode)) {
    const bool is_link = S_ISLNK(info.st_mode);
    tree.entries.push_back({path, is_link, is_link ? 0 : static_cast<std::uint64_t>(info.st_size), info.st_mtime});
  } else {
    tree.problems.push_back({path, "neither a file, a directory nor a symbolic link"});
  }
}

/// `path` is relative to the root; its last component is a directory in `parent`.
template <class Skip>
void walk_into(int parent, const std::string& path, const Skip& skip, WalkedTree& tree) {
  const std::string name = path.substr(path.rfind('/') + 1);
  const int fd = ::openat(parent, name.empty() ? "." : name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  const std::unique_ptr<DIR, int (*)(DIR*)> handle(fd < 0 ? nullptr : ::fdopendir(fd), &::closedir);
  if (!handle) {
    tree.problems.push_back({path, std::generic_category().message(errno)});
    return;
  }
  const std::string prefix = path.empty() ? "" : path + "/";
  while (const dirent* entry = ::readdir(handle.get())) {
    const std::string child = entry->d_name;
    if (child != "." && child != "..") take_entry(fd, child.c_str(), prefix + child, skip, tree);
  }
}

}  // namespace file_detail

/// Opens a directory for walk_tree and open_below.
[[nodiscard]] inline Result<Fd> open_directory(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return errno_error(Errc::input_unusable, "read directory", path, errno);
  return fd;
}

/// Everything below `root`, but for the paths that `skip` names; a skipped directory is not entered.
template <class Skip>
[[nodiscard]] WalkedTree walk_tree(const Fd& root, const Skip& skip) {
  WalkedTree tree;
  file_detail::walk_into(root.get(), "", skip, tree);
  return tree;
}

/// The file, link or tree at one relative path below `root`. A path that is not there is a problem.
template <class Skip>
void walk_path(const Fd& root, const std::string& path, const Skip& skip, WalkedTree& tree) {
  struct stat info {};
  if (::fstatat(root.get(), path.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
    tree.problems.push_back({path, std::generic_category().message(errno)});
    return;
  }
  const auto slash = path.rfind('/');
  const Fd parent(::openat(root.get(), slash == path.npos ? "." : path.substr(0, slash).c_str(),
                           O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!parent) {
    tree.problems.push_back({path, std::generic_category().message(errno)});
    return;
  }
  file_detail::take_entry(parent.get(), path.substr(slash + 1).c_str(), path, skip, tree);
}

}  // namespace soak
