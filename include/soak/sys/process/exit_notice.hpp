// How one hears that a child has ended.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

namespace soak::process_detail {

struct Pipe {
  Fd read;
  Fd write;

  [[nodiscard]] bool open() {
    int fds[2];
    if (::pipe2(fds, O_CLOEXEC) != 0) return false;
    read = Fd(fds[0]);
    write = Fd(fds[1]);
    return true;
  }
};

/// Readable once a child has ended, which stays a zombie: a pidfd, or on a kernel before Linux 5.3 (and where a sandbox
/// forbids it) a pipe that a thread closes which waits for it.
class ExitNotice {
 public:
  explicit ExitNotice(pid_t pid) : fd_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))) {
    Pipe pipe;
    if (fd_ || !pipe.open()) return;
    fd_ = std::move(pipe.read);
    waiter_ = std::jthread([pid, closed_at_exit = std::move(pipe.write)] {
      siginfo_t ignored;
      while (::waitid(P_PID, static_cast<id_t>(pid), &ignored, WEXITED | WNOWAIT) < 0 && errno == EINTR) {
      }
    });
  }

  [[nodiscard]] int fd() const noexcept { return fd_.get(); }
  explicit operator bool() const noexcept { return static_cast<bool>(fd_); }

 private:
  Fd fd_;
  std::jthread waiter_;
};

/// Status of a child that is waited for here: it is reaped.
[[nodiscard]] inline int reap(pid_t pid) noexcept {
  int status = 0;
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace soak::process_detail
