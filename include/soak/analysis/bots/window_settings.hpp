// How windows are made of records.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/bots/bot_format.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace soak {

struct BotWindowSettings {
  BotFormat format = BotFormat::ccxt;
  std::int64_t width_us = std::int64_t{3600} * 1'000'000;
  std::int64_t markout_us = 0;
  std::int64_t mid_max_age_us = std::int64_t{120} * 1'000'000;
  double budget = gap;                    ///< in quote, for each symbol
  std::map<std::string, double> budgets;  ///< by symbol

  [[nodiscard]] double budget_of(const std::string& symbol) const {
    const auto own = budgets.find(symbol);
    return own == budgets.end() ? budget : own->second;
  }
};

/// "5s", "90s", "1.5s": a span as it stands in `sources`.
[[nodiscard]] inline std::string span_of_seconds(std::int64_t span_us) {
  return format_number(static_cast<double>(span_us) / 1e6) + "s";
}

}  // namespace soak
