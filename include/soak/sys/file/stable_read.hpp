// A file's content at one moment, though others may be writing to it.
#pragma once

#include <soak/core/time.hpp>
#include <soak/sys/file/fd.hpp>

#include <linux/openat2.h>

#include <sys/stat.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace soak {

/// Opens a file below a directory, on a path without symbolic links: nobody can lead the reader out of the tree by
/// putting a link into its way.
[[nodiscard]] inline Fd open_below(const Fd& root, const std::string& path) {
  struct open_how how {};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  Fd fd(static_cast<int>(::syscall(SYS_openat2, root.get(), path.c_str(), &how, sizeof how)));
  if (!fd && errno == ENOSYS) fd = Fd(::openat(root.get(), path.c_str(), static_cast<int>(how.flags)));
  return fd;
}

/// Target of a symbolic link below a directory; the error is errno's text.
[[nodiscard]] inline Result<std::string> link_target(const Fd& root, const std::string& path) {
  std::string target(4096, '\0');
  const ssize_t size = ::readlinkat(root.get(), path.c_str(), target.data(), target.size());
  if (size < 0) return Error{Errc::input_unusable, std::generic_category().message(errno)};
  target.resize(static_cast<std::size_t>(size));
  return target;
}

/// Reads files whole into memory, larger ones into an unnamed temporary file, so that what is passed on is what was
/// seen at one moment: size and times of change must be the same before and after. Keeps its buffer.
class StableReader {
 public:
  /// `spool_directory` takes the temporary file of what does not fit into `max_in_memory` bytes.
  StableReader(std::string spool_directory, std::size_t max_in_memory)
      : spool_directory_(std::move(spool_directory)), buffer_(max_in_memory, '\0') {}

  /// Reads a file, up to three times if it changes meanwhile. The error is the reason alone.
  [[nodiscard]] Result<void> read(const Fd& root, const std::string& path) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      auto read = read_once(root, path);
      if (!read) return read.error();
      if (*read) return {};
    }
    return Error{Errc::input_unusable, "it changes while it is read"};
  }

  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }
  [[nodiscard]] bool is_executable() const noexcept { return is_executable_; }
  [[nodiscard]] std::int64_t modified_sec() const noexcept { return modified_sec_; }

  /// Calls `take(part)`, which returns a Result<void>, for the content part by part.
  template <class Take>
  [[nodiscard]] Result<void> visit(const Take& take) {
    if (!spool_) return take(std::string_view(buffer_).substr(0, static_cast<std::size_t>(size_)));
    for (std::uint64_t done = 0; done < size_;) {
      const ssize_t n = ::pread(spool_.get(), buffer_.data(), buffer_.size(), static_cast<off_t>(done));
      if (n <= 0) return errno_error(Errc::output_failed, "read back a temporary file in", spool_directory_, errno);
      if (auto taken = take(std::string_view(buffer_).substr(0, static_cast<std::size_t>(n))); !taken) return taken;
      done += static_cast<std::uint64_t>(n);
    }
    return {};
  }

 private:
  /// False if the file changed.
  [[nodiscard]] Result<bool> read_once(const Fd& root, const std::string& path) {
    const auto reason = [] { return Error{Errc::input_unusable, std::generic_category().message(errno)}; };
    spool_ = Fd();
    const Fd fd = open_below(root, path);
    struct stat before {};
    struct stat after {};
    if (!fd || ::fstat(fd.get(), &before) != 0) return reason();
    if (!S_ISREG(before.st_mode)) return Error{Errc::input_unusable, "it is no regular file any more"};
    size_ = 0;
    while (true) {
      const ssize_t n = read_full(fd.get(), buffer_.data(), buffer_.size());
      if (n < 0) return reason();
      const auto part = std::string_view(buffer_).substr(0, static_cast<std::size_t>(n));
      size_ += part.size();
      const bool is_last = part.size() < buffer_.size();
      if (is_last && !spool_) break;
      if (auto spooled = add_to_spool(part); !spooled) return spooled.error();
      if (is_last || size_ > static_cast<std::uint64_t>(before.st_size)) break;
    }
    if (::fstat(fd.get(), &after) != 0) return reason();
    is_executable_ = (after.st_mode & S_IXUSR) != 0;
    modified_sec_ = after.st_mtime;
    const auto same = [](const timespec& a, const timespec& b) {
      return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
    };
    return size_ == static_cast<std::uint64_t>(after.st_size) && before.st_size == after.st_size &&
           same(before.st_mtim, after.st_mtim) && same(before.st_ctim, after.st_ctim);
  }

  [[nodiscard]] Result<void> add_to_spool(std::string_view part) {
    if (!spool_) spool_ = unnamed_file(spool_directory_);
    if (spool_ && write_full(spool_.get(), part)) return {};
    return errno_error(Errc::output_failed, "write a temporary file in", spool_directory_, errno);
  }

 public:
  /// A file without a name, for reading and writing; invalid, with errno, if it could not be made.
  [[nodiscard]] static Fd unnamed_file(const std::string& directory) {
    Fd fd(::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (fd || (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT)) return fd;
    std::string name = directory + "/.soak-spool-XXXXXX";
    fd = Fd(::mkostemp(name.data(), O_CLOEXEC));
    if (fd) ::unlink(name.c_str());
    return fd;
  }

 private:
  std::string spool_directory_;
  std::string buffer_;
  Fd spool_;
  std::uint64_t size_ = 0;
  bool is_executable_ = false;
  std::int64_t modified_sec_ = 0;
};

}  // namespace soak
