// The comment on a pull request: the user guide's, and above its table what is open.
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/analysis/advice/trend_standing.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/summary/analysis_report.hpp>
#include <soak/report/summary/comparison_report.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Code points of a comment that GitHub takes. Its message says characters; measured are 262,144 bytes of UTF-8, which
/// that many code points never exceed.
inline constexpr std::size_t github_max_comment = 65536;

namespace publish_detail {

/// A wider table cannot be read any more, and a longer one is folded.
inline constexpr std::size_t max_added_columns = 12;
inline constexpr std::size_t max_open_rows = 20;

[[nodiscard]] inline bool is_folded(const Summary& summary) noexcept { return summary.symbols.size() > max_open_rows; }

[[nodiscard]] inline std::string_view comment_sign(Level level) noexcept {
  return level == Level::crit ? "🔴" : level == Level::warn ? "🟡" : "✅";
}

/// The guide's four metrics, then others in the order in which they come up.
struct CommentColumns {
  std::vector<Metric> metrics;
  std::size_t left_out = 0;
};

[[nodiscard]] inline CommentColumns comment_columns(const Summary& summary) {
  CommentColumns columns;
  std::set<std::string_view> seen;
  static const MetricSet standard = standard_metrics();
  for (const Metric& metric : standard.metrics) {
    columns.metrics.push_back(metric);
    seen.insert(metric.name);
  }
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      if (!seen.insert(metric.metric).second) continue;
      if (columns.metrics.size() == standard.size() + max_added_columns) {
        ++columns.left_out;
        continue;
      }
      const auto known = summary.metrics.index_of(metric.metric);
      columns.metrics.push_back(known ? summary.metrics.metrics[*known]
                                      : Metric{metric.metric, metric.metric, metric.metric, {}});
    }
  }
  return columns;
}

[[nodiscard]] inline std::string comment_row(const std::vector<std::string>& cells) {
  std::string row = "|";
  for (const std::string& cell : cells) row += " " + cell + " |";
  return row + "\n";
}

[[nodiscard]] inline std::string comment_heading(const CommentColumns& columns) {
  std::vector<std::string> heading{"Symbol"};
  for (const Metric& metric : columns.metrics) {
    heading.push_back(escape_github(printable(metric.title, 64)));
    heading.emplace_back("Trend");
  }
  heading.emplace_back("Status");
  std::string rule = "|";
  for (const std::string& title : heading) rule += std::string(display_width(title) + 2, '-') + "|";
  return comment_row(heading) + rule + "\n";
}

/// True for an arrow that nobody need act on.
[[nodiscard]] inline bool is_doubtful_trend(const Summary& summary, const SymbolSummary& symbol,
                                            const MetricSummary& metric, const Metric& column) {
  const auto index = summary.metrics.index_of(column.name);
  const Threshold threshold = index ? summary.metrics.threshold(symbol.symbol, *index) : column.threshold;
  return is_doubtful(trend_standing(metric, threshold, summary.is_judged()));
}

[[nodiscard]] inline std::string comment_trend(const Summary& summary, const SymbolSummary& symbol,
                                               const MetricSummary& metric, const Metric& column) {
  if (metric.trend.empty()) return "n/a";
  return escape_github(printable(metric.trend, 16)) + (is_doubtful_trend(summary, symbol, metric, column) ? "?" : "");
}

/// What a "?" means, if there is one.
[[nodiscard]] inline std::string comment_legend(const Summary& summary, const CommentColumns& columns) {
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const Metric& column : columns.metrics) {
      const MetricSummary* const metric = symbol.find(column.name);
      if (metric == nullptr || !is_doubtful_trend(summary, symbol, *metric, column)) continue;
      return "\n`?` behind an arrow: not confirmed, or too small to matter\n";
    }
  }
  return "";
}

/// "🔴 CRIT"; of a summary that has been judged with the metrics that made it so: "🔴 CRIT: Edge(bps)".
[[nodiscard]] inline std::string comment_status(const Summary& summary, const SymbolSummary& symbol,
                                                const CommentColumns& columns) {
  std::string text = std::string(comment_sign(symbol.status())) + " " + std::string(to_string(symbol.status()));
  if (!summary.is_judged()) return text;
  std::string_view before = ": ";
  for (const std::size_t maker : status_makers(symbol)) {
    const std::string& name = symbol.metrics[maker].metric;
    const auto column = std::find_if(columns.metrics.begin(), columns.metrics.end(),
                                     [&](const Metric& metric) { return metric.name == name; });
    if (column == columns.metrics.end()) continue;
    text += std::string(before) + escape_github(printable(column->title, 64));
    before = ", ";
  }
  return text;
}

