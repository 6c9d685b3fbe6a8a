// What --verbose prints: one line a symbol, one sparkline a metric; and what is open.
#pragma once

#include <soak/analysis/advice/trend_standing.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/text/wrap.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

[[nodiscard]] inline std::string plot_text(const Metric& metric, const MetricSummary& summary, bool is_doubtful) {
  return summary.sparkline + " " + text_or_na(summary.extent.last, metric.compact_decimals) + " " + summary.trend +
         (is_doubtful ? "?" : "");
}

[[nodiscard]] inline std::string plot_cell(const Metric& metric, const MetricSummary& summary, bool is_doubtful,
                                           std::size_t width, Color color) {
  return in_color(pad_right(plot_text(metric, summary, is_doubtful), width), summary.status, color);
}

/// "  CRIT BTCUSDT Edge(bps) 0.5, limit < 2, since 2026-01-12 15:00 UTC"
[[nodiscard]] inline std::string open_line(const IncidentView& view, const MetricSet& metrics) {
  const Incident& incident = *view.incident;
  const Metric metric = metric_of(metrics, incident.metric);
  std::string line = "  " + std::string(to_string(incident.level)) + " " + printable(incident.symbol) + " ";
  if (!view.is_whole_symbol) line += metric.title + " ";
  if (incident.kind == IncidentKind::no_data) {
    line += "no data";
  } else {
    line += text_or_na(incident.last, metric.compact_decimals) + ", limit " +
            limit_text(metric.threshold.direction, incident.limit);
  }
  return line + ", since " + place_text(incident.since) + "\n";
}

/// What is open, or that nothing is; at most ten incidents of it.
[[nodiscard]] inline std::string open_lines(const Summary& summary, const MetricSet& metrics) {
  constexpr std::size_t most = 10;
  const IncidentViews views = view_incidents(summary);
  std::string out = "Now " + std::string(to_string(summary.present.now)) + ": " + open_sentence(views) + "\n";
  for (const IncidentView& view : std::span(views.open).first(std::min(views.open.size(), most))) {
    out += open_line(view, metrics);
  }
  if (views.open.size() > most) out += "  … and " + std::to_string(views.open.size() - most) + " more\n";
  if (const std::string not_yet = not_yet_sentence(summary, views); !not_yet.empty()) out += not_yet + "\n";
  return out;
}

/// True if "?" stands behind the arrow.
[[nodiscard]] inline bool is_doubted(const SymbolSummary& symbol, const MetricSet& metrics, std::size_t m) {
  return is_doubtful(trend_standing(symbol.metrics[m], metrics.threshold(symbol.symbol, m), true));
}

[[nodiscard]] inline bool any_doubted(const Summary& summary, const MetricSet& metrics) {
  for (const SymbolSummary& symbol : summary.symbols) {
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      if (is_doubted(symbol, metrics, m)) return true;
    }
  }
  return false;
}

[[nodiscard]] inline std::size_t symbol_column(const Summary& summary, std::size_t least) {
  for (const SymbolSummary& symbol : summary.symbols) least = std::max(least, display_width(symbol.symbol));
  return least;
}

/// What a table of plots is made of, in its form.
struct PlotTable {
  std::size_t width = 0;  ///< of its widest row
  std::string rows;       ///< heading, rule, rows
};

/// The guide's form.
[[nodiscard]] inline PlotTable guide_table(const Summary& summary, const MetricSet& metrics, Color color) {
  const std::size_t symbol_width = symbol_column(summary, plot_symbol_width);
  PlotTable table{std::max(plot_rule_width, symbol_width + metrics.size() * (plot_cell_width + 1)), {}};
  table.rows = pad_right("Symbol", symbol_width);
  for (const Metric& metric : metrics.metrics) table.rows += " " + pad_right(metric.title, plot_cell_width);
  table.rows += "\n" + std::string(table.width, '-') + "\n";
  for (const SymbolSummary& symbol : summary.symbols) {
    table.rows += pad_right(symbol.symbol, symbol_width);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      table.rows += " " + plot_cell(metrics.metrics[m], symbol.metrics[m], is_doubted(symbol, metrics, m),
                                    plot_cell_width, color);
    }
    table.rows += "\n";
  }
  return table;
}

