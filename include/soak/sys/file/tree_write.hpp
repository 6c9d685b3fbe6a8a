// Writing a tree of files below a directory without ever following a link or replacing what is there.
#pragma once

#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>

#include <sys/stat.h>

#include <string>
#include <string_view>
#include <utility>

namespace soak {

class TreeWriter {
 public:
  /// Opens the directory, made if it is missing.
  [[nodiscard]] static Result<TreeWriter> open(const std::string& directory) {
    if (auto made = make_directories(directory); !made) return made.error();
    Fd fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd) return errno_error(Errc::output_failed, "open directory", directory, errno);
    return TreeWriter(directory, std::move(fd));
  }

  /// Makes a new file at a relative path, and the directories above it. Precondition: the path has no "..".
  [[nodiscard]] Result<Fd> create_file(const std::string& path, bool is_executable) {
    auto parent = open_parent(path);
    if (!parent) return parent.error();
    const std::string name = file_name_of(path);
    Fd fd(::openat(parent->get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                   is_executable ? 0755 : 0644));
    if (!fd) return errno_error(Errc::output_failed, "create", root_ + "/" + path, errno);
    return fd;
  }

  [[nodiscard]] Result<void> create_link(const std::string& path, const std::string& target) {
    auto parent = open_parent(path);
    if (!parent) return parent.error();
    if (::symlinkat(target.c_str(), parent->get(), file_name_of(path).c_str()) == 0) return {};
    return errno_error(Errc::output_failed, "create link", root_ + "/" + path, errno);
  }

 private:
  TreeWriter(std::string root, Fd fd) : root_(std::move(root)), fd_(std::move(fd)) {}

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
    if (!directory) return errno_error(Errc::output_failed, "create", root_ + "/" + path, errno);
    return directory;
  }

  std::string root_;
  Fd fd_;
};

}  // namespace soak
