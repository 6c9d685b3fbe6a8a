// The lower part of POST_SOAK_ANALYSIS.html: recommendations, input, limits in force.
#pragma once

#include <soak/report/page/headline.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/sentences.hpp>
#include <soak/report/summary/advice_text.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace soak {

namespace page_detail {

/// The cause with the worst violating value, with its unit as the page writes it.
[[nodiscard]] inline std::string advice_title(const HtmlInput& in, const Recommendation& one) {
  if (one.value.empty() || one.figures == nullptr) return one.title();
  const Metric metric = metric_of(in.metrics, one.figures->metric);
  const std::string number = one.value.substr(0, one.value.size() - metric.unit.size());
  const std::string cause = one.cause == metric.title ? title_text(in.language, metric) : one.cause;
  return cause + " (" + number + unit_text(in.language, metric) + ")";
}

[[nodiscard]] inline std::string advice_article(const HtmlInput& in, const SymbolAdvice& advice) {
  const auto index = static_cast<std::size_t>(advice.symbol - in.summary.symbols.data());
  std::string out =
      "<article id=\"advice-" + std::to_string(index) + "\"><h3>" + html_symbol(advice.symbol->symbol) + "</h3>\n";
  for (const Recommendation& one : advice.recommendations) {
    out += "<h4 class=\"sign " + std::string(css_class(one.level)) + "\"><span class=\"vh\">" +
           std::string(to_string(one.level)) + " </span>" + escape_html(advice_title(in, one)) + "</h4><p class=\"" +
           (one.urgency == Urgency::now ? "when" : "when dim") + "\">" +
           mark_times(escape_html(when_text(one, *advice.symbol, in.language))) + "</p><ul>";
    for (const std::string& action : one.actions) out += "<li>" + escape_html(action) + "</li>";
    out += "</ul>\n";
  }
  return out + "</article>\n";
}

/// A heading row and its cells, already escaped.
[[nodiscard]] inline std::string heading_row(std::initializer_list<std::string> cells) {
  std::string out = "<thead><tr>";
  for (const std::string& cell : cells) out += "<th scope=\"col\">" + cell + "</th>";
  return out + "</tr></thead>\n";
}

/// Cells of a row of gaps as this page says them.
[[nodiscard]] inline std::string gap_cells(Language language, const SymbolSummary& symbol, const MetricSummary& figures,
                                           const std::string& metric) {
  const DataQuality& quality = figures.quality;
  std::string age;
  if (quality.silent > 0 && figures.has_data()) {
    age = windows_text(language, quality.silent);
    if (!figures.last_place.empty()) age += " (" + html_place(language, figures.last_place) + ")";
  }
  std::string out;
  for (const std::string& cell :
       {escape_html(metric), std::to_string(figures.extent.gaps), std::to_string(symbol.windows),
        std::to_string(quality.known) + " / " + std::to_string(quality.expected), std::to_string(quality.out_of_range),
        escape_html(problem_text(language, quality.problem)), age}) {
    out += "<td>" + cell + "</td>";
  }
  return out;
}

/// A row for each metric of a symbol with gaps or a problem; one for all of them if they do not differ.
[[nodiscard]] inline std::string gap_rows(const HtmlInput& in) {
  std::string rows;
  for (const SymbolSummary& symbol : in.summary.symbols) {
    for (const auto& cells : summary_detail::gap_rows(symbol, in.metrics)) {
      const MetricSummary* figures = symbol.find(cells.front());
      const bool is_all = figures == nullptr;
      if (is_all) figures = &symbol.metrics.front();
      rows += "<tr><th scope=\"row\">" + html_symbol(symbol.symbol) + "</th>" +
              gap_cells(in.language, symbol, *figures, is_all ? in.say("(all)", "(все)") : cells.front()) + "</tr>\n";
    }
  }
  return rows;
}

[[nodiscard]] inline std::string input_facts(const HtmlInput& in) {
  const RunMeta& meta = in.summary.meta;
  const std::string unknown = in.say("unknown", "неизвестно");
  std::string out = "<dl class=\"facts\">\n";
  out += fact(in.say("Files read", "Прочитано файлов"),
              in.files == 0 ? in.say("standard input", "стандартный ввод") : std::to_string(in.files));
  out += fact(in.say("Skipped files", "Пропущено файлов"), std::to_string(in.summary.skipped.files));
  out += fact(in.say("Skipped records", "Пропущено записей"), std::to_string(in.summary.skipped.records));
  out += fact(in.say("Windows read", "Прочитано окон"), std::to_string(in.summary.input_windows));
  out += fact(in.say("Windows required", "Нужно окон"), std::to_string(in.summary.min_windows));
  out += commits_fact(in, meta.commit_range.value_or(unknown), false);
  out += fact(in.say("Profile", "Профиль"), escape_html(meta.profile.value_or(unknown)));
  out += fact(in.say("Source", "Источник"), escape_html(meta.source.value_or(unknown)));
  return out + "</dl>\n";
}

[[nodiscard]] inline std::string limit_rows(const HtmlInput& in, std::size_t m) {
  const Metric& metric = in.metrics.metrics[m];
  const std::string sign = metric.threshold.direction == Direction::bad_when_high ? "&gt; " : "&lt; ";
  const auto row = [&](const std::string& symbol, double warn, double crit) {
    return "<tr><th scope=\"row\">" + escape_html(metric.name) + "</th><td>" + symbol + "</td><td>" + sign +
           with_unit(in.language, format_number(warn), metric) + "</td><td>" + sign +
           with_unit(in.language, format_number(crit), metric) + "</td></tr>\n";
  };
  std::string rows = row(in.say("all", "все"), metric.threshold.warn, metric.threshold.crit);
  for (const auto& [place, limits] : in.metrics.overrides) {
    if (place.second == m) rows += row(html_symbol(place.first), limits.warn, limits.crit);
  }
  return rows;
}

/// A table that scrolls in itself where there is no room; `rows` are escaped.
[[nodiscard]] inline std::string plain_table(const std::string& caption, const std::string& heading,
                                             const std::string& rows) {
  return "<div class=\"scroll fit\" tabindex=\"0\" role=\"region\" aria-label=\"" + caption +
         "\">\n<table class=\"plain\">\n<caption class=\"vh\">" + caption + "</caption>\n" + heading + "<tbody>\n" +
         rows + "</tbody>\n</table>\n</div>\n";
}

}  // namespace page_detail

