// The engine behind soak/sys/process/process.hpp: Boost.Process v2 starts the child, a poll loop follows it. Needs Asio
// (headers) and libboost_filesystem; a heavy header that one unit of a program includes.
#pragma once

#include <soak/sys/file/fd.hpp>
#include <soak/sys/process/exit_notice.hpp>
#include <soak/sys/process/process.hpp>
#include <soak/sys/process/stream_tail.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/process/v2/environment.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>

#include <poll.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace soak {

namespace process_detail {

namespace bp = boost::process::v2;

[[nodiscard]] inline std::vector<std::string> merged_environment(const std::map<std::string, std::string>& added) {
  std::vector<std::string> result;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (added.find(std::string(text.substr(0, text.find('=')))) == added.end()) result.emplace_back(text);
  }
  for (const auto& [name, value] : added) result.push_back(name + "=" + value);
  return result;
}

/// Both ends of a child's streams; `theirs` are what it gets as 0, 1 and 2.
struct ChildStreams {
  Pipe in;
  Pipe out;
  Pipe err;
  std::array<int, 3> theirs{};
  std::array<Pipe, 2> standard;  ///< lest another gets the number of a standard stream that is closed here
  std::array<Pipe, 3> spare;     ///< as many as it takes to follow a child: what fails, fails before it runs

