// The two streams of a tool: stdout for what a guide shows, stderr for everything else.
#pragma once

#include <soak/sys/env.hpp>
#include <soak/sys/file/fd.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace soak {

enum class Severity { info, warn, error };

/// "[WARN] text\n" as it goes to either stream.
[[nodiscard]] inline std::string log_line(Severity severity, std::string_view text) {
  std::string line = severity == Severity::info ? "[INFO] " : severity == Severity::warn ? "[WARN] " : "[ERROR] ";
  line += text;
  line += '\n';
  return line;
}

/// One diagnostic line on stderr in one write, so lines of several processes do not interleave. A stderr that is
/// closed or full must not stop the work.
inline void diagnose(Severity severity, std::string_view text) {
  (void)write_full(STDERR_FILENO, log_line(severity, text));
}

/// Writes to stdout and says whether it arrived: `tool --json >/dev/full` must not exit 0.
[[nodiscard]] inline Result<void> print(std::string_view text) {
  if (write_full(STDOUT_FILENO, text)) return {};
  return errno_error(Errc::output_failed, "write", "standard output", errno);
}

/// Keeps standard output for data: whatever else is printed goes to standard error from here on. Gives the descriptor
/// of what standard output was; -1 if that fails.
[[nodiscard]] inline int reserve_standard_output() {
  const int data = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
  if (data >= 0) ::dup2(STDERR_FILENO, STDOUT_FILENO);
  return data;
}

/// True if colour and live display make sense on this stream: a terminal, not "dumb", NO_COLOR unset or empty.
[[nodiscard]] inline bool wants_color(int fd) {
  return ::isatty(fd) == 1 && !environment("NO_COLOR") && environment("TERM").value_or("dumb") != "dumb";
}

}  // namespace soak
