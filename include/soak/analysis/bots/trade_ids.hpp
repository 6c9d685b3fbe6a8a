// Which trades have been counted: a stream that is begun anew after a reconnect repeats some.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace soak {

/// A set of 64-bit hashes by open addressing, up to seven eighths full: 9 to 18 bytes an entry, where a standard set
/// takes forty. A bot with a fill a millisecond has 3.6 million in a window.
class HashSet {
 public:
  /// True if it was not there. `hash` is not 0.
  [[nodiscard, gnu::hot]] bool insert(std::uint64_t hash) {
    if (8 * (size_ + 1) > 7 * slots_.size()) grow();
    std::uint64_t& slot = slot_of(hash);
    if (slot == hash) return false;
    slot = hash;
    ++size_;
    return true;
  }
  [[nodiscard]] bool contains(std::uint64_t hash) const noexcept {
    return !slots_.empty() && const_cast<HashSet*>(this)->slot_of(hash) == hash;
  }
  void clear() {
    slots_ = {};
    size_ = 0;
  }

 private:
  [[nodiscard]] std::uint64_t& slot_of(std::uint64_t hash) noexcept {
    std::size_t i = hash & (slots_.size() - 1);
    while (slots_[i] != 0 && slots_[i] != hash) i = (i + 1) & (slots_.size() - 1);
    return slots_[i];
  }
  void grow() {
    std::vector<std::uint64_t> old(slots_.empty() ? 1024 : slots_.size() * 2, 0);
    std::swap(old, slots_);
    for (const std::uint64_t hash : old) {
      if (hash != 0) slot_of(hash) = hash;
    }
  }

  std::vector<std::uint64_t> slots_;
  std::size_t size_ = 0;
};

/// Remembers the trades of the current and the previous window.
class TradeIds {
 public:
  /// True the first time. Windows come in order; a trade without an identifier (0) is always new.
  [[nodiscard, gnu::hot]] bool is_new(std::uint64_t trade, std::int64_t window) {
    if (window != window_) begin(window);
    return trade == 0 || (!before_.contains(trade) && now_.insert(trade));
  }

 private:
  void begin(std::int64_t window) {
    before_.clear();
    if (window == window_ + 1) std::swap(before_, now_);
    now_.clear();
    window_ = window;
  }

  std::int64_t window_ = INT64_MIN + 1;
  HashSet now_;
  HashSet before_;
};

}  // namespace soak
