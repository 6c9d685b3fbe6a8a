// Child processes: each in a process group of its own, with a deadline that ends the whole group.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <poll.h>
#include <sys/auxv.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <spawn.h>

namespace soak {

struct ProcessSpec {
  std::vector<std::string> argv;                    ///< argv[0] is a path, or a name to find in PATH
  std::map<std::string, std::string> environment;   ///< added to ours, or put in the place of ours
  std::string output_file;                          ///< both streams are appended to it; empty: they are captured
  std::chrono::milliseconds timeout{0};             ///< 0: none
  std::chrono::milliseconds grace{2000};            ///< from SIGTERM to SIGKILL, when time is up or a stop is asked for
  std::size_t max_output = std::size_t{1} << 20;    ///< bytes of standard output that are kept
  int stop_fd = -1;                                 ///< ends the child once readable (StopSignal::fd)
  std::function<void(std::string_view)> on_output;  ///< sees both streams as they come
};

struct ProcessResult {
  int exit_code = -1;  ///< -1 if a signal ended it
  int signal = 0;
  bool timed_out = false;
  bool stopped = false;     ///< ended because stop_fd asked for it
  std::string output;       ///< standard output, its first max_output bytes
  bool output_cut = false;  ///< there was more
  std::string last_line;    ///< last line of standard output that is not blank
  std::string last_error;   ///< the same of standard error

  [[nodiscard]] bool ok() const noexcept { return exit_code == 0 && !timed_out && !stopped; }

  /// "exit status 3", "killed by signal 9", "timed out", "stopped".
  [[nodiscard]] std::string outcome() const {
    if (timed_out) return "timed out";
    if (stopped) return "stopped";
    if (signal != 0) return "killed by signal " + std::to_string(signal);
    return "exit status " + std::to_string(exit_code);
  }
};

namespace process_detail {

/// The end of a stream: enough for its last line.
class StreamTail {
 public:
  void add(std::string_view data) {
    text_ += data;
    if (text_.size() > 8192) text_.erase(0, text_.size() - 4096);
  }
  [[nodiscard]] std::string last_line() const {
    const auto end = text_.find_last_not_of(" \t\r\n");
    if (end == std::string::npos) return {};
    const auto begin = text_.rfind('\n', end) + 1;  // npos + 1 is 0
    return text_.substr(begin, end - begin + 1);
  }

 private:
  std::string text_;
};

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

/// Text pointers for exec; `texts` must outlive them.
[[nodiscard]] inline std::vector<char*> exec_array(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

[[nodiscard]] inline std::vector<std::string> merged_environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (added.find(std::string(text.substr(0, text.find('=')))) == added.end()) result.emplace_back(text);
  }
  for (const auto& [name, value] : added) result.push_back(name + "=" + value);
  return result;
}

/// Starts the child; its streams go to the pipes' write ends or, where `file` is open, there. errno on failure.
[[nodiscard]] inline int spawn(const ProcessSpec& spec, int out, int err, pid_t& pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, out, 1);
  ::posix_spawn_file_actions_adddup2(&actions, err, 2);
  sigset_t none;
  sigset_t reset;
  ::sigemptyset(&none);
  ::sigfillset(&reset);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &reset);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> arguments = spec.argv;
  std::vector<std::string> variables = merged_environment(spec.environment);
  const int error = ::posix_spawnp(&pid, spec.argv[0].c_str(), &actions, &attributes, exec_array(arguments).data(),
                                   exec_array(variables).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return error;
}

