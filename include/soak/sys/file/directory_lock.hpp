// One process at a time in a directory: for a file there that is read, changed and replaced. The lock is on the
// directory itself, since a file that is replaced takes its lock with it.
#pragma once

#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>

#include <sys/file.h>

#include <string>

namespace soak {

/// Makes the directory if it is missing and waits for its lock, which lasts as long as the descriptor. Hold it for the
/// moment of a change, never while waiting for somebody else.
[[nodiscard]] inline Result<Fd> lock_directory(const std::string& path) {
  if (auto made = make_directories(path); !made) return made.error();
  Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd) return errno_error(Errc::output_failed, "open", path, errno);
  while (::flock(fd.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return errno_error(Errc::output_failed, "lock", path, errno);
  }
  return fd;
}

}  // namespace soak
