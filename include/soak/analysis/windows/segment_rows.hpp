// Windows between the stores of a run and a segment of the window store.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/model/window/segment_layout.hpp>
#include <soak/model/window/window_store.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// A unit or a file that is none.
inline constexpr std::uint32_t no_unit = std::numeric_limits<std::uint32_t>::max();

namespace windows_detail {

/// Numbers origins as they are met: what no window is from must not be told of the run.
class OriginNumbers {
 public:
  explicit OriginNumbers(std::vector<WindowOrigin>& origins) : origins_(origins) {}
  [[nodiscard]] std::uint32_t of(const WindowOrigin& origin) {
    const auto [number, is_new] = known_.try_emplace(std::tie(origin.commit, origin.profile, origin.source),
                                                     static_cast<std::uint32_t>(origins_.size()));
    if (is_new) origins_.push_back(origin);
    return number->second;
  }

 private:
  using Texts = std::tuple<std::string, std::string, std::string>;
  std::vector<WindowOrigin>& origins_;
  std::map<Texts, std::uint32_t> known_;
};

/// The same for the origins of one store, each looked for once.
class OriginMap {
 public:
  OriginMap(const std::vector<WindowOrigin>& from, OriginNumbers& numbers)
      : from_(from), numbers_(numbers), known_(from.size(), no_unit) {}
  [[nodiscard]] std::uint32_t operator()(std::uint32_t origin) {
    std::uint32_t& number = known_[origin];
    if (number == no_unit) number = numbers_.of(from_[origin]);
    return number;
  }

 private:
  const std::vector<WindowOrigin>& from_;
  OriginNumbers& numbers_;
  std::vector<std::uint32_t> known_;
};

/// Drops the rows of files that have no unit; the others get theirs.
inline void keep_live_rows(SymbolWindows& rows, std::span<const std::uint32_t> unit_of_file, OriginMap& origin_of) {
  const std::size_t metrics = rows.values.size() / rows.keys.size();
  std::size_t kept = 0;
  for (std::size_t i = 0; i < rows.keys.size(); ++i) {
    const std::uint32_t unit = unit_of_file[rows.keys[i].unit];
    if (unit == no_unit) continue;
    WindowKey key = rows.keys[i];
    key.unit = unit;
    key.origin = origin_of(key.origin);
    rows.keys[kept] = key;
    if (kept != i) {
      const auto row = rows.values.begin() + static_cast<std::ptrdiff_t>(i * metrics);
      std::copy_n(row, metrics, rows.values.begin() + static_cast<std::ptrdiff_t>(kept * metrics));
    }
    ++kept;
  }
  rows.keys.resize(kept);
  rows.values.resize(kept * metrics);
}

/// Files by the time of their first window, so that windows mostly lie in order, and of one time as they were listed,
/// whichever thread read them: gives the new place of each.
[[nodiscard]] inline std::vector<std::uint32_t> sort_files(std::span<const WindowStore* const> stores,
                                                           std::span<const std::uint32_t> file_of_unit,
                                                           std::vector<StoredFile>& files) {
  struct First {
    std::int64_t time_us = std::numeric_limits<std::int64_t>::max();
    double iteration = std::numeric_limits<double>::infinity();
    std::uint32_t unit = no_unit;
    std::uint32_t file = 0;
  };
  std::vector<First> firsts(files.size());
  for (std::uint32_t i = 0; i < firsts.size(); ++i) firsts[i].file = i;
  for (const WindowStore* store : stores) {
    for (const SymbolWindows& rows : store->symbols()) {
      for (const WindowKey& key : rows.keys) {
        const std::uint32_t file = file_of_unit[key.unit];
        if (file == no_unit) continue;
        firsts[file].unit = key.unit;
        firsts[file].time_us = std::min(firsts[file].time_us, key.time_us);
        if (!is_gap(key.iteration)) firsts[file].iteration = std::min(firsts[file].iteration, key.iteration);
      }
    }
  }
  std::sort(firsts.begin(), firsts.end(), [](const First& a, const First& b) {
    return std::tie(a.time_us, a.iteration, a.unit) < std::tie(b.time_us, b.iteration, b.unit);
  });
  std::vector<std::uint32_t> place(files.size());
  std::vector<StoredFile> sorted;
  for (const First& first : firsts) {
    place[first.file] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(files[first.file]);
  }
  files = std::move(sorted);
  return place;
}

/// A row of a store, and the file that it goes to.
struct PlacedRow {
  std::uint32_t file;
  std::uint32_t store;
  const SymbolWindows* rows;
  std::size_t row;
};

}  // namespace windows_detail

/// Puts the windows of a segment into a store that has none. `unit_of_file`: the unit of each file, no_unit for one
/// that is not what it was.
inline void restore_segment(WindowSegment segment, std::span<const std::uint32_t> unit_of_file, WindowStore& store) {
  std::vector<WindowOrigin> origins;
  windows_detail::OriginNumbers numbers(origins);
  windows_detail::OriginMap origin_of(segment.origins, numbers);
  for (SymbolWindows& rows : segment.symbols) windows_detail::keep_live_rows(rows, unit_of_file, origin_of);
  std::erase_if(segment.symbols, [](const SymbolWindows& rows) { return rows.keys.empty(); });
  store.restore(std::move(segment.symbols), std::move(origins));
}

/// The windows of `files`, wherever they are in the stores. `file_of_unit`: the index in `files`, or no_unit. A unit is
/// in one store; its windows keep their order, on which ties depend.
[[nodiscard]] inline WindowSegment collect_segment(std::span<const WindowStore* const> stores,
                                                   std::span<const std::uint32_t> file_of_unit,
                                                   std::vector<StoredFile> files) {
  WindowSegment segment;
  const std::vector<std::uint32_t> place = windows_detail::sort_files(stores, file_of_unit, files);
  segment.files = std::move(files);
  windows_detail::OriginNumbers numbers(segment.origins);
  std::vector<windows_detail::OriginMap> origin_of;
  std::map<std::string_view, std::vector<windows_detail::PlacedRow>> by_symbol;
  for (std::uint32_t s = 0; s < stores.size(); ++s) {
    origin_of.emplace_back(stores[s]->origins(), numbers);
    for (const SymbolWindows& rows : stores[s]->symbols()) {
      auto& placed = by_symbol[rows.symbol];
      for (std::size_t row = 0; row < rows.keys.size(); ++row) {
        const std::uint32_t file = file_of_unit[rows.keys[row].unit];
        if (file != no_unit) placed.push_back({place[file], s, &rows, row});
      }
    }
  }
  for (auto& [symbol, placed] : by_symbol) {
    if (placed.empty()) continue;
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.file < b.file; });
    SymbolWindows& out = segment.symbols.emplace_back();
    out.symbol = symbol;
    out.is_wanted = placed.front().rows->is_wanted;
    out.keys.reserve(placed.size());
    for (const windows_detail::PlacedRow& one : placed) {
      const WindowKey& key = one.rows->keys[one.row];
      out.keys.push_back({key.iteration, key.time_us, one.file, origin_of[one.store](key.origin)});
      const std::size_t metrics = one.rows->values.size() / one.rows->keys.size();
      const auto row = one.rows->values.begin() + static_cast<std::ptrdiff_t>(one.row * metrics);
      out.values.insert(out.values.end(), row, row + static_cast<std::ptrdiff_t>(metrics));
    }
  }
  return segment;
}

}  // namespace soak
