// Writing a new tree of files that appears whole or not at all, without ever following a link.
#pragma once

#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>

#include <sys/file.h>
#include <sys/stat.h>

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace soak {

/// A directory that is filled beside the place where it will appear. Dropped before commit(), it is removed; what a
/// killed process has left of one is removed by the next that is staged for the same place.
class TreeWriter {
 public:
  /// `target` must not be there, or be an empty directory.
  [[nodiscard]] static Result<TreeWriter> stage(std::string target) {
    while (target.size() > 1 && target.back() == '/') target.pop_back();
    struct stat info {};
    const bool is_there = ::lstat(target.c_str(), &info) == 0;
    if (is_there && (!S_ISDIR(info.st_mode) || names_in(target, "", "").size() > 2)) {
      return errno_error(Errc::output_failed, "extract to", target, EEXIST);
    }
    const std::string parent = directory_of(target);
    if (auto made = make_directories(parent); !made) return made.error();
    const std::string prefix = "." + file_name_of(target) + ".";
    remove_abandoned(parent, prefix);
    for (int attempt = 0; attempt < 100; ++attempt) {
      std::string temporary = parent + "/" + prefix + random_suffix() + std::string(staged_suffix);
      if (::mkdir(temporary.c_str(), 0777) != 0) {
        if (errno == EEXIST) continue;
        return errno_error(Errc::output_failed, "extract to", target, errno);
      }
      Fd fd(::open(temporary.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      if (!fd) return errno_error(Errc::output_failed, "open directory", temporary, errno);
      (void)::flock(fd.get(), LOCK_EX | LOCK_NB);
      if (is_there) (void)::fchmod(fd.get(), info.st_mode & 07777u);
      return TreeWriter(std::move(target), std::move(temporary), std::move(fd));
    }
    return errno_error(Errc::output_failed, "extract to", target, EEXIST);
  }

  TreeWriter(TreeWriter&&) noexcept = default;
  TreeWriter& operator=(TreeWriter&&) = delete;
  ~TreeWriter() {
    if (fd_) remove_tree(temporary_);
  }

  /// Makes a new file at a relative path, and the directories above it. Precondition: the path has no "..".
  [[nodiscard]] Result<Fd> create_file(const std::string& path, bool is_executable) {
    auto parent = open_parent(path);
    if (!parent) return parent.error();
    const std::string name = file_name_of(path);
    Fd fd(::openat(parent->get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                   is_executable ? 0755 : 0644));
    if (!fd) return errno_error(Errc::output_failed, "create", target_ + "/" + path, errno);
    return fd;
  }

  [[nodiscard]] Result<void> create_link(const std::string& path, const std::string& link_target) {
    auto parent = open_parent(path);
    if (!parent) return parent.error();
    if (::symlinkat(link_target.c_str(), parent->get(), file_name_of(path).c_str()) == 0) return {};
    return errno_error(Errc::output_failed, "create link", target_ + "/" + path, errno);
  }

  /// Waits until all of it is on disk, then gives it its name. One wait for the whole file system: one for each of a
  /// hundred thousand files takes minutes.
  [[nodiscard]] Result<void> commit() {
    while (::syncfs(fd_.get()) != 0) {
      if (errno != EINTR) return errno_error(Errc::output_failed, "sync", target_, errno);
    }
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
      return errno_error(Errc::output_failed, "extract to", target_, errno == ENOTEMPTY ? EEXIST : errno);
    }
    fd_ = Fd();
    return sync_directory(directory_of(target_));
  }

 private:
  TreeWriter(std::string target, std::string temporary, Fd fd)
      : target_(std::move(target)), temporary_(std::move(temporary)), fd_(std::move(fd)) {}

  static void remove_tree(const std::string& path) noexcept {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  static void remove_abandoned(const std::string& parent, const std::string& prefix) {
    for (const std::string& name : names_in(parent, prefix, staged_suffix)) {
      const std::string path = parent + "/" + name;
      const Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
      struct stat info {};
      if (!fd || ::fstat(fd.get(), &info) != 0 || std::time(nullptr) - info.st_mtime < abandoned_after_sec) continue;
      if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0) remove_tree(path);
    }
  }

  /// A link in the way is refused (ELOOP, ENOTDIR), not followed.
  [[nodiscard]] Result<Fd> open_parent(const std::string& path) {
    Fd directory(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
    std::string_view rest = path;
    for (auto slash = rest.find('/'); directory && slash != rest.npos; slash = rest.find('/')) {
      const std::string part(rest.substr(0, slash));
      rest.remove_prefix(slash + 1);
      (void)::mkdirat(directory.get(), part.c_str(), 0777);
      directory = Fd(::openat(directory.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    }
    if (!directory) return errno_error(Errc::output_failed, "create", target_ + "/" + path, errno);
    return directory;
  }

  std::string target_;
  std::string temporary_;
  Fd fd_;
};

}  // namespace soak
