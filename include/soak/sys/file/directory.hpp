// Directories: making them, and finding files in them.
#pragma once

#include <soak/core/natural_order.hpp>
#include <soak/sys/file/fd.hpp>

#include <dirent.h>
#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Directory part of a path, "." for a bare name, "/" for a name in the root.
[[nodiscard]] inline std::string directory_of(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

[[nodiscard]] inline std::string file_name_of(std::string_view path) {
  return std::string(path.substr(path.rfind('/') + 1));
}

[[nodiscard]] inline bool is_directory(const std::string& path) noexcept {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

/// Waits until the names in a directory are on disk.
[[nodiscard]] inline Result<void> sync_directory(const std::string& directory) {
  const Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  // A directory on a file system that cannot sync directories (some network ones) answers EINVAL.
  if (!fd || (!sync_full(fd.get()) && errno != EINVAL)) {
    return errno_error(Errc::output_failed, "sync", directory, errno);
  }
  return {};
}

/// Makes a directory and those above it, each of them on disk as far as we may wait for that. One that is there already
/// is fine.
[[nodiscard]] inline Result<void> make_directories(const std::string& path) {
  if (path.empty() || is_directory(path)) return {};
  std::string parent = path;
  while (parent.size() > 1 && parent.back() == '/') parent.pop_back();  // "a/b/" is in a
  parent = directory_of(parent);
  bool is_made = ::mkdir(path.c_str(), 0777) == 0;
  if (!is_made && errno == ENOENT) {
    if (auto made = make_directories(parent); !made) return made;
    is_made = ::mkdir(path.c_str(), 0777) == 0;
  }
  const int error = errno;
  // What is written into a directory is lost with it if its own name did not reach the disk. A parent that we may enter
  // and write but not list cannot be synced.
  if (is_made) return ::access(parent.c_str(), R_OK) == 0 ? sync_directory(parent) : Result<void>();
  if (is_directory(path)) return {};
  return errno_error(Errc::output_failed, "create directory", path, error == EEXIST ? ENOTDIR : error);
}

/// Gives a file or directory another name on the same file system.
[[nodiscard]] inline Result<void> move_path(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) == 0) return {};
  return errno_error(Errc::output_failed, "move", from, errno);
}

/// Names in a directory that begin and end as given, in no order; empty if it cannot be read.
[[nodiscard]] inline std::vector<std::string> names_in(const std::string& directory, std::string_view prefix,
                                                       std::string_view suffix) {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, int (*)(DIR*)> handle(::opendir(directory.c_str()), &::closedir);
  if (!handle) return names;
  while (const dirent* entry = ::readdir(handle.get())) {
    const std::string_view name = entry->d_name;
    const bool fits =
        name.size() >= prefix.size() + suffix.size() && name.starts_with(prefix) && name.ends_with(suffix);
    if (fits) names.emplace_back(name);
  }
  return names;
}

}  // namespace soak
