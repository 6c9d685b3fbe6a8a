// A finished window: what each market's four figures are, and where each comes from.
#pragma once

#include <soak/core/stats.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace soak {

/// One figure; NaN is a gap, and then `source` says why: "none: no fill".
struct BotFigure {
  double value = gap;
  std::string source;
};

struct BotWindowEntry {
  std::string symbol;
  BotFigure edge;     ///< basis points
  BotFigure maker;    ///< share of the notional
  BotFigure latency;  ///< ms
  BotFigure risk;     ///< share of the budget
  std::string fees;   ///< "reported", "estimated", or which are missing; empty without a fill
  std::size_t fills = 0;
  std::size_t orders = 0;  ///< acknowledged ones whose latency is known
};

struct BotWindow {
  std::int64_t iteration = 0;  ///< number of the window since the epoch
  std::int64_t end_us = 0;
  bool is_made_up = false;
  std::vector<BotWindowEntry> entries;  ///< by symbol
};

}  // namespace soak
