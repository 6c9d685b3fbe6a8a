// One runner at a time.
//
// The lock is an flock(2) on the file, so it ends with its owner, however that ends: a PID in the file is there for
// people and proves nothing. The file is removed when the owner leaves in good order; whoever gets the flock therefore
// makes sure that the path still leads to the file that it locked.
#pragma once

#include <soak/core/lock_status.hpp>
#include <soak/sys/file/file_info.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace soak {

class LockFile {
 public:
  /// A lock file that nobody owns and that is older than this is worth a word.
  static constexpr std::chrono::seconds stale_age{6 * 3600};

  /// Takes the lock or fails at once: Errc::lock_held if a live process has it (the message names its PID), Errc::usage
  /// if the path is that of something else, which stays as it was, Errc::output_failed if the file cannot be opened.
  /// A file is a lock's if it is empty or holds a number, is regular, has one name, and belongs to us.
  [[nodiscard]] static Result<LockFile> acquire(const std::string& path) {
    int busy = 0;
    for (int attempt = 0; attempt < 100; ++attempt) {
      auto fd = open_or_create(path);
      if (!fd) return fd.error();
      if (!*fd) continue;
      struct stat info {};
      if (::flock(fd->get(), LOCK_EX | LOCK_NB) != 0) {
        const int error = errno;
        if (error == EINTR) continue;
        if (error != EWOULDBLOCK) return errno_error(Errc::output_failed, "lock", path, error);
        // Somebody may only be looking (look_at_lock), which takes microseconds.
        if (++busy > 3) return Error{Errc::lock_held, printable(path) + " is held by " + owner(fd->get())};
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        continue;
      }
      if (!leads_to(path, *fd)) continue;  // its owner removed it between our open and our flock
      if (::fstat(fd->get(), &info) != 0) return errno_error(Errc::output_failed, "lock", path, errno);
      if (const std::string reason = why_not_ours(info); !reason.empty()) return unfit(path, reason);
      if (!holds_only_a_number(fd->get())) return unfit(path, "it holds something else than a process number");
      LockFile lock(path, std::move(*fd));
      lock.note_stale();
      lock.write_pid();
      return lock;
    }
    return Error{Errc::lock_held, printable(path) + " keeps being replaced"};
  }

  LockFile(LockFile&&) noexcept = default;
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile() {
    if (fd_ && leads_to(path_, fd_)) ::unlink(path_.c_str());
  }

  /// Refreshes the file's time. False if the path leads elsewhere by now: somebody removed the file, and another runner
  /// may own a new one.
  [[nodiscard]] bool refresh() const noexcept {
    (void)::futimens(fd_.get(), nullptr);
    return leads_to(path_, fd_);
  }

 private:
  LockFile(std::string path, Fd fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  [[nodiscard]] static Error unfit(const std::string& path, const std::string& reason) {
    return {Errc::usage, "cannot take " + printable(path) + " for a lock file: " + reason};
  }

  /// Opens what is there, or makes a file that only we may open, so that nobody else can hold a lock on it. No link is
  /// followed, and what is there is looked at before it is opened, which for a device may be an act of its own. Not one
  /// open() with O_CREAT: in a directory such as /tmp the kernel refuses that for a file of somebody else, to root too
  /// (fs.protected_regular). An invalid Fd: the path has changed meanwhile, try again.
  [[nodiscard]] static Result<Fd> open_or_create(const std::string& path) {
    constexpr int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
      if (errno != ENOENT) return errno_error(Errc::output_failed, "open lock file", path, errno);
      Fd made(::open(path.c_str(), flags | O_CREAT | O_EXCL, 0600));
      if (!made && errno != EEXIST) return errno_error(Errc::output_failed, "open lock file", path, errno);
      return made;
    }
    if (const auto kind = special_kind(info.st_mode); !kind.empty()) return unfit(path, "it is " + std::string(kind));
    Fd found(::open(path.c_str(), flags));
    if (found || errno == ENOENT || errno == ELOOP) return found;
    const int error = errno;
    if (const std::string reason = why_not_ours(info); !reason.empty()) return unfit(path, reason);
    return errno_error(Errc::output_failed, "open lock file", path, error);
  }

