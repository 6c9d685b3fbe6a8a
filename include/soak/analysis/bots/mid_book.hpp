// The mids of one market, as far back as a fill may ask.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <optional>

namespace soak {

struct MidPrice {
  std::int64_t time_us;
  double price;
  bool is_exact;
};

class MidBook {
 public:
  /// In order of time.
  [[gnu::hot]] void add(const MidPrice& mid, std::int64_t keep_us) {
    mids_.push_back(mid);
    while (mids_.size() > 1 && mids_[1].time_us <= mid.time_us - keep_us) mids_.pop_front();
  }

  /// The newest one at or before an instant, if it is at most `max_age_us` old by then.
  [[nodiscard, gnu::hot]] std::optional<MidPrice> at(std::int64_t time_us, std::int64_t max_age_us) const noexcept {
    auto found = mids_.rbegin();
    if (found != mids_.rend() && found->time_us > time_us) {
      const auto later = std::upper_bound(mids_.begin(), mids_.end(), time_us,
                                          [](std::int64_t time, const MidPrice& mid) { return time < mid.time_us; });
      found = std::make_reverse_iterator(later);
    }
    if (found == mids_.rend() || time_us - found->time_us > max_age_us) return std::nullopt;
    return *found;
  }

 private:
  std::deque<MidPrice> mids_;
};

}  // namespace soak
