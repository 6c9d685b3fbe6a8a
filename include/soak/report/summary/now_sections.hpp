// What POST_SOAK_ANALYSIS.md says of now: which incidents are open, and which are over.
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/summary/incident_text.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// "✅ OK", "⚠️ WARN", "❌ CRIT"
[[nodiscard]] inline std::string status_badge(Level level) {
  const std::string_view sign = level == Level::crit ? "❌ " : level == Level::warn ? "⚠️ " : "✅ ";
  return std::string(sign) + std::string(to_string(level));
}

/// Rows or lines of a list of a report; what goes beyond is counted.
inline constexpr std::size_t most_listed = 20;

namespace summary_detail {

[[nodiscard]] inline std::string more_line(std::size_t total, std::string_view what) {
  return total <= most_listed ? ""
                              : "\n… and " + std::to_string(total - most_listed) + " more " + std::string(what) + "\n";
}

/// Cells of an incident up to its level.
[[nodiscard]] inline std::vector<std::string> incident_cells(const IncidentView& view) {
  const Incident& incident = *view.incident;
  return {markdown_name(incident.symbol), view.is_whole_symbol ? "(all)" : markdown_name(incident.metric),
          status_badge(incident.level), escape_markdown(place_text(incident.since))};
}

/// Worst value, its limit, and how many windows: the cells that end a row.
inline void add_figures(std::vector<std::string>& row, const IncidentView& view, const MetricSet& metrics) {
  const Incident& incident = *view.incident;
  const Metric metric = metric_of(metrics, incident.metric);
  const bool is_silent = incident.kind == IncidentKind::no_data;
  row.push_back(is_silent ? "no data" : text_or_na(incident.worst, metric.decimals));
  row.push_back(is_silent ? "" : code_span(limit_text(metric.threshold.direction, incident.limit)));
  row.push_back(escape_markdown(bad_text(incident)));
}

[[nodiscard]] inline std::string open_table(std::span<const IncidentView> open, const MetricSet& metrics) {
  MarkdownTable table({"Symbol", "Metric", "Level", "Since", "Last", "Worst", "Limit", "Bad windows"});
  for (const IncidentView& view : open.first(std::min(open.size(), most_listed))) {
    std::vector<std::string> row = incident_cells(view);
    const Metric metric = metric_of(metrics, view.incident->metric);
    row.push_back(view.is_whole_symbol ? "" : text_or_na(view.incident->last, metric.decimals));
    add_figures(row, view, metrics);
    table.add(std::move(row));
  }
  return "\n## Open Now\n\n" + table.text() + more_line(open.size(), "open");
}

[[nodiscard]] inline std::string over_table(std::span<const IncidentView> over, const MetricSet& metrics) {
  MarkdownTable table({"Symbol", "Metric", "Level", "Since", "Recovered", "Lasted", "Worst", "Limit", "Bad windows"});
  for (const IncidentView& view : over.first(std::min(over.size(), most_listed))) {
    std::vector<std::string> row = incident_cells(view);
    row.push_back(escape_markdown(place_text(*view.incident->closed)));
    row.push_back(lasted_text(*view.incident));
    add_figures(row, view, metrics);
    table.add(std::move(row));
  }
  return "\n## Recovered\n\n" + table.text() + more_line(over.size(), "recovered");
}

/// Symbol-metrics whose newest window is beyond a limit although no incident of theirs is open.
[[nodiscard]] inline std::size_t bad_without_incident(const Summary& summary) noexcept {
  std::size_t count = 0;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      const auto is_newest = [&](const LevelCount& bad) { return bad.windows > 0 && bad.last + 1 == symbol.windows; };
      const bool is_open = metric.incident && metric.incident->is_open;
      count += !is_open && (is_newest(metric.crit) || is_newest(metric.warn)) ? 1 : 0;
    }
  }
  return count;
}

}  // namespace summary_detail

/// "no incident is open", "3 incidents are open, 1 of them CRIT"
[[nodiscard]] inline std::string open_sentence(const IncidentViews& views) {
  const std::size_t open = views.open.size();
  const std::size_t crit = views.open_at(Level::crit);
  if (open == 0) return "no incident is open";
  const std::string sentence = counted(open, "incident") + (open == 1 ? " is" : " are") + " open";
  if (open == 1 || crit == 0) return sentence;
  return sentence + ", " + (crit == open ? "all" : std::to_string(crit)) + " of them CRIT";
}

/// What is no incident yet: "1 other symbol metric is beyond a limit in its newest window: no incident yet". May be
/// empty.
[[nodiscard]] inline std::string not_yet_sentence(const Summary& summary, const IncidentViews& views) {
  const std::size_t bad = summary_detail::bad_without_incident(summary);
  if (bad == 0) return "";
  return counted(bad, views.open.empty() ? "symbol metric" : "other symbol metric") + (bad == 1 ? " is" : " are") +
         " beyond a limit in " + (bad == 1 ? "its" : "their") + " newest window: no incident yet";
}

/// Both, in one line.
[[nodiscard]] inline std::string now_sentence(const Summary& summary, const IncidentViews& views) {
  const std::string not_yet = not_yet_sentence(summary, views);
  return open_sentence(views) + (not_yet.empty() ? "" : "; " + not_yet);
}

/// "Now: ⚠️ **WARN** — 2 incidents are open"
[[nodiscard]] inline std::string now_line(const Summary& summary, const IncidentViews& views) {
  std::string_view sign = "✅";
  if (summary.present.now == Condition::warn) sign = "⚠️";
  if (summary.present.now == Condition::unknown) sign = "❓";
  if (summary.present.now == Condition::crit) sign = "❌";
  return "Now: " + std::string(sign) + " **" + std::string(to_string(summary.present.now)) + "** — " +
         now_sentence(summary, views);
}

/// The sections "Open Now" and "Recovered" as far as there is anything in them.
[[nodiscard]] inline std::string now_sections(const IncidentViews& views, const MetricSet& metrics) {
  std::string out;
  if (!views.open.empty()) out += summary_detail::open_table(views.open, metrics);
  if (!views.over.empty()) out += summary_detail::over_table(views.over, metrics);
  return out;
}

}  // namespace soak
