// The lists at the head of POST_SOAK_ANALYSIS.html: what is open now, what recovered, and what was no incident.
#pragma once

#include <soak/core/number.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/sentences.hpp>
#include <soak/report/page/silenced.hpp>

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

/// A window by the name that incidents have, in the genitive, with its number where there is such a window.
[[nodiscard]] inline std::string numbered_place(Language language, std::string_view name, std::size_t window,
                                                std::size_t windows) {
  const std::string place = html_place(language, name, true);
  return window >= windows ? place : place + "<span class=\"dim\">" + window_number(language, window) + "</span>";
}

/// The parts of one line of a list, as HTML.
struct ListItem {
  Level level = Level::warn;
  std::size_t symbol = 0;   ///< index into Summary::symbols
  std::string metric = {};  ///< its name; empty: all of the symbol
  std::string what = {};    ///< title of the metric
  std::string reading = {};
  std::string since = {};
  std::string known_by = {};  ///< who acknowledged it
  const Recommendation* advice = nullptr;
  Urgency urgency = Urgency::now;
};

/// What stands before the advice on what need not be acted on now.
[[nodiscard]] inline std::string condition_text(const HtmlInput& in, Urgency urgency) {
  return urgency == Urgency::watch ? in.say("If it lasts", "Если не пройдёт")
                                   : in.say("If it comes back", "Если повторится");
}

[[nodiscard]] inline std::string list_item(const HtmlInput& in, const ListItem& item) {
  std::string out = "<li class=\"" + std::string(css_class(item.level)) + "\">" + html_badge(item.level);
  const std::string& symbol = in.summary.symbols[item.symbol].symbol;
  out += "<a class=\"what\" href=\"" + chart_address(symbol, item.metric) + "\">" + html_symbol(symbol) + " <span>" +
         (item.what.empty() ? in.say("(all)", "(все)") : item.what) + "</span></a>";
  out += "<span class=\"reading\">" +
         (item.reading.empty() ? "<b>" + in.say("no data", "нет данных") + "</b>" : item.reading) +
         "</span><span class=\"since\">" + item.since + item.known_by + "</span>";
  if (item.advice != nullptr && !item.advice->actions.empty()) {
    out += item.urgency == Urgency::now
               ? "<span class=\"todo\"><span class=\"vh\">" + in.say("To do", "Что делать") + ": </span>"
               : "<span class=\"todo over\"><span class=\"dim\">" + condition_text(in, item.urgency) + ": </span>";
    out += "<span>" + escape_html(item.advice->actions.front()) + "</span></span>";
  }
  return out + "</li>\n";
}