[[nodiscard]] inline std::string comment_symbol(const Summary& summary, const SymbolSummary& symbol,
                                                const CommentColumns& columns) {
  std::vector<std::string> cells{escape_github(printable(symbol.symbol))};
  for (const Metric& column : columns.metrics) {
    const MetricSummary* const metric = symbol.find(column.name);
    cells.push_back(text_or_na(metric != nullptr ? metric->extent.last : gap, column.compact_decimals));
    cells.push_back(metric != nullptr ? comment_trend(summary, symbol, *metric, column) : "n/a");
  }
  cells.push_back(comment_status(summary, symbol, columns));
  return comment_row(cells);
}

/// "- 🔴 **BTCUSDT** Edge(bps): 0.5, limit `< 2`, since 2026-01-12 15:00 UTC"
[[nodiscard]] inline std::string comment_incident(const IncidentView& view, const CommentColumns& columns) {
  const Incident& incident = *view.incident;
  const Metric metric = metric_of({columns.metrics, {}}, incident.metric);
  std::string line =
      "- " + std::string(comment_sign(incident.level)) + " **" + escape_github(printable(incident.symbol)) + "**";
  if (!view.is_whole_symbol) line += " " + escape_github(printable(metric.title, 64));
  if (incident.kind == IncidentKind::no_data) {
    line += ": no data";
  } else {
    line += ": " + text_or_na(incident.last, metric.compact_decimals) + ", limit " +
            code_span(limit_text(metric.threshold.direction, incident.limit));
  }
  return line + ", since " + escape_github(place_text(incident.since)) + "\n";
}

/// What is open, at most ten of it; nothing of a summary that does not tell.
[[nodiscard]] inline std::string comment_now(const Summary& summary, const CommentColumns& columns) {
  constexpr std::size_t most = 10;
  if (!summary.is_judged()) return "";
  const Condition now = summary.present.now;
  const std::string_view sign =
      now == Condition::unknown ? "❓" : comment_sign(parse_level(to_string(now)).value_or(Level::ok));
  const IncidentViews views = view_incidents(summary);
  std::string text = "**Now:** " + std::string(sign) + " **" + std::string(to_string(now)) + "** (" +
                     now_sentence(summary, views) + ")\n\n";
  for (const IncidentView& view : std::span(views.open).first(std::min(views.open.size(), most))) {
    text += comment_incident(view, columns);
  }
  if (views.open.size() > most) text += "- … and " + std::to_string(views.open.size() - most) + " more\n";
  return views.open.empty() ? text : text + "\n";
}

/// The rows of as many symbols as fit into `room` code points, and then how many do not. The worst come first if not
/// all fit or the table is folded.
[[nodiscard]] inline std::string comment_symbols(const Summary& summary, const CommentColumns& columns,
                                                 std::size_t room) {
  const auto more = [](std::size_t count) { return "\n… +" + std::to_string(count) + " more symbols\n"; };
  if (!is_folded(summary)) {
    std::string all;
    for (const SymbolSummary& symbol : summary.symbols) all += comment_symbol(summary, symbol, columns);
    if (code_point_count(all) <= room) return all;
  }
  const std::size_t reserved = code_point_count(more(summary.symbols.size()));
  std::vector<std::string> rows;
  std::vector<std::size_t> ends;  // code points up to the end of each row
  std::size_t taken = 0;
  for (const std::size_t s : worst_first(summary)) {
    rows.push_back(comment_symbol(summary, summary.symbols[s], columns));
    taken += code_point_count(rows.back());
    ends.push_back(taken);
    if (taken > room) break;
  }
  std::size_t shown = rows.size();
  if (taken > room) {
    while (shown > 0 && ends[shown - 1] + reserved > room) --shown;
  }
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += rows[i];
  return shown == summary.symbols.size() ? text : text + more(summary.symbols.size() - shown);
}

