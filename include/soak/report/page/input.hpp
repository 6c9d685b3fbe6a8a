// What the parts of POST_SOAK_ANALYSIS.html are made of, and how they show a status.
#pragma once

#include <soak/analysis/advice/recommendations.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/silences.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>
#include <soak/report/page/text.hpp>
#include <soak/report/page/words.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// What a runner knows beside the windows: where it runs, and what people said of incidents.
struct PageState {
  std::string place = {};  ///< "prod/bybit"; empty: unknown
  Silences silences = {};  ///< those that are over at `now` are not shown
  Instant now{};
};

/// "prod/bybit", as far as it is known.
[[nodiscard]] inline std::string page_place(const std::string& env, const std::string& exchange) {
  return env + (env.empty() || exchange.empty() ? "" : "/") + exchange;
}

/// Views; what they show must outlive the page's making. `series` and `summary.symbols` run in parallel.
struct HtmlInput {
  const Summary& summary;
  const MetricSet& metrics;
  std::span<const Series> series;
  std::span<const std::string> warnings = {};  ///< what was skipped or is missing, a sentence each
  std::size_t files = 0;                       ///< that were looked at; 0: standard input
  Language language = Language::ru;            ///< of the whole page
  std::span<const Series> baseline = {};       ///< of an earlier run, to be drawn behind; sorted by symbol
  PageState state = {};
  std::size_t stride = 1;  ///< windows that are one point of a chart, the worst of them
  std::vector<SymbolAdvice> advice = recommendations(summary, metrics, language);

  [[nodiscard]] std::string say(std::string_view english, std::string_view russian) const {
    return std::string(page_detail::say(language, english, russian));
  }
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

}  // namespace page_detail

}  // namespace soak
