// Threads that do one job together, and of which there may be more once it shows that more would help.
#pragma once

#include <sys/resource.h>

#include <chrono>
#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

/// Tells whether a piece of work of the thread that made it was slow because it had to wait: for a disk, a lock,
/// another thread. Being kept from the processor is no waiting.
class SlownessWatch {
 public:
  void begin() noexcept { begun_ = std::chrono::steady_clock::now(); }

  /// True if the work has taken longer than `limit` since begin(), and the thread has waited several times since this
  /// was last asked of slow work.
  [[nodiscard]] bool has_waited(std::chrono::microseconds limit) noexcept {
    constexpr long several = 4;
    if (std::chrono::steady_clock::now() - begun_ <= limit) return false;
    const long before = std::exchange(waits_, waits());
    return waits_ - before >= several;
  }

 private:
  [[nodiscard]] static long waits() noexcept {
    rusage usage{};
    (void)::getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nvcsw;
  }

  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  long waits_ = waits();
};

/// Calls `work(thread_number)` once on each of its threads, numbered from 0. Threads may add others.
class Crew {
 public:
  explicit Crew(std::function<void(std::size_t)> work) : work_(std::move(work)) {}
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;
  ~Crew() { join(); }

  /// Adds threads until there are `size`. Where the system gives fewer, fewer work.
  void grow_to(std::size_t size) {
    const std::lock_guard lock(mutex_);
    grow(size);
  }

  /// Adds one thread, if there are fewer than `most`.
  void add_one(std::size_t most) {
    const std::lock_guard lock(mutex_);
    if (size_ < most) grow(size_ + 1);
  }

  /// The caller works as well, as one more of them; then all are waited for. What `work` throws on any of them is
  /// thrown here, once all have ended.
  void work_and_finish() {
    std::size_t number = 0;
    {
      const std::lock_guard lock(mutex_);
      number = size_++;
    }
    guarded(number);
    join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void grow(std::size_t size) {
    try {
      while (size_ < size) {
        threads_.emplace_back([this, number = size_] { guarded(number); });
        ++size_;
      }
    } catch (const std::system_error&) {
      // No more threads to be had (a limit on processes or memory): those that run do all the work.
    }
  }

  void guarded(std::size_t number) {
    try {
      work_(number);
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
    }
  }

  /// Whoever ends may have added another before.
  void join() {
    for (std::unique_lock lock(mutex_); !threads_.empty(); lock.lock()) {
      std::thread last = std::move(threads_.back());
      threads_.pop_back();
      lock.unlock();
      last.join();
    }
  }

  std::function<void(std::size_t)> work_;
  std::mutex mutex_;
  std::vector<std::thread> threads_;
  std::size_t size_ = 0;
  std::exception_ptr failure_;
};

}  // namespace soak
