// The lists at the head of POST_SOAK_ANALYSIS.html: what is open now, what recovered, and what was no incident.
#pragma once

#include <soak/core/number.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// As many as stand above the fold of a small screen.
inline constexpr std::size_t headline_incidents = 6;

namespace page_detail {

/// A window by the name that incidents have.
[[nodiscard]] inline std::string html_place(std::string_view name) {
  const std::string text = escape_html(place_text(name));
  return parse_iso8601(name) ? "<time>" + text + "</time>" : text;
}

/// The same with its number, where there is such a window.
[[nodiscard]] inline std::string html_place(std::string_view name, std::size_t window, std::size_t windows) {
  if (window >= windows) return html_place(name);
  return html_place(name) + " <span class=\"dim\">(window " + std::to_string(window) + ")</span>";
}

/// ", 5 windows old"; empty for the newest.
[[nodiscard]] inline std::string age_text(const MetricSummary& figures) {
  if (figures.quality.silent == 0 || !figures.has_data()) return "";
  return ", " + counted(figures.quality.silent, "window") + " old";
}

/// The parts of one line of a list, as HTML.
struct ListItem {
  Level level = Level::warn;
  std::size_t symbol = 0;      ///< index into Summary::symbols
  std::string what = "(all)";  ///< title of the metric
  std::string reading = "<b>no data</b>";
  std::string since = {};
  const Recommendation* advice = nullptr;
  bool is_over = false;
};

[[nodiscard]] inline std::string list_item(const HtmlInput& in, const ListItem& item) {
  std::string out = "<li class=\"" + std::string(css_class(item.level)) + "\">" + html_badge(item.level);
  out += "<a class=\"what\" href=\"#symbol-" + std::to_string(item.symbol) + "\">" +
         html_symbol(in.summary.symbols[item.symbol].symbol) + " <span>" + item.what + "</span></a>";
  out += "<span class=\"reading\">" + item.reading + "</span><span class=\"since\">" + item.since + "</span>";
  if (item.advice != nullptr && !item.advice->actions.empty()) {
    out += item.is_over ? "<span class=\"todo over\"><span class=\"dim\">If it comes back: </span>"
                        : "<span class=\"todo\"><span class=\"vh\">To do: </span>";
    out += "<span" + std::string(lang_attribute(in.language)) + ">" + escape_html(item.advice->actions.front()) +
           "</span></span>";
  }
  return out + "</li>\n";
}

/// Last value, limit and worst value.
[[nodiscard]] inline std::string reading_html(const MetricSummary& figures, const Metric& metric, double limit,
                                              double worst) {
  if (!figures.has_data()) return "<b>n/a</b>";
  const std::string last = text_or_na(figures.extent.last, metric.decimals);
  std::string out = "<b>" + with_unit(last, metric) + "</b> <span class=\"dim\">last" + age_text(figures) + "</span>";
  if (is_gap(limit)) return out;
  out += "<br><span class=\"dim\">limit " + with_unit(format_number(limit), metric);
  if (const std::string text = text_or_na(worst, metric.decimals); text != last) out += ", worst " + text;
  return out + "</span>";
}

}  // namespace page_detail

/// What the lists and the order of the table come from; refers to the input.
class HtmlIncidents {
 public:
  explicit HtmlIncidents(const HtmlInput& in) : in_(in), views_(view_incidents(in.summary)) {
    for (std::size_t s = 0; s < in.summary.symbols.size(); ++s) symbols_[in.summary.symbols[s].symbol] = s;
    for (const SymbolAdvice& advice : in.advice) {
      for (const Recommendation& one : advice.recommendations) {
        advice_.try_emplace({advice.symbol, one.figures, one.value.empty()}, &one);
        if (one.incident == nullptr) apart_.emplace_back(advice.symbol, &one);
      }
    }
  }
  HtmlIncidents(const HtmlIncidents&) = delete;
  HtmlIncidents& operator=(const HtmlIncidents&) = delete;

  [[nodiscard]] const IncidentViews& views() const noexcept { return views_; }

  /// The three lists, each section only if there is anything in it but the first.
  [[nodiscard]] std::string html() const {
    std::string out = "<section id=\"wrong\" aria-labelledby=\"wrong-title\">\n<h2 id=\"wrong-title\">Open now</h2>\n";
    if (views_.open.empty()) {
      const bool is_fine = views_.over.empty() && apart_.empty();
      out += is_fine ? "<p class=\"sign ok\">Nothing: every metric of every symbol is within its limits.</p>\n"
                     : "<p class=\"sign ok\">Nothing: no incident is open.</p>\n";
    }
    out += list(views_.open, [this](const IncidentView& view) { return open_item(view); }) + "</section>\n";
    out +=
        section("over", "Recovered", list(views_.over, [this](const IncidentView& view) { return over_item(view); }));
    out += section("apart", "Beyond a limit or badly measured, but no incident",
                   list(apart_, [this](const Apart& apart) { return apart_item(apart); }));
    return out;
  }

 private:
  using Apart = std::pair<const SymbolSummary*, const Recommendation*>;

  template <class Views, class Item>
  [[nodiscard]] std::string list(const Views& views, const Item& item) const {
    if (views.empty()) return "";
    const std::size_t shown = std::min(views.size(), headline_incidents);
    std::string out = "<ol class=\"wrong\">\n";
    for (std::size_t i = 0; i < shown; ++i) out += page_detail::list_item(in_, item(views[i]));
    out += "</ol>\n";
    if (views.size() == shown) return out;
    return out + "<p class=\"more\"><a href=\"#symbols\">+" + std::to_string(views.size() - shown) +
           " more</a> in the table of symbols, worst first</p>\n";
  }

