// A stream that is nearly in order of time comes out in order; one that is not is found out.
#pragma once

#include <soak/model/bots/bot_record.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace soak {

/// Holds back the newest records, so many that what comes a little late finds its place. In-order records pass through
/// a ring and cost a copy; only late ones cost a heap.
class ReorderBuffer {
 public:
  /// `capacity` is a power of two.
  explicit ReorderBuffer(std::int64_t width_us, std::size_t capacity = std::size_t{1} << 16)
      : width_us_(width_us), ring_(capacity) {}

  /// Calls `take(record)` for what comes out. False if the record lies before the window that precedes the newest one,
  /// or before what has come out: then the whole input must be sorted.
  template <class Take>
  [[nodiscard, gnu::hot]] bool add(const BotRecord& record, const Take& take) {
    if (count_ == 0 || !comes_before(record, back())) {
      if (record.time_us >= window_end_) begin_window(record.time_us);
      push(record);
    } else {
      if (record.time_us < oldest_us_) return false;
      late_.push_back(record);
      std::push_heap(late_.begin(), late_.end(), comes_later);
    }
    if (count_ + late_.size() >= ring_.size()) return release(take);
    return true;
  }
  /// The end of the input.
  template <class Take>
  [[nodiscard]] bool flush(const Take& take) {
    while (count_ + late_.size() > 0) {
      if (!release(take)) return false;
    }
    return true;
  }

 private:
  [[nodiscard]] static bool comes_later(const BotRecord& a, const BotRecord& b) noexcept { return comes_before(b, a); }
  [[nodiscard]] const BotRecord& front() const noexcept { return ring_[first_ & (ring_.size() - 1)]; }
  [[nodiscard]] const BotRecord& back() const noexcept { return ring_[(first_ + count_ - 1) & (ring_.size() - 1)]; }
  void push(const BotRecord& record) noexcept {
    ring_[(first_ + count_) & (ring_.size() - 1)] = record;
    ++count_;
  }
  void begin_window(std::int64_t time_us) noexcept {
    const std::int64_t window = window_of(time_us, width_us_);
    window_end_ = (window + 1) * width_us_;
    oldest_us_ = (window - 1) * width_us_;
  }
  template <class Take>
  [[nodiscard, gnu::hot]] bool release(const Take& take) {
    BotRecord next;
    if (late_.empty() || (count_ > 0 && comes_before(front(), late_.front()))) {
      next = front();
      ++first_;
      --count_;
    } else {
      std::pop_heap(late_.begin(), late_.end(), comes_later);
      next = late_.back();
      late_.pop_back();
    }
    if (has_released_ && comes_before(next, released_)) return false;
    has_released_ = true;
    released_ = next;
    take(next);
    return true;
  }

  std::int64_t width_us_;
  std::vector<BotRecord> ring_;
  std::vector<BotRecord> late_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
  std::int64_t window_end_ = INT64_MIN;
  std::int64_t oldest_us_ = INT64_MIN;
  BotRecord released_;
  bool has_released_ = false;
};

}  // namespace soak
