// The head of POST_SOAK_ANALYSIS.html: in five seconds the verdict, what is wrong since when, and what to do.
#pragma once

#include <soak/report/page/input.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace soak {

/// As many as stand above the fold of a small screen.
inline constexpr std::size_t headline_incidents = 6;

namespace page_detail {

/// "2026-01-12 14:00 UTC", or "window 14" where windows have no times.
[[nodiscard]] inline std::string window_name(const Series& series, std::size_t window) {
  if (series.times.empty()) return "window " + std::to_string(window);
  return "<time>" + format_window_time(series.times[window]) + "</time>";
}

/// "2026-01-12 14:00 UTC (window 14)", or "window 14".
[[nodiscard]] inline std::string window_text(const Series& series, std::size_t window) {
  const std::string name = window_name(series, window);
  if (series.times.empty()) return name;
  return name + " <span class=\"dim\">(window " + std::to_string(window) + ")</span>";
}

[[nodiscard]] inline std::string since_text(const MetricTrouble& incident, const Series& series) {
  if (!incident.has_data()) return "no value in any of " + counted(series.windows(), "window");
  std::string out = incident.is_over() ? "<b>recovered</b> at " + window_text(series, *incident.recovered)
                                       : "since " + window_text(series, incident.since);
  if (!incident.is_over() && incident.now != incident.level) {
    out += ", <b>now " + std::string(to_string(incident.now)) + "</b>";
  }
  out += "<br><span class=\"dim\">";
  if (incident.is_over()) out += "from " + window_name(series, incident.since) + ", ";
  out += std::to_string(incident.windows) + " of " + counted(series.windows(), "window");
  if (!incident.is_over()) out += " beyond a limit";
  if (incident.first < incident.since) out += ", the first is window " + std::to_string(incident.first);
  return out + "</span>";
}

[[nodiscard]] inline std::string reading_text(const MetricTrouble& incident, const Metric& metric) {
  if (!incident.has_data()) return "<b>n/a</b>";
  const std::string last = format_value(incident.last, metric.decimals);
  const std::string worst = format_value(incident.worst, metric.decimals);
  std::string out = "<b>" + with_unit(last, metric) +
                    "</b> <span class=\"dim\">last</span><br><span class=\"dim\">limit " +
                    with_unit(format_number(incident.limit), metric);
  if (worst != last) out += ", worst " + worst;
  return out + "</span>";
}

[[nodiscard]] inline std::string incident_item(const HtmlInput& in, const MetricTrouble& incident) {
  const SymbolSummary& symbol = in.summary.symbols[incident.symbol];
  const Metric& metric = in.metrics.metrics[incident.metric];
  const auto advice = recommend(metric, in.metrics.threshold(symbol.symbol, incident.metric),
                                symbol.metrics[incident.metric], in.language);
  std::string out = "<li class=\"" + std::string(css_class(incident.level)) + "\">" + html_badge(incident.level);
  out += "<a class=\"what\" href=\"#symbol-" + std::to_string(incident.symbol) + "\">" + html_symbol(symbol.symbol) +
         " <span>" + escape_html(metric.title) + "</span></a>";
  out += "<span class=\"reading\">" + reading_text(incident, metric) + "</span>";
  out += "<span class=\"since\">" + since_text(incident, in.series[incident.symbol]) + "</span>";
  if (advice && !advice->actions.empty()) {
    // What stops the trading is no order for what is over.
    out += incident.is_over() ? "<span class=\"todo over\"><span class=\"dim\">If it comes back: </span>"
                              : "<span class=\"todo\"><span class=\"vh\">To do: </span>";
    out += "<span" + std::string(lang_attribute(in.language)) + ">" + escape_html(advice->actions.front()) +
           "</span></span>";
  }
  return out + "</li>\n";
}

/// First and last window of the run, in microseconds since the epoch; first > last if no series has times.
struct RunSpan {
  std::int64_t first = std::numeric_limits<std::int64_t>::max();
  std::int64_t last = std::numeric_limits<std::int64_t>::min();
};

[[nodiscard]] inline RunSpan run_span(std::span<const Series> all) {
  RunSpan span;
  for (const Series& series : all) {
    if (series.times.empty()) continue;
    const auto [low, high] = std::minmax_element(series.times.begin(), series.times.end());
    span.first = std::min(span.first, *low);
    span.last = std::max(span.last, *high);
  }
  return span;
}

/// A name and its value. A minor one is left out where there is little room.
[[nodiscard]] inline std::string fact(std::string_view name, const std::string& html, bool is_minor = false) {
  return std::string(is_minor ? "<div class=\"minor\">" : "<div>") + "<dt>" + std::string(name) + "</dt><dd>" + html +
         "</dd></div>\n";
}

[[nodiscard]] inline std::string run_facts(const HtmlInput& in) {
  const StatusCounts counts = in.summary.counts();
  const RunSpan span = run_span(in.series);
  std::string out = "<dl class=\"facts\">\n";
  out += fact("Symbols", std::to_string(in.summary.symbols.size()));
  std::string windows = std::to_string(in.summary.windows);
  if (in.summary.windows != in.summary.input_windows) {
    windows += " <span class=\"dim\">merged from " + std::to_string(in.summary.input_windows) + "</span>";
  }
  out += fact("Windows", windows);
  if (span.first <= span.last) {
    out += fact("First window", "<time>" + format_window_time(span.first) + "</time>");
    out += fact("Last window", "<time>" + format_window_time(span.last) + "</time>");
  }
  out += fact("Symbol metrics", "<span class=\"sign crit\">" + std::to_string(counts.crit) +
                                    " CRIT</span> <span class=\"sign warn\">" + std::to_string(counts.warn) +
                                    " WARN</span> <span class=\"sign ok\">" + std::to_string(counts.ok) + " OK</span>");
  if (const auto& commits = in.summary.meta.commit_range) out += fact("Commits", escape_html(*commits), true);
  if (in.summary.meta.profile) out += fact("Profile", escape_html(*in.summary.meta.profile), true);
  if (in.summary.meta.source) out += fact("Source", escape_html(*in.summary.meta.source), true);
  return out + "</dl>\n";
}

/// What lessens the trust in the verdict.
[[nodiscard]] inline std::string notices(const Summary& summary) {
  std::string out;
  if (!summary.has_enough_windows()) {
    out += "<p class=\"notice sign warn\">Only " + std::to_string(summary.input_windows) + " windows analyzed (" +
           std::to_string(summary.min_windows) + " required for statistical significance)</p>\n";
  }
  if (summary.skipped.files + summary.skipped.records > 0) {
    out += "<p class=\"notice sign warn\">Skipped: " + counted(summary.skipped.files, "file") + ", " +
           counted(summary.skipped.records, "record") + ". <a href=\"#input\">Why</a></p>\n";
  }
  return out;
}

}  // namespace page_detail

