// SIGTERM, SIGINT and SIGHUP as something to wait on, so that a long-running tool ends between two steps.
#pragma once

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <climits>
#include <csignal>
#include <cstdint>

namespace soak {

namespace detail {

inline volatile std::sig_atomic_t stop_signal_number = 0;
inline int stop_signal_fd = -1;

extern "C" inline void soak_on_stop_signal(int number) {
  const int saved = errno;
  stop_signal_number = number;
  const std::uint64_t one = 1;
  (void)!::write(stop_signal_fd, &one, sizeof one);
  errno = saved;
}

}  // namespace detail

/// Catches the signals while it lives; one at a time in a process. A second signal changes nothing: whoever wants the
/// process dead at once has SIGKILL. Children get the default handlers back when they exec.
class StopSignal {
 public:
  StopSignal() {
    detail::stop_signal_number = 0;
    detail::stop_signal_fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    struct sigaction action {};
    action.sa_handler = detail::soak_on_stop_signal;
    for (std::size_t i = 0; i < 3; ++i) ::sigaction(numbers[i], &action, &saved_[i]);
  }
  StopSignal(const StopSignal&) = delete;
  StopSignal& operator=(const StopSignal&) = delete;
  ~StopSignal() {
    for (std::size_t i = 0; i < 3; ++i) ::sigaction(numbers[i], &saved_[i], nullptr);
    ::close(detail::stop_signal_fd);
    detail::stop_signal_fd = -1;
  }

  /// Readable for poll() once a signal came.
  [[nodiscard]] int descriptor() const noexcept { return detail::stop_signal_fd; }
  /// Number of the signal; 0 if none came.
  [[nodiscard]] int number() const noexcept { return detail::stop_signal_number; }

  /// Waits; true as soon as a signal came. The time a machine sleeps does not count.
  [[nodiscard]] bool wait_for(std::chrono::milliseconds duration) const {
    using namespace std::chrono;
    const auto end = steady_clock::now() + duration;
    while (number() == 0) {
      const auto left = ceil<milliseconds>(end - steady_clock::now()).count();
      if (left <= 0) return false;
      pollfd waited{descriptor(), POLLIN, 0};
      (void)::poll(&waited, 1, static_cast<int>(std::min<std::int64_t>(left, INT_MAX)));
    }
    return true;
  }

 private:
  static constexpr int numbers[3] = {SIGTERM, SIGINT, SIGHUP};
  struct sigaction saved_[3]{};
};

}  // namespace soak
