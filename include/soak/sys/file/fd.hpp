// An owned file descriptor and the loops that every read, write and sync needs.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace soak {

/// Owns a descriptor and closes it. Descriptors of soak are all close-on-exec.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() {
    if (fd_ >= 0) ::close(fd_);
  }
  [[nodiscard]] int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

/// "cannot <verb> <path>: <reason of errno>". Take `error_number` from errno at once, before anything else runs.
[[nodiscard]] inline Error errno_error(Errc code, std::string_view verb, std::string_view path, int error_number) {
  return {code,
          "cannot " + std::string(verb) + " " + printable(path) + ": " + std::generic_category().message(error_number)};
}

/// Standard input as a descriptor that may be closed.
[[nodiscard]] inline Fd standard_input() { return Fd(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)); }

/// Reads until `size` bytes or the end of the file; short only at the end. Returns the bytes read, or -1 with errno.
[[nodiscard]] inline ssize_t read_full(int fd, char* data, std::size_t size) noexcept {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(fd, data + done, size - done);
    if (n == 0) break;
    if (n < 0 && errno != EINTR) return -1;
    if (n > 0) done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(done);
}

/// Writes all of `data`; false with errno set if that failed.
[[nodiscard]] inline bool write_full(int fd, std::string_view data) noexcept {
  while (!data.empty()) {
    const ssize_t n = ::write(fd, data.data(), data.size());
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) data.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// Waits until a file's content is on disk; false with errno set if that failed. An interrupted wait is begun again.
[[nodiscard]] inline bool sync_full(int fd) noexcept {
  while (::fsync(fd) != 0) {
    if (errno != EINTR) return false;
  }
  return true;
}

/// Appends everything in `from`, from its beginning, to `to`; false with errno set if that failed.
[[nodiscard]] inline bool copy_content(int from, int to) {
  std::string block(std::size_t{128} << 10, '\0');
  if (::lseek(from, 0, SEEK_SET) != 0) return false;
  while (true) {
    const ssize_t n = read_full(from, block.data(), block.size());
    if (n <= 0) return n == 0;
    if (!write_full(to, std::string_view(block).substr(0, static_cast<std::size_t>(n)))) return false;
  }
}

[[nodiscard]] inline std::uint64_t file_position(int fd) noexcept {
  return static_cast<std::uint64_t>(::lseek(fd, 0, SEEK_CUR));
}

/// Bytes of an open regular file; 0 for anything else.
[[nodiscard]] inline std::uint64_t file_size(int fd) noexcept {
  struct stat info {};
  return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
}

[[nodiscard]] inline bool rewind_file(int fd) noexcept { return ::lseek(fd, 0, SEEK_SET) == 0; }

}  // namespace soak
