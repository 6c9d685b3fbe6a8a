// Windows of a bot that is at work: made when they are over, and made again where a record of one comes late.
#pragma once

#include <soak/analysis/bots/window_maker.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace soak {

/// Keeps the records of the newest three windows, of earlier ones as long as there are not too many, and what came of
/// all before them. Records may come in any order within these windows; what comes for an older one is late, and only
/// counted.
class WindowKeeper {
 public:
  /// A window is made when its end is `grace_us` past. `most_records` take 28 MiB by default.
  WindowKeeper(const BotWindowSettings& settings, const SymbolBook& book, std::int64_t grace_us,
               std::size_t most_records = 300'000)
      : settings_(settings),
        grace_us_(std::max(grace_us, settings.markout_us)),
        most_records_(most_records),
        before_(settings, book) {}

  template <class Take>
  void add(const BotRecord& record, std::int64_t now_us, const Take& take) {
    const std::int64_t window = window_of(record.time_us, settings_.width_us);
    if (window <= folded_) {
      ++late_;
      return;
    }
    kept_[window].push_back(record);
    ++records_;
    is_changed_ = is_changed_ || window <= made_;
    // A clock that jumped ahead must not make all that follows late, nor may a window go before it is over.
    newest_ = std::max(newest_, std::min(window, window_of(now_us - grace_us_, settings_.width_us)));
    fold(take);
  }

  /// Calls `take(window)` for what is over by now, in order, if there is anything new to it.
  template <class Take>
  void make(std::int64_t now_us, const Take& take) {
    const std::int64_t over = window_of(now_us - grace_us_, settings_.width_us) - 1;
    if (!is_changed_ && over <= made_) return;
    is_changed_ = false;
    made_ = std::max(made_, over);
    if (kept_.empty() || kept_.begin()->first > made_) return;
    WindowMaker maker = before_;
    for (auto& [window, records] : kept_) {
      if (window <= made_) {
        add_all(maker, records, take);
      } else {
        add_markouts(maker, records);
      }
    }
    maker.finish(take);
  }

  [[nodiscard]] std::size_t late() const noexcept { return late_; }

 private:
  static constexpr std::int64_t kept_windows = 3;

  template <class Take>
  static void add_all(WindowMaker& maker, std::vector<BotRecord>& records, const Take& take) {
    std::sort(records.begin(), records.end(), comes_before);
    for (const BotRecord& record : records) maker.add(record, take);
  }
  /// Of windows that are not over only the mids count that markouts of the last one ask for.
  void add_markouts(WindowMaker& maker, std::vector<BotRecord>& records) const {
    const std::int64_t last = (made_ + 1) * settings_.width_us + settings_.markout_us;
    if (settings_.markout_us == 0 || records.empty()) return;
    std::sort(records.begin(), records.end(), comes_before);
    for (const BotRecord& record : records) {
      if (record.kind == RecordKind::mid && record.time_us < last) maker.add_mid(record);
    }
  }
  template <class Take>
  void fold(const Take& take) {
    while (records_ > most_records_ && kept_.begin()->first <= newest_ - kept_windows) {
      add_all(before_, kept_.begin()->second, take);
      folded_ = kept_.begin()->first;
      records_ -= kept_.begin()->second.size();
      kept_.erase(kept_.begin());
    }
  }

  BotWindowSettings settings_;
  std::int64_t grace_us_;
  std::size_t most_records_;
  WindowMaker before_;
  std::map<std::int64_t, std::vector<BotRecord>> kept_;
  std::size_t records_ = 0;  ///< that are kept
  std::int64_t newest_ = INT64_MIN / 2;
  std::int64_t folded_ = INT64_MIN;
  std::int64_t made_ = INT64_MIN;
  bool is_changed_ = false;
  std::size_t late_ = 0;
};

}  // namespace soak
