// What --verbose prints: one line a symbol, one sparkline a metric; and what is open.
#pragma once

#include <soak/analysis/advice/trend_standing.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace soak {

enum class Color { never, ansi };

namespace summary_detail {

inline constexpr std::size_t plot_symbol_width = 12;
inline constexpr std::size_t plot_cell_width = 20;
inline constexpr std::size_t plot_rule_width = 108;

[[nodiscard]] inline std::string in_color(std::string text, Level level, Color color) {
  if (color == Color::never || level == Level::ok) return text;
  return (level == Level::crit ? "\x1b[31m" : "\x1b[33m") + text + "\x1b[0m";
}

[[nodiscard]] inline std::string plot_cell(const Metric& metric, const MetricSummary& summary, bool is_doubtful,
                                           Color color) {
  const std::string text = summary.sparkline + " " + text_or_na(summary.extent.last, metric.compact_decimals) + " " +
                           summary.trend + (is_doubtful ? "?" : "");
  return in_color(pad_right(text, plot_cell_width), summary.status, color);
}

/// "  CRIT BTCUSDT Edge(bps) 0.5, limit < 2, since 2026-01-12 15:00 UTC"
[[nodiscard]] inline std::string open_line(const IncidentView& view, const MetricSet& metrics, Color color) {
  const Incident& incident = *view.incident;
  const Metric metric = metric_of(metrics, incident.metric);
  std::string line = "  " + in_color(std::string(to_string(incident.level)), incident.level, color) + " " +
                     printable(incident.symbol) + " ";
  if (!view.is_whole_symbol) line += metric.title + " ";
  if (incident.kind == IncidentKind::no_data) {
    line += "no data";
  } else {
    line += text_or_na(incident.last, metric.compact_decimals) + ", limit " +
            limit_text(metric.threshold.direction, incident.limit);
  }
  return line + ", since " + place_text(incident.since) + "\n";
}

/// What is open, or that nothing is; at most ten lines of it.
[[nodiscard]] inline std::string open_lines(const Summary& summary, const MetricSet& metrics, Color color) {
  constexpr std::size_t most = 10;
  const IncidentViews views = view_incidents(summary);
  std::string out = "Now " + std::string(to_string(summary.present.now)) + ": " + open_sentence(views) + "\n";
  for (const IncidentView& view : std::span(views.open).first(std::min(views.open.size(), most))) {
    out += open_line(view, metrics, color);
  }
  if (views.open.size() > most) out += "  … and " + std::to_string(views.open.size() - most) + " more\n";
  if (const std::string not_yet = not_yet_sentence(summary, views); !not_yet.empty()) out += not_yet + "\n";
  return out;
}

}  // namespace summary_detail

/// The guide's table: symbol, and for each metric sparkline, last value, trend; "?" stands behind an arrow that is not
/// confirmed or too small to matter. Below it what is open now. Columns are aligned by display width. With Color::ansi
/// a WARN is yellow and a CRIT red.
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
  bool any_doubtful = false;
  for (const SymbolSummary& symbol : summary.symbols) {
    out += pad_right(symbol.symbol, symbol_width);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const Threshold threshold = metrics.threshold(symbol.symbol, m);
      const bool doubtful = is_doubtful(trend_standing(symbol.metrics[m], threshold, true));
      any_doubtful = any_doubtful || doubtful;
      out += " " + summary_detail::plot_cell(metrics.metrics[m], symbol.metrics[m], doubtful, color);
    }
    out += "\n";
  }
  out += rule + "\n" + summary_detail::open_lines(summary, metrics, color);
  if (any_doubtful) out += "? behind an arrow: not confirmed, or too small to matter\n";
  return out;
}

}  // namespace soak
