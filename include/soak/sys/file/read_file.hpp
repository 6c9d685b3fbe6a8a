// Whole small files: settings, artifacts, state.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <string>

namespace soak {

[[nodiscard]] inline bool file_exists(const std::string& path) noexcept { return ::access(path.c_str(), F_OK) == 0; }

/// `base`, or with "-2", "-3", … behind it where there is such a file.
[[nodiscard]] inline std::string unused_path(const std::string& base) {
  std::string path = base;
  for (int n = 2; file_exists(path); ++n) path = base + "-" + std::to_string(n);
  return path;
}

/// Opens a regular file for reading, never waiting on anything else; invalid, with errno, if that failed.
[[nodiscard]] inline Fd open_regular(const std::string& path) {
  Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0) return Fd();
  if (S_ISREG(info.st_mode)) return fd;
  errno = S_ISDIR(info.st_mode) ? EISDIR : EINVAL;
  return Fd();
}

/// The content of a regular file of at most `max_bytes`. A missing file is an error, never an empty text; a FIFO or a
/// directory is refused without waiting on it.
[[nodiscard]] inline Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (!fd) return errno_error(Errc::input_unusable, "read", path, errno);
  struct stat info {};
  if (::fstat(fd.get(), &info) != 0) return errno_error(Errc::input_unusable, "read", path, errno);
  if (S_ISDIR(info.st_mode)) return errno_error(Errc::input_unusable, "read", path, EISDIR);
  if (!S_ISREG(info.st_mode))
    return Error{Errc::input_unusable, "cannot read " + printable(path) + ": not a regular file"};
  std::string content;
  content.resize(std::min<std::size_t>(static_cast<std::size_t>(info.st_size), max_bytes) + 1);
  std::size_t size = 0;
  // The file may grow while it is read: what counts is where the reading ends, not what fstat said before.
  while (true) {
    const ssize_t n = read_full(fd.get(), content.data() + size, content.size() - size);
    if (n < 0) return errno_error(Errc::input_unusable, "read", path, errno);
    size += static_cast<std::size_t>(n);
    if (size < content.size()) break;
    if (size > max_bytes) {
      return Error{Errc::input_unusable,
                   "cannot read " + printable(path) + ": larger than " + std::to_string(max_bytes) + " bytes"};
    }
    content.resize(std::min(content.size() * 2, max_bytes + 1));
  }
  content.resize(size);
  return content;
}

/// The content of a file, or of standard input if `path` is "-".
[[nodiscard]] inline Result<std::string> read_input(const std::string& path, std::size_t max_bytes) {
  if (path != "-") return read_file(path, max_bytes);
  std::string content;
  for (std::size_t size = 0;;) {
    content.resize(std::min(std::max<std::size_t>(65536, 2 * size), max_bytes + 1));
    const ssize_t n = read_full(STDIN_FILENO, content.data() + size, content.size() - size);
    if (n < 0) return errno_error(Errc::input_unusable, "read", "standard input", errno);
    size += static_cast<std::size_t>(n);
    if (size > max_bytes) {
      return Error{Errc::input_unusable,
                   "cannot read standard input: longer than " + std::to_string(max_bytes) + " bytes"};
    }
    if (size == content.size()) continue;
    content.resize(size);
    return content;
  }
}

}  // namespace soak
