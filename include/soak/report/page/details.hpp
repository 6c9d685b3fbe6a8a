// The lower part of POST_SOAK_ANALYSIS.html: recommendations, input, limits in force.
#pragma once

#include <soak/report/page/headline.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/summary/advice_text.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace soak {

namespace page_detail {

[[nodiscard]] inline std::string advice_article(const HtmlInput& in, const SymbolAdvice& advice) {
  const auto index = static_cast<std::size_t>(advice.symbol - in.summary.symbols.data());
  std::string out =
      "<article id=\"advice-" + std::to_string(index) + "\"><h3>" + html_symbol(advice.symbol->symbol) + "</h3>\n";
  for (const Recommendation& one : advice.recommendations) {
    out += "<h4 class=\"sign " + std::string(css_class(one.level)) + "\"><span class=\"vh\">" +
           std::string(to_string(one.level)) + " </span>" + escape_html(one.title()) + "</h4><p class=\"" +
           (one.urgency == Urgency::now ? "when" : "when dim") + "\">" +
           escape_html(when_text(one, *advice.symbol, in.language)) + "</p><ul>";
    for (const std::string& action : one.actions) out += "<li>" + escape_html(action) + "</li>";
    out += "</ul>\n";
  }
  return out + "</article>\n";
}

/// A heading row and its cells, already escaped.
[[nodiscard]] inline std::string heading_row(std::initializer_list<std::string_view> cells) {
  std::string out = "<thead><tr>";
  for (const std::string_view cell : cells) out += "<th scope=\"col\">" + std::string(cell) + "</th>";
  return out + "</tr></thead>\n";
}

/// A row for each metric of a symbol with gaps or a problem; one for all of them if they do not differ.
[[nodiscard]] inline std::string gap_rows(const HtmlInput& in) {
  std::string rows;
  for (const SymbolSummary& symbol : in.summary.symbols) {
    for (const auto& cells : summary_detail::gap_rows(symbol, in.metrics)) {
      rows += "<tr><th scope=\"row\">" + html_symbol(symbol.symbol) + "</th>";
      for (const std::string& cell : cells) rows += "<td>" + escape_html(cell) + "</td>";
      rows += "</tr>\n";
    }
  }
  return rows;
}

[[nodiscard]] inline std::string input_facts(const HtmlInput& in) {
  std::string out = "<dl class=\"facts\">\n";
  out += fact("Files read", in.files == 0 ? "standard input" : std::to_string(in.files));
  out += fact("Skipped files", std::to_string(in.summary.skipped.files));
  out += fact("Skipped records", std::to_string(in.summary.skipped.records));
  out += fact("Windows read", std::to_string(in.summary.input_windows));
  out += fact("Windows required", std::to_string(in.summary.min_windows));
  out += fact("Commits", escape_html(in.summary.meta.commit_range.value_or("unknown")));
  out += fact("Profile", escape_html(in.summary.meta.profile.value_or("unknown")));
  out += fact("Source", escape_html(in.summary.meta.source.value_or("unknown")));
  return out + "</dl>\n";
}

[[nodiscard]] inline std::string limit_rows(const MetricSet& metrics, std::size_t m) {
  const Metric& metric = metrics.metrics[m];
  const std::string sign = metric.threshold.direction == Direction::bad_when_high ? "&gt; " : "&lt; ";
  const auto row = [&](const std::string& symbol, double warn, double crit) {
    return "<tr><th scope=\"row\">" + escape_html(metric.name) + "</th><td>" + symbol + "</td><td>" + sign +
           with_unit(format_number(warn), metric) + "</td><td>" + sign + with_unit(format_number(crit), metric) +
           "</td></tr>\n";
  };
  std::string rows = row("all", metric.threshold.warn, metric.threshold.crit);
  for (const auto& [place, limits] : metrics.overrides) {
    if (place.second == m) rows += row(html_symbol(place.first), limits.warn, limits.crit);
  }
  return rows;
}

}  // namespace page_detail

/// What RECOMMENDATIONS.md says, by symbol.
[[nodiscard]] inline std::string html_recommendations(const HtmlInput& in, std::span<const SymbolAdvice> advice) {
  const std::string lang(page_detail::lang_attribute(in.language));
  std::string out =
      "<section id=\"advice\" aria-labelledby=\"advice-title\">\n<h2 id=\"advice-title\">Recommendations</h2>\n"
      "<div class=\"advice\"" +
      lang + ">\n";
  for (const SymbolAdvice& one : advice) out += page_detail::advice_article(in, one);
  if (advice.empty()) {
    out += in.language == Language::ru ? "<p>Нарушений нет, действий не требуется.</p>\n"
                                       : "<p>No violations, nothing to do.</p>\n";
  }
  return out + "</div>\n</section>\n";
}

/// What was read, what was skipped and why, where values are missing.
[[nodiscard]] inline std::string html_input_details(const HtmlInput& in) {
  std::string out = "<section id=\"input\" aria-labelledby=\"input-title\">\n<h2 id=\"input-title\">Input</h2>\n" +
                    page_detail::input_facts(in);
  if (!in.warnings.empty()) {
    out += "<h3>Warnings</h3>\n<ul class=\"warnings\">\n";
    for (const std::string& warning : in.warnings) out += "<li>" + escape_html(warning) + "</li>\n";
    out += "</ul>\n";
  }
  const std::string gaps = page_detail::gap_rows(in);
  if (gaps.empty()) return out + "<p>No gaps: every window has a value of every metric.</p>\n</section>\n";
  out +=
      "<h3>Gaps</h3>\n<div class=\"scroll fit\" tabindex=\"0\" role=\"region\" aria-label=\"Windows without a "
      "value\">\n<table "
      "class=\"plain\">\n"
      "<caption class=\"vh\">Windows without a value</caption>\n" +
      page_detail::heading_row(
          {"Symbol", "Metric", "Gaps", "Windows", "Values / expected", "Out of range", "Problem", "Age of last"}) +
      "<tbody>\n" + gaps + "</tbody>\n</table>\n</div>\n";
  return out + "</section>\n";
}

/// The limits in force, with those that single symbols have of their own.
[[nodiscard]] inline std::string html_thresholds(const MetricSet& metrics) {
  std::string out =
      "<section id=\"limits\" aria-labelledby=\"limits-title\">\n<h2 id=\"limits-title\">Thresholds</h2>\n"
      "<div class=\"scroll fit\" tabindex=\"0\" role=\"region\" aria-label=\"Limits in force\">\n"
      "<table class=\"plain\">\n<caption class=\"vh\">Limits in force</caption>\n" +
      page_detail::heading_row({"Metric", "Symbol", "WARN", "CRIT"}) + "<tbody>\n";
  for (std::size_t m = 0; m < metrics.size(); ++m) out += page_detail::limit_rows(metrics, m);
  return out + "</tbody>\n</table>\n</div>\n<p class=\"dim\">A value on a limit has not crossed it.</p>\n</section>\n";
}

}  // namespace soak
