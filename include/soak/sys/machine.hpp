// What can be asked of the machine: programs, room on a disk, rights, the state of its clock.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/sys/env.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/fd.hpp>

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/timex.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// "host:pid:…", which no other process has, on whatever machine: the last part is when this one asked.
[[nodiscard]] inline std::string process_name() {
  utsname machine{};
  const std::string host = ::uname(&machine) == 0 ? printable(machine.nodename, 64) : "unknown";
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return host + ":" + std::to_string(::getpid()) + ":" +
         std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

/// Path of a program in PATH; empty if there is none.
[[nodiscard]] inline std::string find_program(std::string_view name) {
  const std::string path = environment("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
  for (std::string_view rest = path; !rest.empty();) {
    const std::string_view directory = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), directory.size() + 1));
    std::string candidate = std::string(directory) + "/" + std::string(name);
    struct stat info {};
    if (::stat(candidate.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return {};
}

/// Whether this process may make files in a directory; the error says why not.
[[nodiscard]] inline Result<void> check_writable(const std::string& directory) {
  if (::access((directory + "/.").c_str(), W_OK | X_OK) == 0) return {};
  return errno_error(Errc::output_failed, "write in", directory, errno);
}

/// The path itself if it is there, even as a link to nothing, else the nearest one above it that is.
[[nodiscard]] inline std::string nearest_directory(std::string path) {
  const auto exists = [&] { return ::faccessat(AT_FDCWD, path.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) == 0; };
  while (!exists() && path != "." && path != "/") path = directory_of(path);
  return path;
}

struct DiskSpace {
  double free_bytes = 0;  ///< for somebody who is not root
  double total_bytes = 0;
  double free_inodes = 0;
  double total_inodes = 0;  ///< 0: no fixed number
};

[[nodiscard]] inline Result<DiskSpace> disk_space(const std::string& path) {
  struct statvfs info {};
  if (::statvfs(path.c_str(), &info) != 0) return errno_error(Errc::input_unusable, "look at the disk of", path, errno);
  const auto block = static_cast<double>(info.f_frsize);
  return DiskSpace{static_cast<double>(info.f_bavail) * block, static_cast<double>(info.f_blocks) * block,
                   static_cast<double>(info.f_favail), static_cast<double>(info.f_files)};
}

/// Permission bits of a file, 0 to 07777.
[[nodiscard]] inline Result<unsigned> file_mode(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return errno_error(Errc::input_unusable, "read", path, errno);
  return static_cast<unsigned>(info.st_mode & 07777u);
}

/// Whether the kernel holds its clock for synchronized; nothing if it does not say.
[[nodiscard]] inline std::optional<bool> clock_is_synchronized() {
  struct timex state {};
  const int outcome = ::adjtimex(&state);
  if (outcome < 0) return std::nullopt;
  return outcome != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

}  // namespace soak
