// The measurements of one symbol: windows x metrics.
#pragma once

#include <soak/core/stats.hpp>

#include <xtensor/xtensor.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Column-major, so each metric's values lie side by side: every statistic reads one metric over all windows.
using WindowMatrix = xt::xtensor<double, 2, xt::layout_type::column_major>;

/// One symbol's windows in order. `values` has shape (windows, metrics) in the metrics' own units; NaN is a gap.
struct Series {
  std::string symbol;
  WindowMatrix values;
  std::vector<std::int64_t> times = {};  ///< of the windows, microseconds since the epoch; empty if unknown or unwanted

  [[nodiscard]] std::size_t windows() const noexcept { return values.shape(0); }
  [[nodiscard]] std::size_t metrics() const noexcept { return values.shape(1); }

  /// All windows of one metric. Precondition: metric < metrics().
  [[nodiscard]] std::span<const double> column(std::size_t metric) const noexcept {
    return {values.data() + metric * windows(), windows()};
  }
};

/// Windows of all series together.
[[nodiscard]] inline std::size_t windows_of(std::span<const Series> series) noexcept {
  std::size_t windows = 0;
  for (const Series& one : series) windows += one.windows();
  return windows;
}

/// The series of a symbol among series sorted by symbol; null if it has none.
[[nodiscard]] inline const Series* find_series(std::span<const Series> series, std::string_view symbol) noexcept {
  const auto found = std::lower_bound(series.begin(), series.end(), symbol,
                                      [](const Series& s, std::string_view name) { return s.symbol < name; });
  return found == series.end() || found->symbol != symbol ? nullptr : &*found;
}

}  // namespace soak