/// The page's header: verdict and facts of the run.
[[nodiscard]] inline std::string html_header(const HtmlInput& in) {
  const Level verdict = in.summary.counts().verdict();
  std::string out =
      "<header class=\"top\">\n<div class=\"verdict " + std::string(page_detail::css_class(verdict)) + "\">";
  out += "<h1>" + page_detail::html_badge(verdict) + " <span>Post-Soak Analysis</span></h1>\n<p>";
  out += summary_detail::verdict_sentence(in.summary);
  out += "</p>\n<p class=\"generated\">Generated " + format_report_time(in.summary.generated_at) + "</p></div>\n";
  out += page_detail::run_facts(in) + page_detail::notices(in.summary);
  return out + "</header>\n";
}

/// "What is wrong": the worst incidents, and how many more there are.
[[nodiscard]] inline std::string html_incidents(const HtmlInput& in, std::span<const MetricTrouble> incidents) {
  std::string out =
      "<section id=\"wrong\" aria-labelledby=\"wrong-title\">\n<h2 id=\"wrong-title\">What is wrong</h2>\n";
  if (incidents.empty()) {
    return out + "<p class=\"sign ok\">Nothing: every metric of every symbol is within its limits.</p>\n</section>\n";
  }
  out += "<ol class=\"wrong\">\n";
  const std::size_t shown = std::min(incidents.size(), headline_incidents);
  for (const MetricTrouble& incident : incidents.first(shown)) out += page_detail::incident_item(in, incident);
  out += "</ol>\n";
  if (incidents.size() > shown) {
    out += "<p class=\"more\"><a href=\"#symbols\">+" + std::to_string(incidents.size() - shown) +
           " more</a> in the table of symbols, worst first</p>\n";
  }
  return out + "</section>\n";
}

}  // namespace soak