  [[nodiscard]] static std::string section(const std::string& id, std::string_view title, const std::string& list) {
    if (list.empty()) return "";
    return "<section id=\"" + id + "\" aria-labelledby=\"" + id + "-title\">\n<h2 id=\"" + id + "-title\">" +
           std::string(title) + "</h2>\n" + list + "</section>\n";
  }

  /// What open and recovered incidents have in common.
  [[nodiscard]] page_detail::ListItem item_of(const IncidentView& view) const {
    const Incident& incident = *view.incident;
    const std::size_t s = symbols_.at(incident.symbol);
    const SymbolSummary& symbol = in_.summary.symbols[s];
    const MetricSummary* const figures = view.is_whole_symbol ? nullptr : symbol.find(incident.metric);
    page_detail::ListItem item{.level = incident.level, .symbol = s, .is_over = !incident.is_open()};
    const bool is_data = incident.kind == IncidentKind::no_data;
    if (const auto found = advice_.find({&symbol, figures, is_data}); found != advice_.end())
      item.advice = found->second;
    if (item.is_over) item.reading = "<span class=\"dim\">no data in that time</span>";
    if (figures == nullptr) return item;
    const Metric metric = metric_of(in_.metrics, incident.metric);
    item.what = escape_html(metric.title);
    item.reading = page_detail::reading_html(*figures, metric, incident.limit, incident.worst);
    return item;
  }

  [[nodiscard]] std::size_t windows_of(const Incident& incident) const {
    // Places without a window have no number.
    return incident.kind == IncidentKind::no_data ? 0 : in_.series[symbols_.at(incident.symbol)].windows();
  }

  [[nodiscard]] page_detail::ListItem open_item(const IncidentView& view) const {
    const Incident& incident = *view.incident;
    page_detail::ListItem item = item_of(view);
    item.since = "since " + page_detail::html_place(incident.since, incident.since_index, windows_of(incident)) +
                 "<br><span class=\"dim\">" + escape_html(bad_text(incident)) + "</span>";
    return item;
  }

  [[nodiscard]] page_detail::ListItem over_item(const IncidentView& view) const {
    const Incident& incident = *view.incident;
    page_detail::ListItem item = item_of(view);
    item.since = "<b>recovered</b> at " +
                 page_detail::html_place(*incident.closed, incident.closed_index.value_or(0), windows_of(incident)) +
                 "<br><span class=\"dim\">after " + lasted_text(incident) + ", since " +
                 page_detail::html_place(incident.since) + ", " + escape_html(bad_text(incident)) + "</span>";
    return item;
  }

  [[nodiscard]] page_detail::ListItem apart_item(const Apart& apart) const {
    const auto& [symbol, advice] = apart;
    const auto s = static_cast<std::size_t>(symbol - in_.summary.symbols.data());
    page_detail::ListItem item{
        .level = advice->level, .symbol = s, .advice = advice, .is_over = advice->urgency != Urgency::now};
    if (advice->figures == nullptr) {
      item.since = "no value in any of " + counted(symbol->windows, "window");
      return item;
    }
    const MetricSummary& figures = *advice->figures;
    const Metric metric = metric_of(in_.metrics, figures.metric);
    item.what = escape_html(metric.title);
    const bool is_crit = figures.crit.windows > 0;
    const LevelCount& bad = is_crit ? figures.crit : figures.warn;
    const Threshold threshold = in_.metrics.threshold(symbol->symbol, *in_.metrics.index_of(figures.metric));
    item.reading =
        page_detail::reading_html(figures, metric, bad.windows > 0 ? threshold.limit(advice->level) : gap, bad.worst);
    item.since = advice->value.empty() ? data_text(figures, symbol->windows) : single_text(figures, in_.series[s]);
    return item;
  }

  /// "no value in any of 1 window", "Too few values: 9 of 24 windows"
  [[nodiscard]] static std::string data_text(const MetricSummary& figures, std::size_t windows) {
    if (!figures.has_data()) return "no value in any of " + counted(windows, "window");
    return std::string(note_of(figures.quality.problem)) + ": " + std::to_string(figures.quality.known) + " of " +
           counted(figures.quality.expected, "window") + " with a value";
  }

  /// "1 of 24 windows, the newest at 2026-01-12 23:00 UTC (window 23)"
  [[nodiscard]] static std::string single_text(const MetricSummary& figures, const Series& series) {
    std::size_t last = figures.crit.windows > 0 ? figures.crit.last : 0;
    if (figures.warn.windows > 0) last = std::max(last, figures.warn.last);
    std::string out = std::to_string(figures.crit.windows + figures.warn.windows) + " of " +
                      counted(series.windows() - figures.extent.gaps, "window") + " beyond a limit<br>" +
                      "<span class=\"dim\">the newest ";
    if (series.times.empty()) return out + "is window " + std::to_string(last) + "</span>";
    return out + "at <time>" + format_window_time(Instant(std::chrono::microseconds(series.times[last]))) +
           "</time> (window " + std::to_string(last) + ")</span>";
  }

  const HtmlInput& in_;
  IncidentViews views_;
  std::map<std::string_view, std::size_t> symbols_;
  /// By symbol, metric, and whether it is about the data.
  std::map<std::tuple<const SymbolSummary*, const MetricSummary*, bool>, const Recommendation*> advice_;
  std::vector<Apart> apart_;  ///< advice on what is no incident
};

}  // namespace soak
