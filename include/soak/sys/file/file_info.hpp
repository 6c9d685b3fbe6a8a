// What the file system knows of a file, and the end of a long one.
#pragma once

#include <soak/core/time.hpp>
#include <soak/sys/file/fd.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

namespace soak {

/// When a regular file was last changed; an error for anything that is not a regular file.
[[nodiscard]] inline Result<Instant> modified_at(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return errno_error(Errc::input_unusable, "read", path, errno);
  if (!S_ISREG(info.st_mode)) {
    return Error{Errc::input_unusable, "cannot read " + printable(path) + ": not a regular file"};
  }
  return Instant{std::chrono::seconds{info.st_mtim.tv_sec} + std::chrono::microseconds{info.st_mtim.tv_nsec / 1000}};
}

/// The last `max_bytes` of a file, or all of it.
[[nodiscard]] inline Result<std::string> read_end(const std::string& path, std::size_t max_bytes) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0) return errno_error(Errc::input_unusable, "read", path, errno);
  const auto skip = std::max<off_t>(0, info.st_size - static_cast<off_t>(max_bytes));
  std::string text(max_bytes, '\0');
  const bool placed = ::lseek(fd.get(), skip, SEEK_SET) >= 0;
  const ssize_t size = placed ? read_full(fd.get(), text.data(), text.size()) : -1;
  if (size < 0) return errno_error(Errc::input_unusable, "read", path, errno);
  text.resize(static_cast<std::size_t>(size));
  return text;
}

}  // namespace soak
