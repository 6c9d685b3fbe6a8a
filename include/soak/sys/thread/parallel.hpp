// Work on all processors.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <mutex>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

[[nodiscard]] inline std::size_t processor_count() noexcept {
  return std::max<std::size_t>(1, std::thread::hardware_concurrency());
}

/// As many threads as are worth starting for this many values: below some ten thousand one is done before another runs.
[[nodiscard]] inline std::size_t processors_for(std::size_t values) noexcept {
  return std::min(processor_count(), 1 + values / 20000);
}

/// As many as were asked for; 0: as many as help with that many values.
[[nodiscard]] inline std::size_t threads_for(std::size_t asked, std::size_t values) noexcept {
  return asked != 0 ? asked : processors_for(values);
}

/// Calls `work(thread_number)` once on each of `threads` threads, the caller's among them, and waits for all. Where the
/// system gives fewer threads, fewer work. What `work` throws on any of them is thrown here, once all have ended.
template <class Work>
void on_threads(std::size_t threads, const Work& work) {
  std::mutex mutex;
  std::exception_ptr failure;
  const auto guarded = [&](std::size_t t) {
    try {
      work(t);
    } catch (...) {
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  std::vector<std::thread> others;
  others.reserve(threads);
  try {
    for (std::size_t t = 1; t < threads; ++t) others.emplace_back(guarded, t);
  } catch (const std::system_error&) {
    // No more threads to be had (a limit on processes or memory): those that run do all the work.
  }
  guarded(0);
  for (std::thread& other : others) other.join();
  if (failure) std::rethrow_exception(failure);
}

/// One piece of work on a thread of its own, which is waited for at the latest at the end of this object's life.
class BackgroundTask {
 public:
  template <class Work>
  explicit BackgroundTask(Work work) : thread_(std::move(work)) {}
  void wait() {
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::jthread thread_;
};

/// Calls `work(i)` for each i in [0, count), in no order, on at most `threads` threads.
template <class Work>
void parallel_for(std::size_t count, std::size_t threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  on_threads(std::min(std::max<std::size_t>(threads, 1), std::max<std::size_t>(count, 1)), [&](std::size_t) {
    for (std::size_t i = next++; i < count; i = next++) work(i);
  });
}

/// A stream of items through `threads` threads: `next(item)` fills one (one call at a time, false at the end),
/// `work(item)` is done on any thread, `take(item)` comes in the order of next(), one call at a time, and returns false
/// to stop early. No more than 2 x threads items are under way, so memory is bounded; an item is used over and over.
template <class Item, class Next, class Work, class Take>
void pipeline(std::size_t threads, const Next& next, const Work& work, const Take& take) {
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t begun = 0;
  std::size_t taken = 0;
  bool taking = false;
  bool stopped = false;
  // A failure must wake those who wait for an item that will not come.
  const auto stopping = [&](const auto& step) {
    try {
      return step();
    } catch (...) {
      const std::lock_guard lock(mutex);
      stopped = true;
      changed.notify_all();
      throw;
    }
  };
  const std::size_t slots = 2 * std::max<std::size_t>(threads, 1);
  std::vector<Item> items(slots);
  std::vector<char> ready(slots, 0);
  std::mutex source;  // held while an item is filled: items are numbered in the order in which they are filled
  bool ended = false;
  on_threads(std::max<std::size_t>(threads, 1), [&](std::size_t) {
    while (true) {
      std::unique_lock filling(source);
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return stopped || ended || begun < taken + slots; });
      if (stopped || ended) return;
      Item& item = items[begun % slots];
      const std::size_t number = begun;
      lock.unlock();
      const bool is_filled = stopping([&] { return next(item); });
      lock.lock();
      ended = !is_filled;
      if (ended) return changed.notify_all();
      ++begun;
      lock.unlock();
      filling.unlock();
      stopping([&] { work(item); });
      lock.lock();
      ready[number % slots] = 1;
      // Whoever finds the next item in line ready takes it, and goes on as long as there is one.
      while (!taking && !stopped && ready[taken % slots] != 0) {
        Item& first = items[taken % slots];
        ready[taken % slots] = 0;
        taking = true;
        lock.unlock();
        const bool goes_on = stopping([&] { return take(first); });
        lock.lock();
        taking = false;
        stopped = stopped || !goes_on;
        ++taken;
        changed.notify_all();
      }
    }
  });
}

/// Calls `produce(i)` for each i in [0, count) on `threads` threads and `consume(text)` in the order of i, one call at
/// a time. No more than 2 x threads texts wait, so memory is bounded. `consume` returns false to stop early.
template <class Produce, class Consume>
void parallel_in_order(std::size_t count, std::size_t threads, const Produce& produce, Consume consume) {
  struct Text {
    std::size_t number = 0;
    std::string text;
  };
  std::size_t next = 0;
  const auto number = [&](Text& item) {
    item.number = next;
    return next++ < count;
  };
  pipeline<Text>(
      std::min(std::max<std::size_t>(threads, 1), std::max<std::size_t>(count, 1)), number,
      [&](Text& item) { item.text = produce(item.number); },
      [&](Text& item) { return consume(std::string_view(item.text)); });
}

}  // namespace soak
