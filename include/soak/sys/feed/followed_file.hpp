// A file that another program appends to, and that is rotated under its name: what has been added since the last look.
#pragma once

#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/line_blocks.hpp>
#include <soak/sys/file/read_file.hpp>

#include <sys/stat.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Follows a name, as `tail -F` does. A file that was renamed is read to its end before the new one is begun; one that
/// was cut (copytruncate) is begun anew.
class FollowedFile {
 public:
  explicit FollowedFile(std::string path) : path_(std::move(path)) {}

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(fd_); }

  /// Calls `take(lines, offset, is_new_file)` for whole lines that have come, about a mebibyte at a time.
  template <class Take>
  [[nodiscard]] Result<void> poll(const Take& take) {
    if (!fd_ && !open()) return {};
    while (true) {
      if (auto read = read_on(take); !read) return read;
      struct stat named {};
      struct stat opened {};
      if (::fstat(fd_.get(), &opened) != 0) return errno_error(Errc::input_unusable, "read", path_, errno);
      if (static_cast<std::uint64_t>(opened.st_size) < read_) {  // cut: what was there is gone
        if (!rewind_file(fd_.get())) return errno_error(Errc::input_unusable, "read", path_, errno);
        begin_file();
        continue;
      }
      const bool is_there = ::stat(path_.c_str(), &named) == 0;
      if (!is_there || (named.st_ino == opened.st_ino && named.st_dev == opened.st_dev)) return {};
      // The last line of a file that is finished is whole, with or without its end.
      if (pending_.size() > 0) take(pending_.view(), offset_, is_new_);
      fd_ = Fd();
      if (!open()) return {};
    }
  }

 private:
  [[nodiscard]] bool open() {
    fd_ = open_regular(path_);
    begin_file();
    return is_open();
  }
  void begin_file() noexcept {
    pending_.cut(0);
    offset_ = read_ = 0;
    is_new_ = true;
  }
  template <class Take>
  [[nodiscard]] Result<void> read_on(const Take& take) {
    while (true) {
      const ssize_t n = read_full(fd_.get(), pending_.room(LineBlocks::block_bytes), LineBlocks::block_bytes);
      if (n < 0) return errno_error(Errc::input_unusable, "read", path_, errno);
      if (n == 0) return {};
      pending_.add(static_cast<std::size_t>(n));
      read_ += static_cast<std::uint64_t>(n);
      const auto end = pending_.view().rfind('\n');
      if (end == std::string_view::npos) {
        if (pending_.size() > LineBlocks::max_line_bytes)
          return errno_error(Errc::input_unusable, "read", path_, EFBIG);
        continue;
      }
      take(pending_.view().substr(0, end + 1), offset_, is_new_);
      is_new_ = false;
      offset_ += end + 1;
      ByteBuffer rest;
      rest.assign(pending_.view().substr(end + 1));
      std::swap(pending_, rest);
    }
  }

  std::string path_;
  Fd fd_;
  ByteBuffer pending_;
  std::uint64_t offset_ = 0;  ///< of what is pending
  std::uint64_t read_ = 0;
  bool is_new_ = true;
};

}  // namespace soak