[[nodiscard]] inline std::string code_or_na(const std::optional<std::string>& text) {
  return text && !text->empty() ? code_span(printable(*text)) : "n/a";
}

[[nodiscard]] inline std::string comment_head(const Summary& summary) {
  std::string head = "### 🧪 Soak Analysis Summary\n\n**Windows:** " + std::to_string(summary.windows) +
                     " (min=" + std::to_string(summary.min_windows) + ") | **Verdict:** " +
                     std::string(comment_sign(summary.verdict())) + " **" + std::string(to_string(summary.verdict())) +
                     "**\n\n";
  if (summary.input_windows < summary.min_windows) {
    head += too_few_windows(summary.input_windows, summary.min_windows) + "\n\n";
  }
  return head + "**Commit:** " + code_or_na(summary.meta.commit_range) + " | **Profile:** " +
         code_or_na(summary.meta.profile) + "\n\n";
}

[[nodiscard]] inline std::string comment_tail(const Summary& summary) {
  const StatusCounts counts = summary.counts();
  return "\n**Violations:** 🔴 CRIT: " + std::to_string(counts.crit) + " | 🟡 WARN: " + std::to_string(counts.warn) +
         " | ✅ OK: " + std::to_string(counts.ok) +
         "\n\n**Artifacts:** POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md, VIOLATIONS.json, SOAK_SUMMARY.json\n"
         "(see workflow artifacts above)\n";
}

/// What the comparison with the base branch came to, and the metrics that are worse or not decided; empty without one.
[[nodiscard]] inline std::string comment_comparison(const Summary& summary) {
  constexpr std::size_t most = 5;
  if (!summary.comparison) return "";
  const Comparison& comparison = *summary.comparison;
  std::string text = "**Against the base:** **" + summary_detail::spoken(comparison.overall) + "** — " +
                     comparison_sentence(comparison, "the base run") + "\n\n";
  std::vector<const ComparedMetric*> told;
  for (const ComparedMetric& result : comparison.results) {
    if (result.verdict == RunVerdict::worse || result.verdict == RunVerdict::undecided) told.push_back(&result);
  }
  std::stable_sort(told.begin(), told.end(), [](const ComparedMetric* a, const ComparedMetric* b) {
    return summary_detail::comparison_rank(*a) < summary_detail::comparison_rank(*b);
  });
  for (std::size_t i = 0; i < std::min(most, told.size()); ++i) {
    const ComparedMetric& result = *told[i];
    const std::string note = summary_detail::comparison_note(result);
    text += "- " + summary_detail::spoken(result.verdict) + " " +
            escape_github(printable(shift_text(result, summary.metrics))) + (note.empty() ? "" : "; " + note) + "\n";
  }
  if (told.size() > most) text += "- … +" + std::to_string(told.size() - most) + " more\n";
  return told.empty() ? text : text + "\n";
}

}  // namespace publish_detail

/// The Markdown of the comment, ending with LF, of at most `max_length` code points: symbols without violations are
/// left out first, then the last ones, each whole. Head, tail and the table's heading are bounded and always there.
[[nodiscard]] inline std::string pr_comment(const Summary& summary, std::size_t max_length = github_max_comment) {
  const std::string tail = publish_detail::comment_tail(summary);
  std::string text = publish_detail::comment_head(summary);
  if (summary.symbols.empty()) return text + "No symbols analyzed.\n" + tail;
  const publish_detail::CommentColumns columns = publish_detail::comment_columns(summary);
  text += publish_detail::comment_now(summary, columns) + publish_detail::comment_comparison(summary);
  std::string after;
  if (columns.left_out > 0) after = "\n… +" + std::to_string(columns.left_out) + " more metrics\n";
  if (publish_detail::is_folded(summary)) {
    text += "<details><summary>All " + std::to_string(summary.symbols.size()) + " symbols, worst first</summary>\n\n";
    after += "\n</details>\n";
  }
  text += publish_detail::comment_heading(columns);
  after += publish_detail::comment_legend(summary, columns);
  const std::size_t fixed = code_point_count(text) + code_point_count(after) + code_point_count(tail);
  text += publish_detail::comment_symbols(summary, columns, max_length - std::min(fixed, max_length));
  return text + after + tail;
}

}  // namespace soak
