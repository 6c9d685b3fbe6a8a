// A series as at most eight block characters.
#pragma once

#include <soak/core/stats.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::size_t sparkline_columns = 8;

/// min(n, 8) columns. Column c of 8 shows the mean of windows floor(c*n/8) up to floor((c+1)*n/8); its level is
/// min(7, floor(8 * (v - min) / (max - min))) over the columns' own minimum and maximum. All equal is all "▃"; a column
/// of gaps is "·".
[[nodiscard]] inline std::string sparkline(std::span<const double> series) {
  static constexpr std::array<std::string_view, 8> blocks{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  const std::size_t n = series.size();
  const std::size_t columns = std::min(n, sparkline_columns);
  std::array<double, sparkline_columns> means{};
  for (std::size_t c = 0; c < columns; ++c) {
    const std::size_t first = c * n / columns;
    means[c] = mean(series.subspan(first, (c + 1) * n / columns - first));
  }
  const std::span<const double> shown(means.data(), columns);
  const Extent range = extent(shown);
  std::string out;
  for (const double value : shown) {
    if (is_gap(value)) {
      out += "·";
    } else if (range.is_constant()) {
      out += blocks[2];
    } else {
      const double position = (value / 2 - range.min / 2) / (range.max / 2 - range.min / 2);
      out += blocks[std::min<std::size_t>(7, static_cast<std::size_t>(8 * position))];
    }
  }
  return out;
}

}  // namespace soak