/// What RECOMMENDATIONS.md says, by symbol.
[[nodiscard]] inline std::string html_recommendations(const HtmlInput& in, std::span<const SymbolAdvice> advice) {
  std::string out = "<section id=\"advice\" aria-labelledby=\"advice-title\">\n<h2 id=\"advice-title\">" +
                    in.say("Recommendations", "Рекомендации") + "</h2>\n<div class=\"advice\">\n";
  for (const SymbolAdvice& one : advice) out += page_detail::advice_article(in, one);
  if (advice.empty()) {
    out += "<p>" + in.say("No violations, nothing to do.", "Нарушений нет, действий не требуется.") + "</p>\n";
  }
  return out + "</div>\n</section>\n";
}

/// What was read, what was skipped and why, where values are missing.
[[nodiscard]] inline std::string html_input_details(const HtmlInput& in) {
  const std::string gaps = page_detail::gap_rows(in);
  const bool is_fine = gaps.empty() && in.warnings.empty();
  std::string out = "<section id=\"input\"" + std::string(is_fine ? " class=\"fine\"" : "") +
                    " aria-labelledby=\"input-title\">\n<h2 id=\"input-title\">" + in.say("Input", "Входные данные") +
                    "</h2>\n" + page_detail::input_facts(in);
  if (!in.warnings.empty()) {
    // As the tools say them, so that they are found in a log.
    out += "<h3>" + in.say("Warnings", "Предупреждения анализа, дословно") +
           "</h3>\n<ul class=\"warnings\" lang=\"en\">\n";
    for (const std::string& warning : in.warnings) out += "<li>" + escape_html(warning) + "</li>\n";
    out += "</ul>\n";
  }
  if (gaps.empty()) {
    return out + "<p>" +
           in.say("No gaps: every window has a value of every metric.",
                  "Пропусков нет: в каждом окне есть значение каждой метрики.") +
           "</p>\n</section>\n";
  }
  const std::string heading = page_detail::heading_row(
      {in.say("Symbol", "Символ"), in.say("Metric", "Метрика"), in.say("Gaps", "Пропуски"), in.say("Windows", "Окна"),
       in.say("Values / expected", "Значений / ожидалось"), in.say("Out of range", "Вне диапазона"),
       in.say("Problem", "Проблема"), in.say("Age of last", "Давность последнего")});
  return out + "<h3>" + in.say("Gaps", "Пропуски") + "</h3>\n" +
         page_detail::plain_table(in.say("Windows without a value", "Окна без значения"), heading, gaps) +
         "</section>\n";
}

/// The limits in force, with those that single symbols have of their own.
[[nodiscard]] inline std::string html_thresholds(const HtmlInput& in) {
  std::string rows;
  for (std::size_t m = 0; m < in.metrics.size(); ++m) rows += page_detail::limit_rows(in, m);
  return "<section id=\"limits\" class=\"fine\" aria-labelledby=\"limits-title\">\n<h2 id=\"limits-title\">" +
         in.say("Thresholds", "Пороги") + "</h2>\n" +
         page_detail::plain_table(
             in.say("Limits in force", "Действующие пороги"),
             page_detail::heading_row({in.say("Metric", "Метрика"), in.say("Symbol", "Символ"), "WARN", "CRIT"}),
             rows) +
         "<p class=\"dim\">" + in.say("A value on a limit has not crossed it.", "Значение на пороге его не нарушает.") +
         "</p>\n</section>\n";
}

}  // namespace soak