  [[nodiscard]] Result<void> open(const ProcessSpec& spec) {
    const auto fail = [&] { return errno_error(Errc::input_unusable, "run", spec.argv[0], errno); };
    for (Pipe& pipe : standard) {
      if (!pipe.open()) return fail();
    }
    if (!spec.input) {
      in.read = Fd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
      if (!in.read) return fail();
    } else if (!in.open() || ::fcntl(in.write.get(), F_SETFL, O_NONBLOCK) != 0) {
      return fail();
    }
    int shared = spec.output_fd;
    if (!spec.output_file.empty()) {
      out.write = Fd(::open(spec.output_file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
      if (!out.write) return errno_error(Errc::output_failed, "write", spec.output_file, errno);
      shared = out.write.get();
    } else if (shared < 0 && (!out.open() || !err.open())) {
      return fail();
    }
    theirs = shared < 0 ? std::array{in.read.get(), out.write.get(), err.write.get()}
                        : std::array{in.read.get(), shared, shared};
    for (Pipe& pipe : spare) {
      if (!pipe.open()) return fail();
    }
    return {};
  }

  /// Once the child has them. The input's other end stays open: a child that does not read gets us no SIGPIPE.
  void close_theirs() {
    out.write = Fd();
    err.write = Fd();
    standard = {};
  }
};

/// What the child does between fork and exec, where nothing may be allocated.
struct ChildSetup {
  /// A process group of its own, and no signal ignored or blocked.
  template <class Path>
  bp::error_code on_exec_setup(bp::posix::default_launcher&, const Path&, const char* const*) const noexcept {
    // Past sigaction(), which keeps two signals for itself that whoever started us may ignore: all zeros is SIG_DFL.
    constexpr std::array<unsigned char, 64> default_action{};
    constexpr std::size_t mask_bytes = 8;
    for (int signal = 1; signal < NSIG; ++signal) {
      (void)::syscall(SYS_rt_sigaction, signal, default_action.data(), nullptr, mask_bytes);
    }
    sigset_t none;
    ::sigemptyset(&none);
    (void)::sigprocmask(SIG_SETMASK, &none, nullptr);
    return ::setpgid(0, 0) == 0 ? bp::error_code() : bp::error_code(errno, bp::system_category());
  }

  /// The launcher would call exit, which runs our handlers and writes our buffers a second time. (It looks for this
  /// function with other arguments than it calls it with.)
  template <class... Arguments>
  [[noreturn]] void on_exec_error(const Arguments&...) const noexcept {
    ::_exit(127);
  }
};

struct Child {
  pid_t pid;
  ExitNotice exit;
};

[[nodiscard]] inline Result<Child> launch(boost::asio::io_context& context, const ProcessSpec& spec,
                                          ChildStreams& streams) {
  const std::string& name = spec.argv[0];
  const auto program =
      name.find('/') == std::string::npos ? bp::environment::find_executable(name) : bp::filesystem::path(name);
  const std::vector<std::string> arguments(spec.argv.begin() + 1, spec.argv.end());
  const std::vector<std::string> variables = merged_environment(spec.environment);
  const bp::process_environment environment(variables);
  bp::posix::default_launcher launcher;
  launcher.env = environment.env.data();  // as the initializer would, which is only in Boost.Process' own sources
  const auto fail = [&](int error) {      // the launcher leaves the zombie to us
    if (launcher.pid > 0) (void)reap(launcher.pid);
    return errno_error(Errc::input_unusable, "run", name, error);
  };
  const auto end_and_fail = [&](int error) {
    if (launcher.pid > 0) ::kill(-launcher.pid, SIGKILL);
    return fail(error);
  };
  // A child that another thread starts could inherit the pipe through which the launcher hears of a failed exec.
  static std::mutex one_at_a_time;
  const std::scoped_lock lock(one_at_a_time);
  streams.spare = {};
  const auto [in, out, err] = streams.theirs;
  try {
    bp::error_code error;
    // Its destructor would ask after a number that may be another child's by then.
    (void)launcher(context.get_executor(), error, program, arguments, bp::process_stdio{in, out, err}, ChildSetup{})
        .detach();
    if (error) return fail(error.value());
  } catch (const bp::system_error& thrown) {
    // Without a pidfd Boost.Process gives no handle to a child that runs; we need none.
    if (launcher.pid <= 0) return fail(thrown.code().value());
  }
  try {
    Child child{launcher.pid, ExitNotice(launcher.pid)};
    if (!child.exit) return end_and_fail(errno);
    return child;
  } catch (const std::system_error& thrown) {  // no thread to be had
    return end_and_fail(thrown.code().value());
  }
}

/// Follows one child from its start to its end.
class ProcessWatch {
 public:
  using Time = std::chrono::steady_clock::time_point;

  ProcessWatch(const ProcessSpec& spec, Child child, ChildStreams streams)
      : spec_(spec),
        child_(std::move(child)),
        input_(spec.input ? std::string_view(*spec.input) : std::string_view()),
        in_(std::move(streams.in)),
        streams_{std::move(streams.out.read), std::move(streams.err.read)} {
    if (spec.timeout.count() > 0) deadline_ = std::chrono::steady_clock::now() + spec.timeout;
  }

  [[nodiscard]] ProcessResult run() {
    while (!exited_ || ((streams_[0] || streams_[1]) && std::chrono::steady_clock::now() < *deadline_)) step();
    finish();
    return std::move(result_);
  }

 private:
  void step() {
    enum { out, err, in, exit, stop };
    std::array<pollfd, 5> waited{{{streams_[0].get(), POLLIN, 0},
                                  {streams_[1].get(), POLLIN, 0},
                                  {in_.write.get(), POLLOUT, 0},
                                  {exited_ ? -1 : child_.exit.fd(), POLLIN, 0},
                                  {exited_ || ending_ ? -1 : spec_.stop_fd, POLLIN, 0}}};
    (void)::poll(waited.data(), waited.size(), wait_ms());
    for (const int stream : {out, err}) {
      if (waited[static_cast<std::size_t>(stream)].revents != 0) read_some(stream);
    }
    if (waited[in].revents != 0) write_some();
    if (waited[exit].revents != 0) {
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

  /// Milliseconds until there is something to do; -1: for ever.
  [[nodiscard]] int wait_ms() const {
    if (!deadline_) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline_ - std::chrono::steady_clock::now());
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, INT_MAX));
  }

  void end_group() {
    ::kill(-child_.pid, ending_ ? SIGKILL : SIGTERM);
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

  void write_some() {
    const ssize_t n = ::write(in_.write.get(), input_.data(), input_.size());
    if (n > 0) input_.remove_prefix(static_cast<std::size_t>(n));
    if (input_.empty()) in_.write = Fd();
  }

  void finish() {
    // The zombie keeps the group's number from being given away until it is reaped.
    if (ending_) ::kill(-child_.pid, SIGKILL);
    const int status = reap(child_.pid);
    if (WIFEXITED(status)) result_.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) result_.signal = WTERMSIG(status);
    result_.last_line = tails_[0].last_line();
    result_.last_error = tails_[1].last_line();
  }

  const ProcessSpec& spec_;
  Child child_;
  std::string_view input_;  ///< what is still to be written
  Pipe in_;
  std::array<Fd, 2> streams_;
  std::array<StreamTail, 2> tails_;
  ProcessResult result_;
  std::optional<Time> deadline_;
  bool exited_ = false;
  bool ending_ = false;
};

}  // namespace process_detail

// Weak, so that a program links in which several units include this.
[[gnu::weak]] Result<ProcessResult> run_process(const ProcessSpec& spec) {
  process_detail::ChildStreams streams;
  if (auto opened = streams.open(spec); !opened) return opened.error();
  boost::asio::io_context context;
  auto child = process_detail::launch(context, spec, streams);
  if (!child) return child.error();
  streams.close_theirs();
  return process_detail::ProcessWatch(spec, std::move(*child), std::move(streams)).run();
}

}  // namespace soak
