// How many there are of something that one thread makes and others use.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace soak {

class GrowingCount {
 public:
  /// What the maker has done before is seen by whoever has waited for it.
  void tell(std::size_t count) {
    {
      const std::lock_guard lock(mutex_);
      count_.store(count, std::memory_order_release);
    }
    changed_.notify_all();
  }

  /// The count as soon as it is at least `wanted`, or when there will be no more.
  [[nodiscard]] std::size_t wait_for(std::size_t wanted) {
    if (const std::size_t count = count_.load(std::memory_order_acquire); count >= wanted) return count;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return has_ended_ || count_ >= wanted; });
    return count_;
  }

  /// While it lives there may be more.
  class Ending {
   public:
    explicit Ending(GrowingCount& count) : count_(count) {}
    Ending(const Ending&) = delete;
    Ending& operator=(const Ending&) = delete;
    ~Ending() {
      {
        const std::lock_guard lock(count_.mutex_);
        count_.has_ended_ = true;
      }
      count_.changed_.notify_all();
    }

   private:
    GrowingCount& count_;
  };

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<std::size_t> count_{0};
  bool has_ended_ = false;
};

}  // namespace soak
