// How far a long reading is, on a terminal.
#pragma once

#include <soak/sys/clock/clock.hpp>
#include <soak/sys/file/fd.hpp>

#include <unistd.h>

#include <cstdint>
#include <string>

namespace soak {

/// A line on standard error that is written over: only where that is a terminal, and only after a second.
class ProgressLine {
 public:
  void show(std::uint64_t records) {
    const double seconds = watch_.elapsed().count();
    if (!is_terminal_ || seconds < next_) return;
    next_ = seconds + 0.2;
    is_shown_ = true;
    (void)write_full(STDERR_FILENO, "\r" + std::to_string(records) + " records read\x1B[K");
  }
  void clear() {
    if (is_shown_) (void)write_full(STDERR_FILENO, "\r\x1B[K");
    is_shown_ = false;
  }

 private:
  Stopwatch watch_;
  bool is_terminal_ = ::isatty(STDERR_FILENO) == 1;
  bool is_shown_ = false;
  double next_ = 1;
};

}  // namespace soak
