// Something that is done again and again beside the main thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

namespace soak {

/// Calls `step` at once and then `pause` after each call, in a thread of its own, until destroyed; a call that is under
/// way is waited for. Make it after StopSignal: its thread must not get the process's signals.
class RepeatedTask {
 public:
  RepeatedTask(std::chrono::microseconds pause, std::function<void()> step)
      : thread_([this, pause, step = std::move(step)](const std::stop_token& stop) {
          while (!stop.stop_requested()) {
            step();
            std::unique_lock lock(mutex_);
            (void)wake_.wait_for(lock, stop, pause, [] { return false; });
          }
        }) {}
  RepeatedTask(const RepeatedTask&) = delete;
  RepeatedTask& operator=(const RepeatedTask&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;
};

}  // namespace soak
