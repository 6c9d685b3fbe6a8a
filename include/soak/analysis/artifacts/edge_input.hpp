// What an edge report is made of: a run's windows and the summary of the same run.
#pragma once

#include <soak/analysis/artifacts/edge_report.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// One symbol's windows, as columns of run_metrics(), with its medians. Points into `series`.
[[nodiscard]] inline EdgeInput edge_input(const Series& series, const SymbolSummary& summary) {
  const auto median = [&](std::string_view metric) {
    const MetricSummary* const figures = summary.find(metric);
    return figures == nullptr ? gap : figures->median;
  };
  return {series.symbol,        median("edge_bps"), median("maker_taker_ratio"),
          median("risk_ratio"), series.column(2),   series.column(4),
          series.column(5),     series.column(6),   series.column(7)};
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
