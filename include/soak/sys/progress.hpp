// A line on the terminal that says how far something is, once that has taken a second.
#pragma once

#include <soak/core/text/progress_text.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/sys/env.hpp>
#include <soak/sys/file/fd.hpp>
#include <soak/sys/terminal.hpp>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>

namespace soak {

/// Goes to standard error if that is a terminal, and is wiped off at the end; elsewhere it costs a branch. advance()
/// may be called from several threads.
class Progress {
 public:
  /// `total` 0: nobody knows.
  Progress(std::string what, std::uint64_t total, ProgressUnit unit)
      : what_(std::move(what)), total_(total), unit_(unit), is_live_(is_live_terminal()) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() {
    if (is_drawn_) (void)write_full(STDERR_FILENO, "\r\x1b[K");
  }

  /// Once somebody does know.
  void set_total(std::uint64_t total) { total_ = total; }

  void advance(std::uint64_t amount) {
    if (!is_live_) return;
    done_ += amount;
    const std::unique_lock lock(mutex_, std::try_to_lock);
    if (!lock.owns_lock()) return;
    const auto now = std::chrono::steady_clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds{200};
    draw(now - begun_);
  }

 private:
  [[nodiscard]] static bool is_live_terminal() {
    return ::isatty(STDERR_FILENO) == 1 && environment("TERM").value_or("dumb") != "dumb";
  }

  void draw(std::chrono::duration<double> elapsed) {
    const std::string line = progress_text(what_, done_, total_, unit_, elapsed);
    const std::size_t room = columns(STDERR_FILENO) - 1;
    (void)write_full(STDERR_FILENO, "\r" + line.substr(0, room) + "\x1b[K");
    is_drawn_ = true;
  }

  std::string what_;
  std::atomic<std::uint64_t> total_;
  ProgressUnit unit_;
  bool is_live_;
  bool is_drawn_ = false;
  std::atomic<std::uint64_t> done_{0};
  std::mutex mutex_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point next_ = begun_ + std::chrono::seconds{1};
};

}  // namespace soak
