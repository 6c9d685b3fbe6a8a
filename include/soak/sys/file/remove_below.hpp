// Deleting files below a directory that others may write to.
#pragma once

#include <soak/sys/file/stable_read.hpp>

#include <sys/stat.h>

#include <cstdint>
#include <string>

namespace soak {

/// Deletes a regular file below `root` if it is still the one that was seen, by size and time of change; no link on the
/// way is followed.
[[nodiscard]] inline Result<void> remove_below(const Fd& root, const std::string& path, std::uint64_t size,
                                               std::int64_t modified_sec) {
  const auto slash = path.rfind('/');
  const Fd parent = open_below(root, slash == path.npos ? "." : path.substr(0, slash));
  const std::string name = path.substr(slash + 1);
  struct stat info {};
  if (!parent || ::fstatat(parent.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
    return errno_error(Errc::output_failed, "delete", path, errno);
  }
  if (!S_ISREG(info.st_mode) || static_cast<std::uint64_t>(info.st_size) != size || info.st_mtime != modified_sec) {
    return Error{Errc::output_failed, "cannot delete " + printable(path) + ": it has changed meanwhile"};
  }
  if (::unlinkat(parent.get(), name.c_str(), 0) == 0) return {};
  return errno_error(Errc::output_failed, "delete", path, errno);
}

}  // namespace soak
