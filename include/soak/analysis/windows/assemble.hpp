// From windows in the order they were read to the ordered series of a symbol.
#pragma once

#include <soak/model/window/series.hpp>
#include <soak/model/window/window_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// Place of each unit of input in natural order of names (then of position in the file). Asked only where iterations
/// and times do not decide, since it may have to sort a hundred thousand names.
using UnitRanks = std::function<std::span<const std::uint32_t>()>;

/// What a series is ordered by.
enum class SeriesOrder { iteration, time, name };

/// One window among those of all stores that hold the symbol.
struct WindowRef {
  const SymbolWindows* rows;
  std::size_t row;

  [[nodiscard]] const WindowKey& key() const noexcept { return rows->keys[row]; }
};

namespace windows_detail {

/// The rows of all parts, part after part, and where each part begins (with the end at last).
struct References {
  std::vector<WindowRef> refs;
  std::vector<std::size_t> bounds{0};
};

[[nodiscard]] inline References references(std::span<const SymbolWindows* const> parts) {
  References result;
  for (const SymbolWindows* part : parts) {
    for (std::size_t row = 0; row < part->keys.size(); ++row) result.refs.push_back({part, row});
    result.bounds.push_back(result.refs.size());
  }
  return result;
}

/// Sorts each part, which usually is sorted already, then merges neighbours: linear for the few parts there are.
template <class Before>
void merge_parts(std::vector<WindowRef>& refs, std::vector<std::size_t> bounds, const Before& before) {
  const auto at = [&](std::size_t i) { return refs.begin() + static_cast<std::ptrdiff_t>(i); };
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    if (!std::is_sorted(at(bounds[i]), at(bounds[i + 1]), before)) {
      std::stable_sort(at(bounds[i]), at(bounds[i + 1]), before);
    }
  }
  while (bounds.size() > 2) {
    std::vector<std::size_t> merged{0};
    for (std::size_t i = 0; i + 1 < bounds.size(); i += 2) {
      const std::size_t end = bounds[std::min(i + 2, bounds.size() - 1)];
      std::inplace_merge(at(bounds[i]), at(bounds[i + 1]), at(end), before);
      merged.push_back(end);
    }
    bounds = std::move(merged);
  }
}

/// Times count only if every window has one and they are not all the same instant (a run of copied summaries).
[[nodiscard]] inline bool has_times(std::span<const WindowRef> refs) noexcept {
  const auto has_time = [](const WindowRef& ref) { return ref.key().time_us != no_time; };
  const auto same = [&](const WindowRef& ref) { return ref.key().time_us == refs.front().key().time_us; };
  return std::all_of(refs.begin(), refs.end(), has_time) &&
         (refs.size() == 1 || !std::all_of(refs.begin(), refs.end(), same));
}

[[nodiscard]] inline SeriesOrder order_of(std::span<const WindowRef> refs, bool timed) noexcept {
  const bool counted =
      std::all_of(refs.begin(), refs.end(), [](const WindowRef& ref) { return !is_gap(ref.key().iteration); });
  return counted ? SeriesOrder::iteration : timed ? SeriesOrder::time : SeriesOrder::name;
}

/// Negative, 0 or positive as `a` comes before, with or after `b` by iteration and time alone.
[[nodiscard]] inline int compare(const WindowKey& a, const WindowKey& b, SeriesOrder order, bool timed) noexcept {
  if (order == SeriesOrder::iteration && a.iteration != b.iteration) return a.iteration < b.iteration ? -1 : 1;
  if (timed && a.time_us != b.time_us) return a.time_us < b.time_us ? -1 : 1;
  return 0;
}

}  // namespace windows_detail

/// The windows of one symbol in order: by iteration if every window has one, else by time if every window has one, else
/// by natural order of file names; ties by the next of these, at last by the place in the file.
[[nodiscard]] inline std::vector<WindowRef> order_windows(std::span<const SymbolWindows* const> parts,
                                                          const UnitRanks& ranks) {
  auto [refs, bounds] = windows_detail::references(parts);
  const bool timed = windows_detail::has_times(refs);
  const SeriesOrder order = windows_detail::order_of(refs, timed);
  if (order != SeriesOrder::name) {
    const auto before = [&](const WindowRef& a, const WindowRef& b) {
      return windows_detail::compare(a.key(), b.key(), order, timed) < 0;
    };
    const auto tie = [&](const WindowRef& a, const WindowRef& b) {
      return windows_detail::compare(a.key(), b.key(), order, timed) == 0;
    };
    windows_detail::merge_parts(refs, std::move(bounds), before);
    if (std::adjacent_find(refs.begin(), refs.end(), tie) == refs.end()) return refs;
  }
  const std::span<const std::uint32_t> rank = ranks();
  std::stable_sort(refs.begin(), refs.end(), [&](const WindowRef& a, const WindowRef& b) {
    if (const int by_key = windows_detail::compare(a.key(), b.key(), order, timed); by_key != 0) return by_key < 0;
    return rank[a.key().unit] < rank[b.key().unit];
  });
  return refs;
}

/// The matrix of windows that are already in order.
[[nodiscard]] inline Series assemble(const std::string& symbol, std::span<const WindowRef> windows,
                                     std::size_t metrics) {
  Series series{symbol, WindowMatrix::from_shape({windows.size(), metrics})};
  double* const out = series.values.data();
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const double* const row = windows[w].rows->values.data() + windows[w].row * metrics;
    for (std::size_t m = 0; m < metrics; ++m) out[m * windows.size() + w] = row[m];
  }
  return series;
}

/// When the windows were, in microseconds since the epoch; empty if they do not say so.
[[nodiscard]] inline std::vector<std::int64_t> window_times(std::span<const WindowRef> windows) {
  std::vector<std::int64_t> times;
  if (!windows_detail::has_times(windows)) return times;
  times.reserve(windows.size());
  for (const WindowRef& window : windows) times.push_back(window.key().time_us);
  return times;
}

}  // namespace soak
