// What POST_SOAK_ANALYSIS.md says of drifts: which are real and where they lead, which arrows need nobody act on, and
// where a level changed.
#pragma once

#include <soak/analysis/advice/trend_standing.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/summary/now_sections.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// "WARN in 35 to 76 windows": when a drift that goes on reaches a limit.
[[nodiscard]] inline std::string forecast_text(const LimitForecast& forecast) {
  const std::string level(to_string(forecast.level));
  const std::string earliest = format_fixed(std::round(forecast.earliest), 0);
  if (!std::isfinite(forecast.latest)) return level + " in " + earliest + " windows at the earliest";
  const auto latest = std::max<std::size_t>(1, static_cast<std::size_t>(std::min(1e15, std::round(forecast.latest))));
  const std::string windows = counted(latest, "window");
  if (earliest == "0") return level + " within " + windows;
  return level + " in " + (earliest == std::to_string(latest) ? "about" : earliest + " to") + " " + windows;
}

[[nodiscard]] inline bool is_for_the_better(double drift, const Metric& metric) noexcept {
  return (drift < 0) == (metric.threshold.direction == Direction::bad_when_high);
}

/// "drifts by +42 ms over the run; if it goes on, WARN in 35 to 76 windows": a drift that is real.
[[nodiscard]] inline std::string drift_text(const MetricSummary& summary, const Metric& metric) {
  std::string text = "drifts by " + change_text(summary.drift.drift, metric) + " over the run";
  if (summary.forecast) return text + "; if it goes on, " + forecast_text(*summary.forecast);
  return is_for_the_better(summary.drift.drift, metric) ? text + ", for the better" : text;
}

/// Under this a daily cycle looks like a trend.
inline constexpr std::chrono::hours least_span_of_a_trend{48};

/// True if times are known and the run is too short to tell a daily cycle from a trend.
[[nodiscard]] inline bool may_be_daily_cycle(const Summary& summary) noexcept {
  return summary.span && *summary.span < least_span_of_a_trend;
}

namespace summary_detail {

/// Calls `visit(symbol, summary, metric, standing)` for each metric of each symbol.
template <class Visit>
void visit_trends(const Summary& summary, const MetricSet& metrics, const Visit& visit) {
  for (const SymbolSummary& symbol : summary.symbols) {
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const MetricSummary& metric = symbol.metrics[m];
      visit(symbol, metric, metrics.metrics[m], trend_standing(metric, metrics.threshold(symbol.symbol, m), true));
    }
  }
}

/// Lines of a list with a bullet each, at most most_listed, the rest counted.
[[nodiscard]] inline std::string bullets(const std::vector<std::string>& lines) {
  std::string out;
  for (std::size_t i = 0; i < std::min(lines.size(), most_listed); ++i) out += "- " + lines[i] + "\n";
  if (lines.size() > most_listed) out += "- … and " + std::to_string(lines.size() - most_listed) + " more\n";
  return out;
}

[[nodiscard]] inline std::string metric_at(const Metric& metric, const SymbolSummary& symbol) {
  return markdown_name(metric.name) + " of " + markdown_name(symbol.symbol);
}

/// Those that reach a limit first, the soonest first; those for the better last.
[[nodiscard]] inline std::vector<std::string> drift_lines(const Summary& summary, const MetricSet& metrics) {
  struct Line {
    bool is_for_the_better;
    double reaches;
    std::string text;
  };
  std::vector<Line> found;
  visit_trends(summary, metrics, [&](const auto& symbol, const auto& figures, const auto& metric, TrendStanding) {
    if (!figures.drift.is_real()) return;
    found.push_back({is_for_the_better(figures.drift.drift, metric),
                     figures.forecast ? figures.forecast->earliest : INFINITY,
                     metric_at(metric, symbol) + " " + drift_text(figures, metric)});
  });
  std::stable_sort(found.begin(), found.end(), [](const Line& a, const Line& b) {
    return std::pair(a.is_for_the_better, a.reaches) < std::pair(b.is_for_the_better, b.reaches);
  });
  std::vector<std::string> lines;
  for (Line& line : found) lines.push_back(std::move(line.text));
  return lines;
}

[[nodiscard]] inline std::vector<std::string> change_lines(const Summary& summary, const MetricSet& metrics) {
  std::vector<std::string> lines;
  visit_trends(summary, metrics, [&](const auto& symbol, const auto& figures, const auto& metric, TrendStanding) {
    if (!figures.drift.changed_at) return;
    lines.push_back(metric_at(metric, symbol) + " has another level since " +
                    escape_markdown(place_text(figures.drift.changed_place)) + " (window " +
                    std::to_string(*figures.drift.changed_at) + ")");
  });
  return lines;
}

/// "Not confirmed, perhaps scatter: …": the arrows of one standing, in one line.
[[nodiscard]] inline std::string arrow_line(const Summary& summary, const MetricSet& metrics, TrendStanding wanted,
                                            std::string_view heading) {
  constexpr std::size_t most = 12;
  std::string out;
  std::size_t found = 0;
  visit_trends(summary, metrics,
               [&](const auto& symbol, const auto& figures, const auto& metric, TrendStanding standing) {
                 if (standing != wanted || found++ >= most) return;
                 out += (out.empty() ? " " : ", ") + metric_at(metric, symbol) + " " + figures.trend;
               });
  if (found == 0) return "";
  if (found > most) out += " and " + std::to_string(found - most) + " more";
  return "- " + std::string(heading) + ":" + out + "\n";
}

}  // namespace summary_detail

/// The section on drifts and changes of level; empty if there is no arrow and no change.
[[nodiscard]] inline std::string drift_section(const Summary& summary, const MetricSet& metrics) {
  using namespace summary_detail;
  const std::string drifts = bullets(drift_lines(summary, metrics));
  const std::string changes = bullets(change_lines(summary, metrics));
  const std::string arrows =
      arrow_line(summary, metrics, TrendStanding::immaterial, "Confirmed, but too small to matter") +
      arrow_line(summary, metrics, TrendStanding::not_confirmed, "Not confirmed, perhaps scatter") +
      arrow_line(summary, metrics, TrendStanding::too_few, "Too few windows to tell a drift from scatter");
  if (drifts.empty() && changes.empty() && arrows.empty()) return "";
  std::string out = "\n## Drifts and Changes\n";
  if (!drifts.empty()) out += "\nReal drifts:\n\n" + drifts;
  if (!changes.empty()) out += "\nChanged levels:\n\n" + changes;
  if (!arrows.empty()) out += "\nArrows to leave alone:\n\n" + arrows;
  if (may_be_daily_cycle(summary)) {
    out += "\nThe run covers " + span_text(*summary.span) +
           ": under two days, a daily cycle cannot be told from a trend.\n";
  }
  return out;
}

}  // namespace soak
