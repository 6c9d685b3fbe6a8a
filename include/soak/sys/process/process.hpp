// Child processes: each in a process group of its own, with a deadline that ends the whole group. The engine behind
// run_process, which needs Boost.Process and Asio, is soak/sys/process/process_boost.hpp: one unit of a program
// includes that.
#pragma once

#include <soak/core/result.hpp>
#include <soak/sys/env.hpp>

#include <sys/auxv.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <climits>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct ProcessSpec {
  std::vector<std::string> argv;                    ///< argv[0] is a path, or a name to find in PATH
  std::map<std::string, std::string> environment;   ///< added to ours, or put in the place of ours
  std::optional<std::string> input;                 ///< its standard input, however long; absent: /dev/null
  std::string output_file;                          ///< both streams are appended to it; empty: they are captured
  int output_fd = -1;                               ///< both streams go there if it is not -1: STDERR_FILENO is ours
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

/// Runs a program to its end. An error means that it could not be started; how it ended is in the result. What it left
/// running in the background when it ended by itself is not touched. Defined in soak/sys/process/process_boost.hpp.
[[nodiscard]] Result<ProcessResult> run_process(const ProcessSpec& spec);

/// Number of this process.
[[nodiscard]] inline long process_id() noexcept { return ::getpid(); }

/// Path of a program that is installed beside the running one, or in SOAK_LIBEXEC: a program that was started by a
/// loader of its own (scripts/dist-launcher) does not see by itself where it is.
[[nodiscard]] inline std::string sibling_program(std::string_view name) {
  if (const auto folder = environment("SOAK_LIBEXEC")) return *folder + '/' + std::string(name);
  std::array<char, PATH_MAX> buffer;
  const ssize_t n = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
  std::string_view self(buffer.data(), n > 0 ? static_cast<std::size_t>(n) : 0);
  // In a chroot without /proc there is still the path that this program was started by.
  const auto* const started_by = reinterpret_cast<const char*>(::getauxval(AT_EXECFN));
  if (self.empty() && started_by != nullptr) self = started_by;
  return std::string(self.substr(0, self.rfind('/') + 1)) + std::string(name);
}

}  // namespace soak
