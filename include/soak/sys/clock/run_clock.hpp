// The clocks of a long run: what time it is by each of them, and waiting.
#pragma once

#include <soak/core/time.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/signals.hpp>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>

namespace soak {

/// Microseconds of one of the kernel's clocks (CLOCK_MONOTONIC stands still while the machine sleeps, CLOCK_BOOTTIME
/// does not).
[[nodiscard]] inline std::chrono::microseconds kernel_clock(clockid_t clock) noexcept {
  timespec now{};
  (void)::clock_gettime(clock, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::microseconds(now.tv_nsec / 1000);
}

/// Tells one boot of the machine from another; empty if the kernel does not say.
[[nodiscard]] inline std::string boot_id() {
  auto text = read_file("/proc/sys/kernel/random/boot_id", 64);
  if (!text) return {};
  text->erase(std::min(text->find('\n'), text->size()));
  return *text;
}

/// Real time, or a virtual one in which every wait is over at once and nothing else takes any time.
class RunClock {
 public:
  /// The machine's clocks; `stop` must outlive this.
  explicit RunClock(const StopSignal& stop) : stop_(&stop), boot_id_(soak::boot_id()) {}
  /// A virtual clock that stands at `start`.
  RunClock(const StopSignal& stop, Instant start) : stop_(&stop), boot_id_("virtual"), is_virtual_(true), now_(start) {}

  [[nodiscard]] bool is_virtual() const noexcept { return is_virtual_; }
  [[nodiscard]] const std::string& boot() const noexcept { return boot_id_; }
  [[nodiscard]] Instant wall() const { return is_virtual_ ? now_ : system_now(); }
  [[nodiscard]] std::chrono::microseconds awake() const {
    return is_virtual_ ? now_.time_since_epoch() : kernel_clock(CLOCK_MONOTONIC);
  }
  [[nodiscard]] std::chrono::microseconds since_boot() const {
    return is_virtual_ ? now_.time_since_epoch() : kernel_clock(CLOCK_BOOTTIME);
  }
  /// Sets a virtual clock.
  void set(Instant now) noexcept { now_ = now; }

  /// Waits; true as soon as a stop is asked for.
  [[nodiscard]] bool wait_for(std::chrono::microseconds time) {
    if (!is_virtual_) return stop_->wait_for(std::chrono::ceil<std::chrono::milliseconds>(time));
    now_ += time;
    return stop_->requested();
  }

 private:
  const StopSignal* stop_;
  std::string boot_id_;
  bool is_virtual_ = false;
  Instant now_{};
};

}  // namespace soak