/// Follows one child from its start to its end.
class ProcessWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  ProcessWatch(const ProcessSpec& spec, pid_t pid, Fd out, Fd err)
      : spec_(spec),
        pid_(pid),
        pidfd_(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0))),
        streams_{std::move(out), std::move(err)} {
    if (spec.timeout.count() > 0) deadline_ = std::chrono::steady_clock::now() + spec.timeout;
  }

  [[nodiscard]] ProcessResult run() {
    while (!exited_ || ((streams_[0] || streams_[1]) && std::chrono::steady_clock::now() < *deadline_)) step();
    finish();
    return std::move(result_);
  }

 private:
  void step() {
    enum { out, err, exit, stop };
    std::array<pollfd, 4> waited{{{streams_[0].get(), POLLIN, 0},
                                  {streams_[1].get(), POLLIN, 0},
                                  {exited_ ? -1 : pidfd_.get(), POLLIN, 0},
                                  {exited_ || ending_ ? -1 : spec_.stop_fd, POLLIN, 0}}};
    (void)::poll(waited.data(), waited.size(), wait_ms());
    for (const int stream : {out, err}) {
      if (waited[static_cast<std::size_t>(stream)].revents != 0) read_some(stream);
    }
    if (waited[exit].revents != 0 || (!pidfd_ && has_exited())) {
      exited_ = true;
      // Whoever still holds the streams was left in the background on purpose; what is in the pipes is read quickly.
      deadline_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(200);
    } else if (waited[stop].revents != 0) {
      result_.stopped = true;
      end_group();
    } else if (deadline_ && !exited_ && std::chrono::steady_clock::now() >= *deadline_) {
      if (!ending_) result_.timed_out = true;
      end_group();
    }
  }

  /// Milliseconds until there is something to do.
  [[nodiscard]] int wait_ms() const {
    // Without a pidfd (an old kernel) the child's end has to be looked for.
    const std::int64_t most = pidfd_ ? INT_MAX : 20;
    if (!deadline_) return pidfd_ ? -1 : 20;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, most));
  }

  [[nodiscard]] bool has_exited() const {
    siginfo_t info{};
    return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == pid_;
  }

  void end_group() {
    ::kill(-pid_, ending_ ? SIGKILL : SIGTERM);
    ending_ = true;
    deadline_ = std::chrono::steady_clock::now() + spec_.grace;
  }

  void read_some(int stream) {
    const auto index = static_cast<std::size_t>(stream);
    std::array<char, 65536> buffer;
    const ssize_t n = ::read(streams_[index].get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) return;
    if (n <= 0) {
      streams_[index] = Fd();
      return;
    }
    const std::string_view data(buffer.data(), static_cast<std::size_t>(n));
    tails_[index].add(data);
    if (spec_.on_output) spec_.on_output(data);
    if (stream != 0) return;
    const std::size_t room = spec_.max_output - std::min(spec_.max_output, result_.output.size());
    result_.output += data.substr(0, room);
    result_.output_cut = result_.output_cut || data.size() > room;
  }

  void finish() {
    // The zombie keeps the group's number from being given away until it is reaped.
    if (ending_) ::kill(-pid_, SIGKILL);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    if (WIFEXITED(status)) result_.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result_.signal = WTERMSIG(status);
    result_.last_line = tails_[0].last_line();
    result_.last_error = tails_[1].last_line();
  }

  const ProcessSpec& spec_;
  pid_t pid_;
  Fd pidfd_;
  std::array<Fd, 2> streams_;
  std::array<StreamTail, 2> tails_;
  ProcessResult result_;
  std::optional<Time> deadline_;
  bool exited_ = false;
  bool ending_ = false;
};

}  // namespace process_detail

/// Runs a program to its end. Standard input is /dev/null. An error means that it could not be started; how it ended is
/// in the result. What it left running in the background when it ended by itself is not touched.
[[nodiscard]] inline Result<ProcessResult> run_process(const ProcessSpec& spec) {
  const auto refuse = [&](int error) { return errno_error(Errc::input_unusable, "run", spec.argv[0], error); };
  process_detail::Pipe out;
  process_detail::Pipe err;
  if (!spec.output_file.empty()) {
    out.write = Fd(::open(spec.output_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (!out.write) return errno_error(Errc::output_failed, "write", spec.output_file, errno);
  } else if (!out.open() || !err.open()) {
    return refuse(errno);
  }
  pid_t pid = 0;
  const int error = process_detail::spawn(spec, out.write.get(), err.write ? err.write.get() : out.write.get(), pid);
  if (error != 0) return refuse(error);
  out.write = Fd();
  err.write = Fd();
  return process_detail::ProcessWatch(spec, pid, std::move(out.read), std::move(err.read)).run();
}

/// Number of this process.
[[nodiscard]] inline long process_id() noexcept { return ::getpid(); }

/// Path of a program that is installed beside the running one.
[[nodiscard]] inline std::string sibling_program(std::string_view name) {
  std::array<char, PATH_MAX> buffer;
  const ssize_t n = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
  std::string_view self(buffer.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  // In a chroot without /proc there is still the path that this program was started by.
  const auto* const started_by = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  if (self.empty() && started_by != nullptr) self = started_by;
  return std::string(self.substr(0, self.rfind('/') + 1)) + std::string(name);
}

}  // namespace soak
