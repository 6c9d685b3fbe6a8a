// Files that hold a secret: made for their owner alone, never over another, and not read if others could have.
#pragma once

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>

#include <sys/stat.h>

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace soak {

/// Makes a file that must not be there yet, whole or not at all, with these permissions (less the umask).
[[nodiscard]] inline Result<void> write_new_file(const std::string& path, std::string_view content, mode_t mode) {
  const std::string directory = directory_of(path);
  if (auto made = make_directories(directory); !made) return made;
  // The name under which other writers clean up after a process that was killed.
  const std::string temporary = directory + "/." + file_name_of(path) + "." + std::to_string(::getpid()) + ".soak-tmp";
  const Fd fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!fd) return errno_error(Errc::output_failed, "write", path, errno);
  int error = write_full(fd.get(), content) && sync_full(fd.get()) ? 0 : errno;
  // A link fails where a rename would replace.
  if (error == 0 && ::link(temporary.c_str(), path.c_str()) != 0) error = errno;
  ::unlink(temporary.c_str());
  if (error != 0) return errno_error(Errc::output_failed, "write", path, error);
  return sync_directory(directory);
}

/// Reads a secret. A file that everybody may read, or that more than its owner may write, is refused; that the
/// group may read it is how systemd hands credentials over.
[[nodiscard]] inline Result<std::string> read_private_file(const std::string& path, std::size_t max_bytes) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return errno_error(Errc::input_unusable, "read", path, errno);
  constexpr mode_t forbidden = S_IWGRP | S_IROTH | S_IWOTH;
  if (S_ISREG(info.st_mode) && (info.st_mode & forbidden) != 0) {
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", static_cast<unsigned>(info.st_mode & 07777u));
    return Error{Errc::input_unusable,
                 "cannot use " + printable(path) + ": its mode " + mode + " lets others read or change it (chmod 600)"};
  }
  return read_file(path, max_bytes);
}

}  // namespace soak
