// Many small files, each read with as few system calls as can be.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <sys/stat.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

struct SmallRead {
  std::size_t size = 0;    ///< bytes at the beginning of the buffer
  bool is_larger = false;  ///< than it may be: the file was not read to its end
  int error = 0;           ///< errno; 0 if there was none
};

/// Reads to the end of the file into `buffer`, whose size is what the first read asks for (at least 1), and which grows
/// up to about `max_bytes`.
[[nodiscard]] inline SmallRead read_small_file(int fd, std::string& buffer, std::size_t max_bytes) {
  SmallRead result;
  while (true) {
    const ssize_t n = ::read(fd, buffer.data() + result.size, buffer.size() - result.size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return {result.size, false, errno};
    result.size += static_cast<std::size_t>(n);
    // A regular file gives less than was asked for only at its end: the usual small file costs one read.
    if (result.size < buffer.size()) return result;
    result.is_larger = result.size >= max_bytes;
    if (result.is_larger) return result;
    buffer.resize(buffer.size() * 4);
  }
}

/// Why an open descriptor is no regular file ("is a directory"); empty if it is one.
[[nodiscard]] inline std::string_view why_not_regular(int fd) noexcept {
  struct stat info {};
  if (::fstat(fd, &info) != 0 || S_ISDIR(info.st_mode)) return "is a directory";
  return S_ISREG(info.st_mode) ? "" : "is not a regular file";
}

}  // namespace soak
