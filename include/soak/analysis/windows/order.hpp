// The order of a symbol's windows, and what does not fit into it: the same window twice, a bot that counts anew.
#pragma once

#include <soak/model/window/window_store.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace soak {

/// Place of each unit of input in natural order of names (then of position in the file). Asked only where iterations
/// and times do not decide, since it may have to sort a hundred thousand names.
using UnitRanks = std::function<std::span<const std::uint32_t>()>;

/// What a series is ordered by.
enum class SeriesOrder { time, iteration, name };

/// One window among those of all stores that hold the symbol.
struct WindowRef {
  const SymbolWindows* rows;
  std::size_t row;

  [[nodiscard]] const WindowKey& key() const noexcept { return rows->keys[row]; }
  [[nodiscard]] const WindowOrigin& origin() const noexcept { return (*rows->origins)[key().origin]; }
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

[[nodiscard]] inline bool all_timed(std::span<const WindowRef> refs) noexcept {
  return std::all_of(refs.begin(), refs.end(), [](const WindowRef& ref) { return ref.key().time_us != no_time; });
}
[[nodiscard]] inline bool all_counted(std::span<const WindowRef> refs) noexcept {
  return std::all_of(refs.begin(), refs.end(), [](const WindowRef& ref) { return !is_gap(ref.key().iteration); });
}

/// Times count only if every window has one and they are not all the same instant (a run of copied summaries).
[[nodiscard]] inline SeriesOrder order_of(std::span<const WindowRef> refs) noexcept {
  const auto is_first_time = [&](const WindowRef& ref) { return ref.key().time_us == refs.front().key().time_us; };
  if (all_timed(refs) && (refs.size() == 1 || !std::all_of(refs.begin(), refs.end(), is_first_time))) {
    return SeriesOrder::time;
  }
  return all_counted(refs) ? SeriesOrder::iteration : SeriesOrder::name;
}

/// Negative, 0 or positive as `a` comes before, with or after `b` by time and iteration alone.
[[nodiscard]] inline int compare(const WindowKey& a, const WindowKey& b, SeriesOrder order) noexcept {
  if (order == SeriesOrder::time && a.time_us != b.time_us) return a.time_us < b.time_us ? -1 : 1;
  if (order == SeriesOrder::name) return 0;
  const auto place = [](double iteration) {
    return is_gap(iteration) ? -std::numeric_limits<double>::infinity() : iteration;
  };
  if (place(a.iteration) != place(b.iteration)) return place(a.iteration) < place(b.iteration) ? -1 : 1;
  return 0;
}

[[nodiscard]] inline bool has_equal_values(const WindowRef& a, const WindowRef& b) noexcept {
  const auto values = [](const WindowRef& ref) {
    const std::size_t metrics = ref.rows->values.size() / ref.rows->keys.size();
    return std::span(ref.rows->values).subspan(ref.row * metrics, metrics);
  };
  const auto same = [](double x, double y) { return x == y || (is_gap(x) && is_gap(y)); };
  const auto x = values(a);
  const auto y = values(b);
  return std::equal(x.begin(), x.end(), y.begin(), y.end(), same);
}

}  // namespace windows_detail

/// How the windows of one symbol were brought into order, and what did not fit.
struct SymbolOrder {
  SeriesOrder order = SeriesOrder::name;
  std::size_t repeated = 0;   ///< windows left out because they are there again with the same values
  std::size_t rewritten = 0;  ///< left out because a later one of the same time and iteration says otherwise
  std::size_t restarts = 0;   ///< how often the iteration goes back while the time goes on
  std::int64_t restarted_at_us = no_time;  ///< time of the window with which it does so for the first time
  std::size_t same_iterations = 0;         ///< windows without usable times that carry the iteration of the one before
};

/// The windows of one symbol in order, each once.
struct OrderedWindows : SymbolOrder {
  std::vector<WindowRef> windows;

  /// Times in microseconds since the epoch or iterations, whichever they are ordered by; empty if by name.
  [[nodiscard]] std::vector<std::int64_t> positions() const {
    std::vector<std::int64_t> result;
    if (order == SeriesOrder::name) return result;
    result.reserve(windows.size());
    for (const WindowRef& window : windows) {
      const WindowKey& key = window.key();
      result.push_back(order == SeriesOrder::time ? key.time_us : std::llround(std::clamp(key.iteration, -1e15, 1e15)));
    }
    return result;
  }
};

namespace windows_detail {

/// Of windows that have time and iteration in common the last stays.
inline void drop_twins(OrderedWindows& ordered) {
  std::vector<WindowRef>& refs = ordered.windows;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < refs.size(); ++i) {
    if (kept > 0 && compare(refs[kept - 1].key(), refs[i].key(), SeriesOrder::time) == 0) {
      ++(has_equal_values(refs[kept - 1], refs[i]) ? ordered.repeated : ordered.rewritten);
      refs[kept - 1] = refs[i];
    } else {
      refs[kept++] = refs[i];
    }
  }
  refs.resize(kept);
}

inline void note_contradictions(OrderedWindows& ordered) {
  const std::vector<WindowRef>& refs = ordered.windows;
  for (std::size_t i = 1; i < refs.size(); ++i) {
    const double before = refs[i - 1].key().iteration;
    const double here = refs[i].key().iteration;
    if (ordered.order == SeriesOrder::time && here < before && ordered.restarts++ == 0) {
      ordered.restarted_at_us = refs[i].key().time_us;
    }
    if (ordered.order == SeriesOrder::iteration && here == before) ++ordered.same_iterations;
  }
}

}  // namespace windows_detail

/// The windows of one symbol: by time if every window has one (and not all the same), else by iteration if every one
/// has one, else by natural order of file names; ties by the next of these, at last by the place in the file. A window
/// that is there twice by time and iteration counts once, as it was written last. Precondition: at least one window.
[[nodiscard]] inline OrderedWindows order_windows(std::span<const SymbolWindows* const> parts, const UnitRanks& ranks) {
  auto [refs, bounds] = windows_detail::references(parts);
  OrderedWindows result;
  const SeriesOrder order = result.order = windows_detail::order_of(refs);
  const auto compare = [&](const WindowRef& a, const WindowRef& b) {
    return windows_detail::compare(a.key(), b.key(), order);
  };
  bool has_ties = true;
  if (order != SeriesOrder::name) {
    windows_detail::merge_parts(refs, std::move(bounds),
                                [&](const WindowRef& a, const WindowRef& b) { return compare(a, b) < 0; });
    has_ties = std::adjacent_find(refs.begin(), refs.end(), [&](const WindowRef& a, const WindowRef& b) {
                 return compare(a, b) == 0;
               }) != refs.end();
  }
  if (has_ties) {
    const std::span<const std::uint32_t> rank = ranks();
    std::stable_sort(refs.begin(), refs.end(), [&](const WindowRef& a, const WindowRef& b) {
      if (const int by_key = compare(a, b); by_key != 0) return by_key < 0;
      return rank[a.key().unit] < rank[b.key().unit];
    });
  }
  result.windows = std::move(refs);
  if (has_ties && order == SeriesOrder::time) windows_detail::drop_twins(result);
  windows_detail::note_contradictions(result);
  return result;
}

}  // namespace soak