/// Last value, limit and worst value.
[[nodiscard]] inline std::string reading_html(const HtmlInput& in, const MetricSummary& figures, const Metric& metric,
                                              double limit, double worst) {
  const Language language = in.language;
  if (!figures.has_data()) return "<b>n/a</b>";
  const std::string last = text_or_na(figures.extent.last, metric.decimals);
  std::string out =
      "<b>" + with_unit(language, last, metric) + "</b> <span class=\"dim\">" + in.say("last", "последнее");
  if (figures.quality.silent > 0) out += ", " + age_text(language, figures.quality.silent);
  out += "</span>";
  if (is_gap(limit)) return out;
  out += "<br><span class=\"dim\">" + in.say("limit ", "порог ") + with_unit(language, format_number(limit), metric);
  if (const std::string text = text_or_na(worst, metric.decimals); text != last) {
    out += in.say(", worst ", ", худшее ") + text;
  }
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
    std::string out = "<section id=\"wrong\" aria-labelledby=\"wrong-title\">\n<h2 id=\"wrong-title\">" +
                      in_.say("Open now", "Открыто сейчас") + "</h2>\n";
    if (views_.open.empty()) {
      const bool is_fine = views_.over.empty() && apart_.empty();
      out += "<p class=\"sign ok\">" +
             (is_fine ? in_.say("Nothing: every metric of every symbol is within its limits.",
                                "Ничего: каждая метрика каждого символа в своих пределах.")
                      : in_.say("Nothing: no incident is open.", "Ничего: открытых инцидентов нет.")) +
             "</p>\n";
    }
    out += list(views_.open, [this](const IncidentView& view) { return open_item(view); }) + "</section>\n";
    out += section("over", in_.say("Recovered", "Восстановилось"),
                   list(views_.over, [this](const IncidentView& view) { return over_item(view); }));
    out += section(
        "apart",
        in_.say("Beyond a limit or badly measured, but no incident", "За порогом или плохо измерено, но не инцидент"),
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
    return out + "<p class=\"more\"><a href=\"#symbols\">" + in_.say("+", "ещё ") +
           std::to_string(views.size() - shown) + in_.say(" more", "") + "</a> " +
           in_.say("in the table of symbols, worst first", "в таблице символов, сначала худшие") + "</p>\n";
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
    page_detail::ListItem item{
        .level = incident.level, .symbol = s, .urgency = incident.is_open() ? Urgency::now : Urgency::past};
    const bool is_data = incident.kind == IncidentKind::no_data;
    if (const auto found = advice_.find({&symbol, figures, is_data}); found != advice_.end())
      item.advice = found->second;
    if (!incident.is_open())
      item.reading = "<span class=\"dim\">" + in_.say("no data in that time", "в это время данных не было") + "</span>";
    if (figures == nullptr) return item;
    const Metric metric = metric_of(in_.metrics, incident.metric);
    item.metric = metric.name;
    item.what = page_detail::html_title(in_.language, metric);
    item.reading = page_detail::reading_html(in_, *figures, metric, incident.limit, incident.worst);
    return item;
  }

  [[nodiscard]] std::size_t windows_of(const Incident& incident) const {
    // Places without a window have no number.
    return incident.kind == IncidentKind::no_data ? 0 : in_.series[symbols_.at(incident.symbol)].windows();
  }

  [[nodiscard]] page_detail::ListItem open_item(const IncidentView& view) const {
    const Incident& incident = *view.incident;
    page_detail::ListItem item = item_of(view);
    item.since = in_.say("since ", "с ") +
                 page_detail::numbered_place(in_.language, incident.since, incident.since_index, windows_of(incident)) +
                 "<br><span class=\"dim\">" + bad_html(incident) + "</span>";
    item.known_by = page_detail::known_by(in_, incident);
    return item;
  }

  [[nodiscard]] page_detail::ListItem over_item(const IncidentView& view) const {
    const Incident& incident = *view.incident;
    page_detail::ListItem item = item_of(view);
    item.since = in_.say("<b>recovered</b> at ", "<b>в норме</b> с ") +
                 page_detail::numbered_place(in_.language, *incident.closed, incident.closed_index.value_or(0),
                                             windows_of(incident)) +
                 "<br><span class=\"dim\">" + in_.say("after ", "через ") +
                 page_detail::lasted_text(in_.language, incident) + in_.say(", since ", ", с ") +
                 page_detail::html_place(in_.language, incident.since, true) + ", " + bad_html(incident) + "</span>";
    return item;
  }

  [[nodiscard]] page_detail::ListItem apart_item(const Apart& apart) const {
    const auto& [symbol, advice] = apart;
    const auto s = static_cast<std::size_t>(symbol - in_.summary.symbols.data());
    page_detail::ListItem item{.level = advice->level, .symbol = s, .advice = advice, .urgency = advice->urgency};
    if (advice->figures == nullptr) {
      item.since = no_value(symbol->windows);
      return item;
    }
    const MetricSummary& figures = *advice->figures;
    const Metric metric = metric_of(in_.metrics, figures.metric);
    item.metric = metric.name;
    item.what = page_detail::html_title(in_.language, metric);
    const bool is_crit = figures.crit.windows > 0;
    const LevelCount& bad = is_crit ? figures.crit : figures.warn;
    const Threshold threshold = in_.metrics.threshold(symbol->symbol, *in_.metrics.index_of(figures.metric));
    item.reading = page_detail::reading_html(in_, figures, metric,
                                             bad.windows > 0 ? threshold.limit(advice->level) : gap, bad.worst);
    item.since = advice->value.empty() ? data_text(figures, symbol->windows) : single_text(figures, in_.series[s]);
    return item;
  }

  /// "no value in any of 1 window", "Too few values: 9 of 24 windows"
  [[nodiscard]] std::string data_text(const MetricSummary& figures, std::size_t windows) const {
    return figures.has_data() ? page_detail::known_text(in_.language, figures.quality) : no_value(windows);
  }

  [[nodiscard]] std::string no_value(std::size_t windows) const {
    if (in_.language == Language::en) return "no value in any of " + counted(windows, "window");
    return windows == 1 ? "значения нет в единственном окне"
                        : "значения нет ни в одном из " + counted(windows, RussianNoun{"окна", "окон", "окон"});
  }

  [[nodiscard]] std::string bad_html(const Incident& incident) const {
    return page_detail::mark_times(escape_html(page_detail::bad_text(in_.language, incident)));
  }

  /// "1 of 24 windows, the newest at 2026-01-12 23:00 UTC (window 23)"
  [[nodiscard]] std::string single_text(const MetricSummary& figures, const Series& series) const {
    std::size_t last = figures.crit.windows > 0 ? figures.crit.last : 0;
    if (figures.warn.windows > 0) last = std::max(last, figures.warn.last);
    std::string out = page_detail::share_text(in_.language, figures.crit.windows + figures.warn.windows,
                                              series.windows() - figures.extent.gaps) +
                      in_.say(" beyond a limit", " за порогом") + "<br><span class=\"dim\">" +
                      in_.say("the newest ", "последнее ");
    if (series.times.empty()) return out + in_.say("is window ", "— окно ") + std::to_string(last) + "</span>";
    return out + in_.say("at ", "в ") + page_detail::html_time_us(series.times[last]) +
           page_detail::window_number(in_.language, last) + "</span>";
  }

  const HtmlInput& in_;
  IncidentViews views_;
  std::map<std::string_view, std::size_t> symbols_;
  /// By symbol, metric, and whether it is about the data.
  std::map<std::tuple<const SymbolSummary*, const MetricSummary*, bool>, const Recommendation*> advice_;
  std::vector<Apart> apart_;  ///< advice on what is no incident
};

}  // namespace soak
