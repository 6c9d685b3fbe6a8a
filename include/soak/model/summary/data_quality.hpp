// How well a metric of a symbol was measured, whatever its values are.
#pragma once

#include <soak/core/stats.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace soak {

/// In the order in which they go before each other: one is named for each symbol-metric.
enum class DataProblem { none, no_data, out_of_range, stale, sparse };

inline constexpr std::size_t default_max_stale = 3;

/// How well a metric of a symbol was measured.
struct DataQuality {
  std::size_t known = 0;         ///< windows with a value
  std::size_t expected = 0;      ///< windows that there should be
  std::size_t out_of_range = 0;  ///< windows with an impossible value
  std::size_t silent = 0;        ///< newest expected places without a value
  bool is_stale = false;
  double coverage = gap;  ///< share of the expected windows that have a value; NaN if that is not known
  DataProblem problem = DataProblem::none;
};

/// The note of the violation that stands for a problem; empty for none.
[[nodiscard]] constexpr std::string_view note_of(DataProblem problem) noexcept {
  constexpr std::array<std::string_view, 5> notes{"", "No valid data", "Value out of range", "No recent data",
                                                  "Too few values"};
  return notes[static_cast<std::size_t>(problem)];
}

/// What was odd about the input of a run as a whole.
struct InputOddities {
  std::size_t text_numbers = 0;  ///< numbers that were written as text
  std::size_t bad_times = 0;     ///< times that are there and not understood
  std::size_t repeated = 0;      ///< windows that were there again with the same values
  std::size_t rewritten = 0;     ///< windows that were written again with other values
  std::size_t restarts = 0;      ///< how often an iteration goes back while the time goes on
  std::size_t pauses = 0;        ///< stretches in which no symbol has a window
};

}  // namespace soak
