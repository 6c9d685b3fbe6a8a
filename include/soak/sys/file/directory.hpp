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

/// Makes a directory and those above it. One that is there already is fine.
[[nodiscard]] inline Result<void> make_directories(const std::string& path) {
  if (path.empty() || ::mkdir(path.c_str(), 0777) == 0) return {};
  int error = errno;
  if (error == ENOENT) {
    if (auto made = make_directories(directory_of(path)); !made) return made;
    if (::mkdir(path.c_str(), 0777) == 0) return {};
    error = errno;
  }
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
