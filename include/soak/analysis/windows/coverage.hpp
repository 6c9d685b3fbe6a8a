// How much of a run was measured: holes, silence at the end, late starts; counted, never made up as rows.
//
// s is the largest of the symbols' median spacings. Expected of a symbol are its own windows, the places that its holes
// beyond 1.5 s leave out, and those between its last window and the run's. A hole in all symbols at once is a pause, of
// which nothing is expected.
#pragma once

#include <soak/core/stats.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace soak {

/// Where a symbol's windows stand, in order: times in microseconds, or iterations.
using Positions = std::span<const std::int64_t>;

/// A stretch without a window, between the two windows at its ends.
struct Hole {
  std::int64_t from;
  std::int64_t to;

  friend bool operator==(const Hole&, const Hole&) = default;
};

/// What all symbols of a run have in common.
struct RunAxis {
  double step = 0;  ///< s; 0: not known, nothing is expected beyond what is there
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::vector<Hole> pauses;  ///< in order

  /// Places that are left out between windows at `from` and `to`.
  [[nodiscard]] std::size_t places_between(std::int64_t from, std::int64_t to) const noexcept {
    const double distance = static_cast<double>(to - from);
    if (step <= 0 || distance <= 1.5 * step) return 0;
    return static_cast<std::size_t>(std::max(0.0, std::round(distance / step) - 1));
  }
  /// Of `places` between `from` and `to` those that are in no pause.
  [[nodiscard]] std::size_t without_pauses(std::size_t places, std::int64_t from, std::int64_t to) const noexcept {
    auto pause = std::lower_bound(pauses.begin(), pauses.end(), from,
                                  [](const Hole& hole, std::int64_t begin) { return hole.from < begin; });
    for (; places > 0 && pause != pauses.end() && pause->to <= to; ++pause) {
      places -= std::min(places, places_between(pause->from, pause->to));
    }
    return places;
  }
};

/// A symbol against the axis.
struct SymbolCoverage {
  std::size_t windows = 0;
  std::size_t missing = 0;  ///< places in its holes, without pauses
  std::size_t tail = 0;     ///< places between its last window and the run's, without pauses
  std::size_t late = 0;     ///< places between the run's first window and its own: named, not expected
  std::vector<std::pair<std::size_t, std::size_t>> holes;  ///< (index of the window behind it, places missing)

  [[nodiscard]] std::size_t expected() const noexcept { return windows + missing + tail; }

  /// Expected places behind the window with this index.
  [[nodiscard]] std::size_t places_after(std::size_t window) const noexcept {
    std::size_t places = windows - 1 - window + tail;
    for (auto hole = holes.rbegin(); hole != holes.rend() && hole->first > window; ++hole) places += hole->second;
    return places;
  }
};

namespace windows_detail {

[[nodiscard]] inline double median_spacing(Positions positions, std::vector<double>& scratch) {
  if (positions.size() < 2) return 0;
  scratch.clear();
  for (std::size_t i = 1; i < positions.size(); ++i) {
    scratch.push_back(static_cast<double>(positions[i] - positions[i - 1]));
  }
  const auto middle = scratch.begin() + static_cast<std::ptrdiff_t>(scratch.size() / 2);
  std::nth_element(scratch.begin(), middle, scratch.end());
  const double upper = *middle;
  return scratch.size() % 2 == 1 ? upper : (upper + *std::max_element(scratch.begin(), middle)) / 2;
}

/// Where a symbol has no window for longer than 1.5 s, the time before its first and behind its last one included.
[[nodiscard]] inline std::vector<Hole> silences(Positions positions, double step) {
  std::vector<Hole> result{{std::numeric_limits<std::int64_t>::min(), positions.front()}};
  for (std::size_t i = 1; i < positions.size(); ++i) {
    if (static_cast<double>(positions[i] - positions[i - 1]) > 1.5 * step) {
      result.push_back({positions[i - 1], positions[i]});
    }
  }
  result.push_back({positions.back(), std::numeric_limits<std::int64_t>::max()});
  return result;
}

/// What two lists of stretches in order have in common.
[[nodiscard]] inline std::vector<Hole> common(const std::vector<Hole>& a, const std::vector<Hole>& b) {
  std::vector<Hole> result;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const Hole overlap{std::max(a[i].from, b[j].from), std::min(a[i].to, b[j].to)};
    if (overlap.from < overlap.to) result.push_back(overlap);
    ++(a[i].to < b[j].to ? i : j);
  }
  return result;
}

}  // namespace windows_detail

/// The axis of a run from the positions of all its symbols, empty ones left out.
[[nodiscard]] inline RunAxis run_axis(std::span<const Positions> symbols) {
  RunAxis axis;
  std::vector<double> scratch;
  bool is_first = true;
  for (const Positions positions : symbols) {
    if (positions.empty()) continue;
    axis.step = std::max(axis.step, windows_detail::median_spacing(positions, scratch));
    axis.first = is_first ? positions.front() : std::min(axis.first, positions.front());
    axis.last = is_first ? positions.back() : std::max(axis.last, positions.back());
    is_first = false;
  }
  if (axis.step <= 0) return axis;
  std::optional<std::vector<Hole>> shared;
  for (const Positions positions : symbols) {
    if (positions.empty()) continue;
    auto own = windows_detail::silences(positions, axis.step);
    shared = shared ? windows_detail::common(*shared, own) : std::move(own);
  }
  for (const Hole& hole : *shared) {
    const bool is_inside = hole.from >= axis.first && hole.to <= axis.last;
    if (is_inside && axis.places_between(hole.from, hole.to) > 0) axis.pauses.push_back(hole);
  }
  return axis;
}

/// How much of the run a symbol covers. Precondition: at least one position.
[[nodiscard]] inline SymbolCoverage symbol_coverage(Positions positions, const RunAxis& axis) {
  SymbolCoverage result{.windows = positions.size(), .holes = {}};
  if (axis.step <= 0) return result;
  for (std::size_t i = 1; i < positions.size(); ++i) {
    const std::size_t all = axis.places_between(positions[i - 1], positions[i]);
    const std::size_t places = axis.without_pauses(all, positions[i - 1], positions[i]);
    if (places == 0) continue;
    result.missing += places;
    result.holes.emplace_back(i, places);
  }
  const auto whole_steps = [&](std::int64_t from, std::int64_t to) {
    const auto steps = static_cast<std::size_t>(std::floor(static_cast<double>(to - from) / axis.step));
    return axis.without_pauses(steps, from, to);
  };
  result.tail = whole_steps(positions.back(), axis.last);
  result.late = whole_steps(axis.first, positions.front());
  return result;
}

}  // namespace soak
