// What an edge report is made of: a run's windows and the summary of the same run.
#pragma once

#include <soak/analysis/artifacts/edge_report.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/summary/summary_figures.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace artifacts_detail {

[[nodiscard]] inline double median_of(const SummaryFigures& summary, const std::string& symbol,
                                      const std::string& metric) {
  const auto metrics = summary.symbols.find(symbol);
  if (metrics == summary.symbols.end()) return gap;
  const auto figures = metrics->second.find(metric);
  return figures == metrics->second.end() ? gap : figures->second.median;
}

}  // namespace artifacts_detail

/// One symbol's windows, as columns of run_metrics(), with its medians. Points into `series`.
[[nodiscard]] inline EdgeInput edge_input(const Series& series, const SummaryFigures& summary) {
  const std::string& symbol = series.symbol;
  return {symbol,
          artifacts_detail::median_of(summary, symbol, "edge_bps"),
          artifacts_detail::median_of(summary, symbol, "maker_taker_ratio"),
          artifacts_detail::median_of(summary, symbol, "risk_ratio"),
          series.column(2),
          series.column(4),
          series.column(5),
          series.column(6),
          series.column(7)};
}

/// The run's symbols that the summary has too, as places in the run, and a warning for each that only one of them has.
struct CommonSymbols {
  std::vector<std::size_t> places;
  std::vector<std::string> warnings;
};

[[nodiscard]] inline CommonSymbols common_symbols(std::span<const std::string_view> run, const SummaryFigures& summary,
                                                  std::string_view summary_path) {
  CommonSymbols common;
  const std::string file = printable(summary_path);
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (summary.symbols.contains(std::string(run[i]))) {
      common.places.push_back(i);
    } else {
      common.warnings.push_back(printable(run[i]) + " is in the windows but not in " + file);
    }
  }
  for (const auto& [symbol, metrics] : summary.symbols) {
    if (std::find(run.begin(), run.end(), symbol) != run.end()) continue;
    common.warnings.push_back(printable(symbol) + " is in " + file + " but not in the windows");
  }
  return common;
}

}  // namespace soak
