// The table of POST_SOAK_ANALYSIS.html: a row a symbol, three columns a metric.
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/core/number.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/sentences.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace page_detail {

[[nodiscard]] constexpr std::string_view trend_word(Language language, std::string_view trend) noexcept {
  if (trend == to_string(Trend::rising)) return say(language, "rising", "растёт");
  return trend == to_string(Trend::falling) ? say(language, "falling", "падает") : say(language, "stable", "ровно");
}

/// A heading that the script makes sortable; `column` is the index of the cell in a row of the body.
[[nodiscard]] inline std::string sortable(std::string_view kind, std::size_t column, std::string_view text,
                                          std::string_view attributes = {}) {
  return "<th scope=\"col\" data-sort=\"" + std::string(kind) + "\" data-column=\"" + std::to_string(column) + "\"" +
         std::string(attributes) + ">" + std::string(text) + "</th>";
}

[[nodiscard]] inline std::string table_head(const HtmlInput& in) {
  const MetricSet& metrics = in.metrics;
  const std::string status = in.say("Status", "Статус");
  std::string top = "<tr>" + sortable("text", 0, in.say("Symbol", "Символ"), " rowspan=\"2\"") +
                    sortable("rank", 1, status, " rowspan=\"2\"");
  std::string bottom = "<tr>";
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    top += "<th scope=\"colgroup\" colspan=\"3\">" + html_title(in.language, metrics.metrics[m]) + "</th>";
    bottom += sortable("number", 2 + 3 * m, in.say("Last", "Посл."), " class=\"first\"") +
              sortable("trend", 3 + 3 * m, in.say("Trend", "Тренд")) + sortable("status", 4 + 3 * m, status);
  }
  return "<thead>\n" + top + "</tr>\n" + bottom + "</tr>\n</thead>\n";
}

[[nodiscard]] inline std::string status_cell(Level level) {
  return "<td class=\"sign " + std::string(css_class(level)) + "\">" + std::string(to_string(level)) + "</td>";
}

/// A symbol's status with the metrics that made it. `rank` is the row's place in the order worst first; sorting by
/// status brings it back.
[[nodiscard]] inline std::string symbol_status_cell(const HtmlInput& in, const SymbolSummary& symbol,
                                                    std::size_t rank) {
  const Level status = symbol.status();
  std::string out = "<td class=\"sign " + std::string(css_class(status)) + "\" data-rank=\"" + std::to_string(rank) +
                    "\" data-status=\"" + std::string(to_string(status)) + "\">" + std::string(to_string(status));
  std::string makers;
  const std::vector<std::size_t> all = status_makers(symbol);
  for (const std::size_t m : all)
    makers += (makers.empty() ? "" : ", ") + html_title(in.language, in.metrics.metrics[m]);
  if (all.size() > 1 && all.size() == in.metrics.size()) makers = in.say("all metrics", "все метрики");
  if (!makers.empty()) out += " <span class=\"by\">" + makers + "</span>";
  return out + "</td>";
}

/// Sparkline and arrow; an arrow that nobody need act on is grey, with a word for it.
[[nodiscard]] inline std::string trend_cell(Language language, const MetricSummary& metric,
                                            const Threshold& threshold) {
  const std::string doubt(standing_text(language, trend_standing(metric, threshold, true)));
  std::string out =
      "<td><span class=\"spark\" aria-hidden=\"true\">" + metric.sparkline + "</span> <span role=\"img\" ";
  out += doubt.empty() ? "" : "class=\"doubt\" ";
  out += "aria-label=\"" + std::string(trend_word(language, metric.trend)) + "\">" + metric.trend + "</span>";
  if (!doubt.empty()) out += "<span class=\"doubt-word\">" + doubt + "</span>";
  return out + "</td>";
}

[[nodiscard]] inline std::string table_row(const HtmlInput& in, std::size_t s, std::size_t rank) {
  const SymbolSummary& symbol = in.summary.symbols[s];
  const std::string index = std::to_string(s);
  std::string out = std::string(symbol.status() == Level::ok ? "<tr class=\"fine\"" : "<tr") + " data-symbol=\"" +
                    index + "\"><th scope=\"row\"><a href=\"" + chart_address(symbol.symbol) + "\">" +
                    html_symbol(symbol.symbol) + "</a></th>" + symbol_status_cell(in, symbol, rank);
  for (std::size_t m = 0; m < in.metrics.size(); ++m) {
    const MetricSummary& metric = symbol.metrics[m];
    out += "<td class=\"first\">" + text_or_na(metric.extent.last, in.metrics.metrics[m].decimals);
    if (metric.quality.silent > 0 && metric.has_data()) {
      out += "<span class=\"age\">" + age_text(in.language, metric.quality.silent) + "</span>";
    }
    out +=
        "</td>" + trend_cell(in.language, metric, in.metrics.threshold(symbol.symbol, m)) + status_cell(metric.status);
  }
  return out + "</tr>\n";
}

}  // namespace page_detail

/// Rows that a browser lays out at once. The script shows the rest when it is asked for; without it they are all there.
inline constexpr std::size_t first_rows = 100;

/// All symbols, worst first. Sorting, filtering and finer sparklines are the script's.
[[nodiscard]] inline std::string html_symbol_table(const HtmlInput& in) {
  std::string out =
      "<section id=\"symbols\" aria-labelledby=\"symbols-title\">\n<h2 id=\"symbols-title\">" +
      in.say("Symbols", "Символы") +
      "</h2>\n<div id=\"filters\"></div>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
      in.say("Table of symbols", "Таблица символов") + "\">\n<table id=\"table\">\n<caption class=\"vh\">" +
      in.say("Last value, trend and status of each metric of each symbol, worst symbols first",
             "Последнее значение, тренд и статус каждой метрики каждого символа, сначала худшие") +
      "</caption>\n";
  out += page_detail::table_head(in) + "<tbody>\n";
  std::size_t rank = 0;
  for (const std::size_t s : worst_first(in.summary)) {
    if (rank == first_rows) out += "</tbody>\n<tbody class=\"rest\">\n";
    out += page_detail::table_row(in, s, rank++);
  }
  out += "</tbody>\n</table>\n</div>\n<p class=\"dim\">" +
         in.say("A grey arrow is not confirmed, or too small to matter.",
                "Серая стрелка не подтверждена или слишком мала, чтобы иметь значение.");
  if (may_be_daily_cycle(in.summary)) {
    const std::string span = page_detail::span_in(in.language, *in.summary.span);
    out += in.language == Language::ru
               ? " Прогон длится " + span + ": меньше двух суток, суточный цикл не отличить от тренда."
               : " The run covers " + span + ": under two days, a daily cycle cannot be told from a trend.";
  }
  return out + "</p>\n</section>\n";
}

}  // namespace soak
