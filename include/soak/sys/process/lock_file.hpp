// One runner at a time.
//
// The lock is an flock(2) on the file, so it ends with its owner, however that ends: a PID in the file is there for
// people and proves nothing. The file is removed when the owner leaves in good order; whoever gets the flock therefore
// makes sure that the path still leads to the file that it locked.
#pragma once

#include <soak/core/lock_status.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/log.hpp>

#include <sys/file.h>
#include <sys/stat.h>

#include <charconv>
#include <chrono>
#include <ctime>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace soak {

class LockFile {
 public:
  /// A lock file that nobody owns and that is older than this is worth a word.
  static constexpr std::chrono::seconds stale_age{6 * 3600};

  /// Takes the lock or fails at once: Errc::lock_held if a live process has it (the message names its PID),
  /// Errc::output_failed if the file cannot be opened.
  [[nodiscard]] static Result<LockFile> acquire(const std::string& path) {
    for (int attempt = 0; attempt < 100; ++attempt) {
      // No link is followed: the usual place is a directory where everybody may make one.
      Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0644));
      if (!fd) return errno_error(Errc::output_failed, "open lock file", path, errno);
      if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno == EWOULDBLOCK && attempt < 3) {
          // Somebody may only be looking (look_at_lock), which takes microseconds.
          std::this_thread::sleep_for(std::chrono::milliseconds(2));
          continue;
        }
        if (errno != EWOULDBLOCK) return errno_error(Errc::output_failed, "lock", path, errno);
        return Error{Errc::lock_held, printable(path) + " is held by " + owner(fd.get())};
      }
      LockFile lock(path, std::move(fd));
      if (!lock.is_ours()) continue;  // its owner removed it between our open and our flock
      lock.note_stale();
      lock.write_pid();
      return lock;
    }
    return Error{Errc::lock_held, printable(path) + " keeps being replaced"};
  }

  LockFile(LockFile&&) noexcept = default;
  LockFile& operator=(LockFile&&) = delete;
  ~LockFile() {
    if (fd_ && is_ours()) ::unlink(path_.c_str());
  }

  /// Refreshes the file's time. False if the path leads elsewhere by now: somebody removed the file, and another runner
  /// may own a new one.
  [[nodiscard]] bool refresh() const noexcept {
    (void)::futimens(fd_.get(), nullptr);
    return is_ours();
  }

 private:
  LockFile(std::string path, Fd fd) : path_(std::move(path)), fd_(std::move(fd)) {}

  [[nodiscard]] bool is_ours() const noexcept {
    struct stat mine {};
    struct stat there {};
    return ::fstat(fd_.get(), &mine) == 0 && ::lstat(path_.c_str(), &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
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
    const std::string pid = std::to_string(::getpid()) + "\n";
    if (::ftruncate(fd_.get(), 0) != 0 || ::pwrite(fd_.get(), pid.data(), pid.size(), 0) < 0) {
      diagnose(Severity::warn, "cannot write the PID into " + printable(path_));
    }
  }

  std::string path_;
  Fd fd_;
};

/// Looks at a lock file without taking it; nothing if there is none. A shared flock is asked for and given back at
/// once, since a PID may be in use again by a process that has nothing to do with it.
[[nodiscard]] inline Result<std::optional<LockStatus>> look_at_lock(const std::string& path) {
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (!fd && errno == ENOENT) return std::optional<LockStatus>();
  struct stat info {};
  if (!fd || ::fstat(fd.get(), &info) != 0) return errno_error(Errc::input_unusable, "read lock file", path, errno);
  LockStatus view;
  view.refreshed_at =
      Instant{std::chrono::seconds{info.st_mtim.tv_sec} + std::chrono::microseconds{info.st_mtim.tv_nsec / 1000}};
  char text[32];
  const ssize_t size = ::pread(fd.get(), text, sizeof text, 0);
  std::int64_t pid = 0;
  if (size > 0 && std::from_chars(text, text + size, pid).ec == std::errc{} && pid > 0) view.pid = pid;
  view.is_held = ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  return std::optional(view);
}

}  // namespace soak
