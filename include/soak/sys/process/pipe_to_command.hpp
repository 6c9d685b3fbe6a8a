// Handing a text to a program on its standard input.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <chrono>
#include <csignal>
#include <string>
#include <string_view>

#include <spawn.h>

namespace soak {

namespace process_detail {

struct SpawnSetup {
  ::posix_spawn_file_actions_t actions;
  ::posix_spawnattr_t attributes;

  /// Standard input from `input`, output to our standard error, an own process group, no signal blocked or ignored.
  explicit SpawnSetup(int input) {
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    ::posix_spawnattr_init(&attributes);
    ::sigset_t set;
    ::sigemptyset(&set);
    ::posix_spawnattr_setsigmask(&attributes, &set);
    ::sigaddset(&set, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &set);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnSetup(const SpawnSetup&) = delete;
  SpawnSetup& operator=(const SpawnSetup&) = delete;
  ~SpawnSetup() {
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
  }
};

/// Waits for the child, or kills its process group when the time is over or a stop is asked for. True if it ended by
/// itself.
[[nodiscard]] inline bool wait_or_kill(::pid_t pid, std::chrono::milliseconds timeout, int stop_fd, int& status) {
  const Fd child(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  ::pollfd wait[] = {{child.get(), POLLIN, 0}, {stop_fd, POLLIN, 0}};
  const auto end = std::chrono::steady_clock::now() + timeout;
  int ready = -1;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    ready = ::poll(wait, 2, static_cast<int>(std::max<long>(0, left.count())));
  } while (ready < 0 && errno == EINTR);
  const bool ended = ready > 0 && wait[0].revents != 0;
  if (!ended) ::kill(-pid, SIGKILL);
  while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return ended;
}

}  // namespace process_detail

/// Runs `path` without arguments and gives it `text`, which must fit a pipe (64 KiB). Its output goes to our standard
/// error. Errc::unavailable if it cannot be started, does not end with status 0, or not within `timeout` (it is killed
/// then, with its children). The caller ignores SIGPIPE (StopSignal): a program need not read its input.
[[nodiscard]] inline Result<void> pipe_to_command(const std::string& path, std::string_view text,
                                                  std::chrono::milliseconds timeout, int stop_fd) {
  const auto fail = [&](std::string_view reason) {
    return Error{Errc::unavailable, printable(path) + " " + std::string(reason)};
  };
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return errno_error(Errc::unavailable, "make a pipe for", path, errno);
  Fd reading(ends[0]);
  Fd writing(ends[1]);
  (void)::fcntl(writing.get(), F_SETFL, O_NONBLOCK);
  if (!write_full(writing.get(), text)) return errno_error(Errc::unavailable, "fill the pipe to", path, errno);
  ::pid_t pid = 0;
  const process_detail::SpawnSetup setup(reading.get());
  char* const argv[] = {const_cast<char*>(path.c_str()), nullptr};
  const int error = ::posix_spawn(&pid, path.c_str(), &setup.actions, &setup.attributes, argv, environ);
  if (error != 0) return errno_error(Errc::unavailable, "start", path, error);
  writing = Fd();  // the end of its input
  int status = 0;
  if (!process_detail::wait_or_kill(pid, timeout, stop_fd, status)) return fail("did not end in time and was killed");
  if (WIFSIGNALED(status)) return fail("was ended by signal " + std::to_string(WTERMSIG(status)));
  if (WEXITSTATUS(status) != 0) return fail("ended with status " + std::to_string(WEXITSTATUS(status)));
  return {};
}

}  // namespace soak
