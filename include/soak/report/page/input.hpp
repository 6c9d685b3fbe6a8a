// What the parts of POST_SOAK_ANALYSIS.html are made of, and how they show a status.
#pragma once

#include <soak/analysis/advice/recommendations.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>
#include <soak/report/page/text.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Views; what they show must outlive the page's making. `series` and `summary.symbols` run in parallel.
struct HtmlInput {
  const Summary& summary;
  const MetricSet& metrics;
  std::span<const Series> series;
  std::span<const std::string> warnings = {};  ///< what was skipped or is missing, a sentence each
  std::size_t files = 0;                       ///< that were looked at; 0: standard input
  Language language = Language::ru;            ///< of the recommendations
  std::vector<SymbolAdvice> advice = recommendations(summary, metrics, language);
};

namespace page_detail {

/// The class that gives a status its colour and its sign (report-page/style/base.css).
[[nodiscard]] constexpr std::string_view css_class(Level level) noexcept {
  return level == Level::crit ? "crit" : level == Level::warn ? "warn" : "ok";
}

[[nodiscard]] constexpr std::string_view css_class(Condition condition) noexcept {
  if (condition == Condition::ok) return "ok";
  return condition == Condition::crit ? "crit" : "warn";
}

/// Sign, word and colour of a status.
[[nodiscard]] inline std::string html_badge(Level level) {
  return "<span class=\"badge " + std::string(css_class(level)) + "\">" + std::string(to_string(level)) + "</span>";
}

/// A symbol's name, kept from reordering the text around it.
[[nodiscard]] inline std::string html_symbol(std::string_view symbol) {
  return "<bdi>" + escape_html(symbol) + "</bdi>";
}

/// A limit or value with its metric's unit.
[[nodiscard]] inline std::string with_unit(std::string text, const Metric& metric) {
  return text + escape_html(metric.unit);
}

/// The attribute that names the language of the recommendations; the page itself is English.
[[nodiscard]] constexpr std::string_view lang_attribute(Language language) noexcept {
  return language == Language::ru ? " lang=\"ru\"" : "";
}

}  // namespace page_detail

}  // namespace soak
