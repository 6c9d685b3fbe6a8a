// The table of --verbose: one line a symbol, one sparkline a metric.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

enum class Color { never, ansi };

namespace summary_detail {

inline constexpr std::size_t plot_symbol_width = 12;
inline constexpr std::size_t plot_cell_width = 20;
inline constexpr std::size_t plot_rule_width = 108;

[[nodiscard]] inline std::string plot_cell(const Metric& metric, const MetricSummary& summary, Color color) {
  const std::string text =
      summary.sparkline + " " + format_value(summary.extent.last, metric.compact_decimals) + " " + summary.trend;
  std::string cell = pad_right(text, plot_cell_width);
  if (color == Color::never || summary.status == Level::ok) return cell;
  return (summary.status == Level::crit ? "\x1b[31m" : "\x1b[33m") + cell + "\x1b[0m";
}

}  // namespace summary_detail

/// Symbol, and for each metric sparkline, last value, trend. Columns are aligned by display width. With Color::ansi a
/// WARN is yellow and a CRIT red.
[[nodiscard]] inline std::string mini_plots(const Summary& summary, const MetricSet& metrics, Color color) {
  std::size_t symbol_width = summary_detail::plot_symbol_width;
  for (const SymbolSummary& symbol : summary.symbols) {
    symbol_width = std::max(symbol_width, display_width(symbol.symbol));
  }
  const std::size_t width =
      std::max(summary_detail::plot_rule_width, symbol_width + metrics.size() * (summary_detail::plot_cell_width + 1));
  const std::string rule(width, '=');
  std::string out = rule + "\nMINI-PLOTS SUMMARY\n" + rule + "\n";
  out += pad_right("Symbol", symbol_width);
  for (const Metric& metric : metrics.metrics) out += " " + pad_right(metric.title, summary_detail::plot_cell_width);
  out += "\n" + std::string(width, '-') + "\n";
  for (const SymbolSummary& symbol : summary.symbols) {
    out += pad_right(symbol.symbol, symbol_width);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      out += " " + summary_detail::plot_cell(metrics.metrics[m], symbol.metrics[m], color);
    }
    out += "\n";
  }
  return out + rule + "\n";
}

}  // namespace soak
