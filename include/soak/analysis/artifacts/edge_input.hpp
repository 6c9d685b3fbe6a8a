// What an edge report is made of: a run's windows and the summary of the same run.
#pragma once

#include <soak/analysis/artifacts/edge_report.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// One symbol's windows, as columns of run_metrics(), with its medians: those of the summary or, where only the newest
/// `last` windows are asked for, those of these. Points into `series`. `last` 0: all windows.
[[nodiscard]] inline EdgeInput edge_input(const Series& series, const SymbolSummary& summary, std::size_t last = 0) {
  const std::size_t count = last == 0 ? series.windows() : std::min(last, series.windows());
  const auto newest = [&](std::size_t column) { return series.column(column).last(count); };
  std::vector<double> scratch;
  const auto median_of = [&](std::string_view metric, std::size_t column) {
    if (count < series.windows()) return median(newest(column), scratch);
    const MetricSummary* const figures = summary.find(metric);
    return figures == nullptr ? gap : figures->median;
  };
  return {series.symbol,
          median_of("edge_bps", 0),
          median_of("maker_taker_ratio", 1),
          median_of("risk_ratio", 3),
          newest(2),
          newest(4),
          newest(5),
          newest(6),
          newest(7)};
}

/// The run's symbols that the summary has too, and a warning for each that only one of them has.
struct CommonSymbols {
  struct Pair {
    std::size_t place;  ///< in the run
    const SymbolSummary* summary;
  };
  std::vector<Pair> pairs;
  std::vector<std::string> warnings;
};

[[nodiscard]] inline CommonSymbols common_symbols(std::span<const std::string_view> run, const Summary& summary,
                                                  std::string_view summary_path) {
  std::map<std::string_view, const SymbolSummary*> summarized;
  for (const SymbolSummary& symbol : summary.symbols) summarized[symbol.symbol] = &symbol;
  CommonSymbols common;
  const std::string file = printable(summary_path);
  for (std::size_t i = 0; i < run.size(); ++i) {
    const auto found = summarized.find(run[i]);
    if (found != summarized.end()) {
      common.pairs.push_back({i, found->second});
      summarized.erase(found);
    } else {
      common.warnings.push_back(printable(run[i]) + " is in the windows but not in " + file);
    }
  }
  for (const auto& [symbol, figures] : summarized) {
    common.warnings.push_back(printable(symbol) + " is in " + file + " but not in the windows");
  }
  return common;
}

}  // namespace soak