/// Columns as narrow as what stands in them, and the status of each symbol.
[[nodiscard]] inline PlotTable narrow_table(const Summary& summary, const MetricSet& metrics, Color color) {
  const std::size_t symbol_width = symbol_column(summary, std::string_view("Symbol").size());
  std::vector<std::size_t> widths;
  PlotTable table{symbol_width + std::string_view(" Status").size(), pad_right("Symbol", symbol_width)};
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    std::size_t width = display_width(metrics.metrics[m].title);
    for (const SymbolSummary& symbol : summary.symbols) {
      width = std::max(width,
                       display_width(plot_text(metrics.metrics[m], symbol.metrics[m], is_doubted(symbol, metrics, m))));
    }
    widths.push_back(width);
    table.width += width + 1;
    table.rows += " " + pad_right(metrics.metrics[m].title, width);
  }
  table.rows += " Status\n" + std::string(table.width, '-') + "\n";
  for (const SymbolSummary& symbol : summary.symbols) {
    table.rows += pad_right(symbol.symbol, symbol_width);
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      table.rows +=
          " " + plot_cell(metrics.metrics[m], symbol.metrics[m], is_doubted(symbol, metrics, m), widths[m], color);
    }
    table.rows += " " + in_color(std::string(to_string(symbol.status())), symbol.status(), color) + "\n";
  }
  return table;
}

/// A row a metric, for any number of metrics and names of any length.
[[nodiscard]] inline PlotTable stacked_table(const Summary& summary, const MetricSet& metrics, std::size_t columns,
                                             Color color) {
  std::size_t title_width = 0;
  for (const Metric& metric : metrics.metrics) title_width = std::max(title_width, display_width(metric.title));
  constexpr std::size_t cell = 18;
  title_width = std::min(title_width, columns - cell - 10);
  PlotTable table{columns, {}};
  for (const SymbolSummary& symbol : summary.symbols) {
    table.rows += wrapped(symbol.symbol, columns, 2) + "\n";
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const MetricSummary& figures = symbol.metrics[m];
      const std::string title = metrics.metrics[m].title;
      table.rows += "  " + pad_right(title.substr(0, text_detail::bytes_within(title, title_width)), title_width) +
                    " " + plot_cell(metrics.metrics[m], figures, is_doubted(symbol, metrics, m), cell, color) + " " +
                    in_color(std::string(to_string(figures.status)), figures.status, color) + "\n";
    }
  }
  return table;
}

/// Lines no wider than `columns`, with the level of each incident in its colour.
[[nodiscard]] inline std::string finished_lines(std::string_view text, std::size_t columns, Color color) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line = wrapped(text.substr(0, end), columns, 4);
    for (const Level level : {Level::warn, Level::crit}) {
      const std::string begin = "  " + std::string(to_string(level));
      if (line.starts_with(begin + " ")) line.replace(2, begin.size() - 2, in_color(begin.substr(2), level, color));
    }
    out += line + "\n";
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return out;
}

}  // namespace summary_detail

/// The guide's table: symbol, and for each metric sparkline, last value, trend; "?" stands behind an arrow that is not
/// confirmed or too small to matter. Below it what is open now. Columns are aligned by display width. With Color::ansi
/// a WARN is yellow and a CRIT red. Where fewer `columns` than it takes are there the table is a narrower one, with the
/// status of each row and what its columns are.
[[nodiscard]] inline std::string mini_plots(const Summary& summary, const MetricSet& metrics, Color color,
                                            std::optional<std::size_t> columns = {}) {
  using namespace summary_detail;
  PlotTable table = guide_table(summary, metrics, color);
  const bool is_narrow = columns && table.width > *columns;
  if (is_narrow) table = narrow_table(summary, metrics, color);
  if (is_narrow && table.width > *columns) table = stacked_table(summary, metrics, *columns, color);
  const std::string rule(table.width, '=');
  std::string out = rule + "\nMINI-PLOTS SUMMARY\n" + rule + "\n" + table.rows + rule + "\n";
  std::string below = open_lines(summary, metrics);
  if (is_narrow) below += "A cell: the run in eight parts, last value, trend\n";
  if (any_doubted(summary, metrics)) below += "? behind an arrow: not confirmed, or too small to matter\n";
  return out + finished_lines(below, is_narrow ? *columns : SIZE_MAX, color);
}

}  // namespace soak
