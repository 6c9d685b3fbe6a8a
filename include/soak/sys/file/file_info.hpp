// What the file system knows of a file: of what kind it is, whose, and when it was changed; and the end of a long one.
#pragma once

#include <soak/core/file_stamp.hpp>
#include <soak/core/time.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/file/read_file.hpp>

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>

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

/// Nothing of what is no regular file.
[[nodiscard]] inline std::optional<FileStamp> stamp_of(const struct stat& info) noexcept {
  if (!S_ISREG(info.st_mode)) return std::nullopt;
  // Of a time that does not fit only what is left of it is compared.
  const auto ns = [](const timespec& at) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(at.tv_sec) * 1'000'000'000u +
                                     static_cast<std::uint64_t>(at.tv_nsec));
  };
  return FileStamp{info.st_dev, info.st_ino, static_cast<std::uint64_t>(info.st_size), ns(info.st_mtim),
                   ns(info.st_ctim)};
}
[[nodiscard]] inline std::optional<FileStamp> stamp_of(const Fd& fd) noexcept {
  struct stat info {};
  return ::fstat(fd.get(), &info) == 0 ? stamp_of(info) : std::nullopt;
}

/// By the clock of stamps, in nanoseconds since the epoch: no stamp that was made before is later.
[[nodiscard]] inline std::int64_t stamp_now_ns() noexcept {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
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

/// The name that /etc/passwd gives a user, or "user 1234". Not by getpwuid(), which a static program cannot rely on.
[[nodiscard]] inline std::string user_name(uid_t user) {
  const std::string number = std::to_string(user);
  const auto text = read_file("/etc/passwd", std::size_t{4} << 20);
  for (std::string_view rest = text ? std::string_view(*text) : std::string_view(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(line.size() < rest.size() ? line.size() + 1 : line.size());
    const auto name = line.find(':');
    const auto password = line.find(':', name == line.npos ? name : name + 1);
    if (name != 0 && password != line.npos && line.substr(password + 1).starts_with(number + ":")) {
      return printable(line.substr(0, name));
    }
  }
  return "user " + number;
}

/// What the file type is called, "a FIFO"; empty for a regular file.
[[nodiscard]] inline std::string_view special_kind(mode_t mode) noexcept {
  if (S_ISREG(mode)) return "";
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISLNK(mode)) return "a symbolic link";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

/// Who but we and root may change a file or directory; empty if nobody. In a directory like /tmp (sticky) others may
/// write, but not replace what is ours.
[[nodiscard]] inline std::string who_else_may_write(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return "cannot be looked at";
  if (info.st_uid != 0 && info.st_uid != ::geteuid()) return "belongs to " + user_name(info.st_uid);
  const bool is_sticky = S_ISDIR(info.st_mode) && (info.st_mode & S_ISVTX) != 0;
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) == 0 || is_sticky) return {};
  return "may be written by others (chmod go-w " + printable(path) + ")";
}

/// Why a file, looked at without following a link, is none whose content we may change: it must be regular, have one
/// name, and belong to us. Empty if it is.
[[nodiscard]] inline std::string why_not_ours(const struct stat& info) {
  if (const auto kind = special_kind(info.st_mode); !kind.empty()) return "it is " + std::string(kind);
  if (info.st_nlink > 1) return "it has " + std::to_string(info.st_nlink) + " names (hard links)";
  if (info.st_uid != ::geteuid()) return "it belongs to " + user_name(info.st_uid);
  return {};
}

}  // namespace soak
