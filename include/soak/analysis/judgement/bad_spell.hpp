// When a metric counts as bad, and when as good again: the debounce of one level over one metric's windows.
//
// One bad window among many is noise; a real outage has a good window now and then. So a spell opens on 2 of 3 or 3 of
// 24 bad windows and closes only after 6 good ones: Prometheus' `for` and `keep_firing_for`, counted in shares as asked
// for in prometheus#7595 and #10536; 3 of 24 is 12.5 times a budget of 1 % (Site Reliability Workbook, chapter 5).
#pragma once

#include <soak/analysis/judgement/window_grade.hpp>
#include <soak/core/threshold.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <span>
#include <vector>

namespace soak {

inline constexpr std::size_t good_windows_to_close = 6;

/// A stretch in which one metric of one symbol was at `level` or worse. Indices are those of windows, 0-based, gaps
/// counted; counts are of known windows.
struct BadSpell {
  Level level;                             ///< WARN or CRIT
  std::size_t since = 0;                   ///< first bad window of the tightest rule that opened it
  std::size_t opened = 0;                  ///< the window at which the rule held
  std::optional<std::size_t> closed = {};  ///< the 6th good window in a row; none: it is open
  std::size_t last_bad = 0;
  std::size_t bad = 0;    ///< bad windows from `since` on
  std::size_t known = 0;  ///< known windows from `since` to the newest, or to `closed`
  std::size_t good = 0;   ///< good windows since the last bad one
  double worst = gap;     ///< value farthest beyond the limits; NaN where only grades were given

  [[nodiscard]] bool is_open() const noexcept { return !closed.has_value(); }

  friend bool operator==(const BadSpell&, const BadSpell&) = default;
};

/// Follows the spells of one level, window by window.
class SpellTracker {
 public:
  enum class Change { none, opened, closed };

  explicit SpellTracker(Level level) noexcept : level_(level) {}

  /// Takes the next window; a gap changes nothing. O(1).
  Change take(std::size_t window, WindowGrade grade) {
    if (grade == WindowGrade::unknown) return Change::none;
    ++known_;
    const bool bad = is_bad(grade, level_);
    if (bad) remember(window);
    if (is_open()) return go_on(window, bad);
    return bad && opens(window, grade) ? Change::opened : Change::none;
  }

  /// From here on no spell reaches back before `window`; an incident that ended there keeps its windows.
  void forget_since_before(std::size_t window) noexcept { earliest_ = std::max(earliest_, window); }

  [[nodiscard]] bool is_open() const noexcept { return spell_.has_value() && spell_->is_open(); }

  /// The open spell, else the one that closed last; nothing if there was none.
  [[nodiscard]] const std::optional<BadSpell>& newest() const noexcept { return spell_; }

 private:
  struct Bad {
    std::size_t ordinal;  ///< among the known windows, from 1
    std::size_t window;
  };

  static constexpr std::size_t longest_rule = 24;

  void remember(std::size_t window) {
    while (!recent_.empty() && recent_.front().ordinal + longest_rule <= known_) recent_.pop_front();
    recent_.push_back({known_, window});
  }

  /// The first bad window of the last `span` known ones that no earlier spell has, if `count` of them are bad. The
  /// count takes the windows of an earlier spell in: who has just recovered gets less patience.
  [[nodiscard]] std::optional<Bad> first_of(std::size_t count, std::size_t span) const {
    std::size_t found = 0;
    std::optional<Bad> first;
    for (const Bad& bad : recent_) {
      if (bad.ordinal + span <= known_) continue;
      ++found;
      if (!first && bad.window >= earliest_) first = bad;
    }
    return found >= count ? first : std::nullopt;
  }

  bool opens(std::size_t window, WindowGrade grade) {
    std::optional<Bad> first;
    if (level_ == Level::crit && grade == WindowGrade::gross) first = recent_.back();
    if (!first) first = first_of(2, 3);
    if (!first) first = first_of(3, longest_rule);
    if (!first) return false;
    spell_ = BadSpell{.level = level_, .since = first->window, .opened = window, .last_bad = window};
    spell_->known = known_ - first->ordinal + 1;
    for (const Bad& bad : recent_) spell_->bad += bad.ordinal >= first->ordinal ? 1 : 0;
    return true;
  }

  Change go_on(std::size_t window, bool bad) {
    ++spell_->known;
    if (bad) {
      ++spell_->bad;
      spell_->good = 0;
      spell_->last_bad = window;
      return Change::none;
    }
    if (++spell_->good < good_windows_to_close) return Change::none;
    spell_->closed = window;
    earliest_ = window + 1;
    return Change::closed;
  }

  Level level_;
  std::size_t known_ = 0;
  std::size_t earliest_ = 0;
  std::deque<Bad> recent_;  ///< bad windows of the last 24 known ones
  std::optional<BadSpell> spell_;
};

/// All spells of one level in order; only the last one may be open. O(n).
[[nodiscard]] inline std::vector<BadSpell> bad_spells(std::span<const WindowGrade> grades, Level level) {
  std::vector<BadSpell> spells;
  SpellTracker tracker(level);
  for (std::size_t w = 0; w < grades.size(); ++w) {
    if (tracker.take(w, grades[w]) == SpellTracker::Change::closed) spells.push_back(*tracker.newest());
  }
  if (tracker.is_open()) spells.push_back(*tracker.newest());
  return spells;
}

}  // namespace soak
