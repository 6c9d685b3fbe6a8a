// Handing a text to a program on its standard input.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/sys/process/process.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace soak {

/// Runs `path`, which is not searched for in PATH, without arguments and gives it `text`. Its output goes to our
/// standard error. Errc::unavailable if it cannot be started, does not end with status 0, or not within `timeout` (it
/// is killed then, with its children).
[[nodiscard]] inline Result<void> pipe_to_command(const std::string& path, std::string text,
                                                  std::chrono::milliseconds timeout, int stop_fd) {
  const auto fail = [&](std::string_view reason) {
    return Error{Errc::unavailable, printable(path) + " " + std::string(reason)};
  };
  ProcessSpec spec;
  spec.argv = {path.find('/') == std::string::npos ? "./" + path : path};
  spec.input = std::move(text);
  spec.output_fd = STDERR_FILENO;
  spec.timeout = timeout;
  spec.grace = std::chrono::milliseconds{0};
  spec.stop_fd = stop_fd;
  const auto run = run_process(spec);
  if (!run) {
    const auto reason = run.error().message.rfind(": ");
    return Error{Errc::unavailable, "cannot start " + printable(path) + run.error().message.substr(reason)};
  }
  if (run->timed_out || run->stopped) return fail("did not end in time and was killed");
  if (run->signal != 0) return fail("was ended by signal " + std::to_string(run->signal));
  if (run->exit_code != 0) return fail("ended with status " + std::to_string(run->exit_code));
  return {};
}

}  // namespace soak
