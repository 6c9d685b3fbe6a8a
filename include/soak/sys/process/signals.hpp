// Being asked to stop, as something that one can wait for.
#pragma once

#include <soak/sys/file/fd.hpp>

#include <poll.h>
#include <sys/signalfd.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace soak {

/// From its construction on, SIGTERM and SIGINT no longer end the process but make this readable, and SIGPIPE is
/// ignored. Make it before any thread is started: threads inherit the mask.
class StopSignal {
 public:
  StopSignal() noexcept {
    ::sigset_t set;
    ::sigemptyset(&set);
    ::sigaddset(&set, SIGTERM);
    ::sigaddset(&set, SIGINT);
    (void)::pthread_sigmask(SIG_BLOCK, &set, nullptr);
    (void)std::signal(SIGPIPE, SIG_IGN);
    fd_ = Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  }

  /// Readable once a stop was asked for; stays so, nobody reads from it.
  [[nodiscard]] int fd() const noexcept { return fd_.get(); }

  [[nodiscard]] bool requested() const noexcept { return wait_for(std::chrono::milliseconds{0}); }

  /// Sleeps until a stop is asked for (true) or the time is over.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds time) const noexcept {
    using Ms = std::chrono::milliseconds;
    const auto end = std::chrono::steady_clock::now() + std::max(time, Ms{0});
    while (true) {
      const auto left = std::chrono::ceil<Ms>(end - std::chrono::steady_clock::now());
      ::pollfd wait{fd_.get(), POLLIN, 0};
      const auto pause = std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 1'000'000'000);
      if (::poll(&wait, 1, static_cast<int>(pause)) > 0) return true;
      if (left <= Ms{0}) return false;
    }
  }

 private:
  Fd fd_;
};

}  // namespace soak