  [[nodiscard]] static bool leads_to(const std::string& path, const Fd& fd) noexcept {
    struct stat mine {};
    struct stat there {};
    return ::fstat(fd.get(), &mine) == 0 && ::lstat(path.c_str(), &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
  }

  [[nodiscard]] static bool holds_only_a_number(int fd) noexcept {
    char text[32];
    const ssize_t n = ::pread(fd, text, sizeof text, 0);
    const std::string_view found(text, n > 0 ? static_cast<std::size_t>(n) : 0);
    return n >= 0 && found.size() < sizeof text && found.find_first_not_of("0123456789 \t\r\n") == found.npos;
  }

  [[nodiscard]] static std::string content(int fd) {
    char text[32];
    const ssize_t n = ::pread(fd, text, sizeof text, 0);
    std::string found(text, n > 0 ? static_cast<std::size_t>(n) : 0);
    found.erase(std::min(found.find_first_not_of("0123456789"), found.size()));
    return found;
  }

  [[nodiscard]] static std::string owner(int fd) {
    const std::string pid = content(fd);
    return pid.empty() ? "another process" : "process " + pid;
  }

  void note_stale() const {
    struct stat info {};
    if (::fstat(fd_.get(), &info) != 0 || info.st_size == 0) return;
    const auto age = std::time(nullptr) - info.st_mtime;
    if (age <= stale_age.count()) return;
    diagnose(Severity::warn, "stale lock file " + printable(path_) + " of " + owner(fd_.get()) + ", " +
                                 std::to_string(age / 3600) + " h old and without an owner: taken");
  }

  /// For people only, so a full disk does not matter.
  void write_pid() const noexcept {
    (void)::fchmod(fd_.get(), 0600);  // one that an earlier version has left behind could be locked by anybody
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd_.get(), 0) != 0 || ::pwrite(fd_.get(), pid.data(), pid.size(), 0) < 0) {
      diagnose(Severity::warn, "cannot write the PID into " + printable(path_));
    }
  }

  std::string path_;
  Fd fd_;
};

namespace process_detail {

/// Who has an flock on a file, as the kernel's list says: for a file that we may not open.
[[nodiscard]] inline std::optional<std::int64_t> holder_in_list(const struct stat& file, const std::string& list) {
  char place[64];
  std::snprintf(place, sizeof place, " %02x:%02x:%llu 0 EOF", ::major(file.st_dev), ::minor(file.st_dev),
                static_cast<unsigned long long>(file.st_ino));
  for (std::string_view rest = list; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const auto at = line.find(place);
    const auto mode = line.find("FLOCK  ADVISORY  WRITE ");
    std::int64_t pid = 0;
    if (at == line.npos || mode == line.npos || line.find("->") != line.npos) continue;
    const auto begin = mode + std::string_view("FLOCK  ADVISORY  WRITE ").size();
    if (begin < at && std::from_chars(line.data() + begin, line.data() + at, pid).ec == std::errc{}) return pid;
  }
  return std::nullopt;
}

[[nodiscard]] inline Instant modified_instant(const struct stat& info) {
  return Instant{std::chrono::seconds{info.st_mtim.tv_sec} + std::chrono::microseconds{info.st_mtim.tv_nsec / 1000}};
}

/// The lock of another user's process, whose file only that user may open. A lock that the list does not have may still
/// be one: a container sees only its own.
[[nodiscard]] inline Result<std::optional<LockStatus>> look_from_outside(const std::string& path) {
  struct stat info {};
  const auto list = read_file("/proc/locks", std::size_t{16} << 20);
  if (!list) return list.error();
  if (::lstat(path.c_str(), &info) != 0) return errno_error(Errc::input_unusable, "read lock file", path, errno);
  const auto pid = holder_in_list(info, *list);
  if (!pid) return errno_error(Errc::input_unusable, "read lock file", path, EACCES);
  return std::optional(LockStatus{true, pid, modified_instant(info)});
}

}  // namespace process_detail

/// Looks at a lock file without taking it; nothing if there is none. A shared flock is asked for and given back at
/// once, since a PID may be in use again by a process that has nothing to do with it.
[[nodiscard]] inline Result<std::optional<LockStatus>> look_at_lock(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY));
  if (!fd && errno == ENOENT) return std::optional<LockStatus>();
  if (!fd && errno == EACCES) return process_detail::look_from_outside(path);
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0) return errno_error(Errc::input_unusable, "read lock file", path, errno);
  LockStatus view;
  view.refreshed_at = process_detail::modified_instant(info);
  char text[32];
  const ssize_t size = ::pread(fd.get(), text, sizeof text, 0);
  std::int64_t pid = 0;
  if (size > 0 && std::from_chars(text, text + size, pid).ec == std::errc{} && pid > 0) view.pid = pid;
  view.is_held = ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  return std::optional(view);
}

}  // namespace soak
