// Stretches of a metric's places without a value: when nothing comes, that is an incident, too.
#pragma once

#include <soak/analysis/judgement/window_grade.hpp>
#include <soak/core/threshold.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace soak {

/// Places where a window is expected and none is.
struct MissingPlaces {
  std::span<const std::pair<std::size_t, std::size_t>> holes = {};  ///< (index of the window behind, places), in order
  std::size_t tail = 0;                                             ///< behind the last window
};

/// A place of a series: `lead` places before the window with that index. The places behind the last window have the
/// indices from the number of windows on.
struct SeriesPlace {
  std::size_t window = 0;
  std::size_t lead = 0;

  friend bool operator==(const SeriesPlace&, const SeriesPlace&) = default;
};

/// A stretch of places of one metric without a value: gaps, and windows that should be there and are not.
struct SilentSpell {
  SeriesPlace since = {};                  ///< its first place
  SeriesPlace opened = {};                 ///< the third
  std::optional<std::size_t> closed = {};  ///< window with the first value after it; none: it lasts
  std::size_t places = 0;                  ///< without a value

  [[nodiscard]] bool is_open() const noexcept { return !closed.has_value(); }

  friend bool operator==(const SilentSpell&, const SilentSpell&) = default;
};

namespace judgement_detail {

class SilenceTracker {
 public:
  /// Takes `count` places without a value, the first of which is at `place`; the others follow it.
  void take_silent(SeriesPlace place, std::size_t count) {
    constexpr std::size_t places_to_open = 3;
    if (count == 0) return;
    if (run_ == 0) since_ = place;
    if (run_ < places_to_open && run_ + count >= places_to_open) {
      const std::size_t further = places_to_open - run_ - 1;
      const SeriesPlace opened =
          place.lead > 0 ? SeriesPlace{place.window, place.lead - further} : SeriesPlace{place.window + further, 0};
      found_.push_back({.since = since_, .opened = opened});
    }
    run_ += count;
    if (run_ >= places_to_open) found_.back().places = run_;
  }

  void take_value(std::size_t window) {
    if (!found_.empty() && found_.back().is_open()) found_.back().closed = window;
    run_ = 0;
  }

  [[nodiscard]] std::vector<SilentSpell> release() noexcept { return std::move(found_); }

 private:
  std::size_t run_ = 0;
  SeriesPlace since_;
  std::vector<SilentSpell> found_;
};

}  // namespace judgement_detail

/// The NO_DATA incidents of one metric: opened by three places in a row without a value, closed by the first value.
/// O(n).
[[nodiscard]] inline std::vector<SilentSpell> track_silence(std::span<const WindowGrade> grades,
                                                            const MissingPlaces& missing = {}) {
  judgement_detail::SilenceTracker tracker;
  auto hole = missing.holes.begin();
  for (std::size_t window = 0; window < grades.size(); ++window) {
    for (; hole != missing.holes.end() && hole->first <= window; ++hole) {
      tracker.take_silent({window, hole->second}, hole->second);
    }
    if (grades[window] == WindowGrade::unknown) {
      tracker.take_silent({window, 0}, 1);
    } else {
      tracker.take_value(window);
    }
  }
  tracker.take_silent({grades.size(), 0}, missing.tail);
  return tracker.release();
}

/// How a silence of one metric ranks: CRIT where at some time in it no metric of the symbol came, WARN where others
/// did. `of_symbol` are the silences of all metrics of the symbol.
[[nodiscard]] inline Level silence_level(const SilentSpell& silence,
                                         std::span<const std::vector<SilentSpell>> of_symbol) {
  const auto begins_before_end = [](const SilentSpell& a, const SilentSpell& b) {
    return b.is_open() || a.opened.window < *b.closed || (a.opened.window == *b.closed && a.opened.lead > 0);
  };
  const auto overlaps = [&](const SilentSpell& other) {
    return begins_before_end(silence, other) && begins_before_end(other, silence);
  };
  const bool is_whole = std::all_of(of_symbol.begin(), of_symbol.end(), [&](const std::vector<SilentSpell>& of_metric) {
    return std::any_of(of_metric.begin(), of_metric.end(), overlaps);
  });
  return is_whole ? Level::crit : Level::warn;
}

}  // namespace soak
