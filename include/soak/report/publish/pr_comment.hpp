// The comment on a pull request, as the user guide shows it.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/markdown.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Code points of a comment that GitHub takes. Its message says characters; measured are 262,144 bytes of UTF-8, which
/// that many code points never exceed.
inline constexpr std::size_t github_max_comment = 65536;

namespace publish_detail {

/// A wider table cannot be read any more.
inline constexpr std::size_t max_added_columns = 12;

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

[[nodiscard]] inline std::string comment_symbol(const SymbolSummary& symbol, const CommentColumns& columns) {
  std::vector<std::string> cells{escape_github(printable(symbol.symbol))};
  for (const Metric& column : columns.metrics) {
    const MetricSummary* const metric = symbol.find(column.name);
    cells.push_back(text_or_na(metric != nullptr ? metric->extent.last : gap, column.compact_decimals));
    cells.push_back(metric != nullptr && !metric->trend.empty() ? escape_github(printable(metric->trend, 16)) : "n/a");
  }
  cells.push_back(std::string(comment_sign(symbol.status())) + " " + std::string(to_string(symbol.status())));
  return comment_row(cells);
}

/// The rows of as many symbols as fit into `room` code points, the worst first if not all do, and then how many do not.
[[nodiscard]] inline std::string comment_symbols(const Summary& summary, const CommentColumns& columns,
                                                 std::size_t room) {
  const auto more = [](std::size_t count) { return "\n… +" + std::to_string(count) + " more symbols\n"; };
  std::string all;
  for (const SymbolSummary& symbol : summary.symbols) {
    all += comment_symbol(symbol, columns);
    if (all.size() > 4 * room) break;  // more code points than there is room for, whatever they are
  }
  if (code_point_count(all) <= room) return all;
  std::vector<const SymbolSummary*> symbols;
  for (const SymbolSummary& symbol : summary.symbols) symbols.push_back(&symbol);
  std::stable_sort(symbols.begin(), symbols.end(),
                   [](const auto* a, const auto* b) { return a->status() > b->status(); });
  const std::size_t reserved = code_point_count(more(symbols.size()));
  std::string rows;
  std::size_t taken = 0;
  std::size_t shown = 0;
  for (; shown < symbols.size(); ++shown) {
    const std::string row = comment_symbol(*symbols[shown], columns);
    const std::size_t length = code_point_count(row);
    if (taken + length + reserved > room) break;
    taken += length;
    rows += row;
  }
  return rows + more(symbols.size() - shown);
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

}  // namespace publish_detail

/// The Markdown of the comment, ending with LF, of at most `max_length` code points: symbols without violations are
/// left out first, then the last ones, each whole. Head, tail and the table's heading are bounded and always there.
[[nodiscard]] inline std::string pr_comment(const Summary& summary, std::size_t max_length = github_max_comment) {
  const std::string tail = publish_detail::comment_tail(summary);
  std::string text = publish_detail::comment_head(summary);
  if (summary.symbols.empty()) return text + "No symbols analyzed.\n" + tail;
  const publish_detail::CommentColumns columns = publish_detail::comment_columns(summary);
  text += publish_detail::comment_heading(columns);
  std::string after;
  if (columns.left_out > 0) after = "\n… +" + std::to_string(columns.left_out) + " more metrics\n";
  const std::size_t fixed = code_point_count(text) + code_point_count(after) + code_point_count(tail);
  text += publish_detail::comment_symbols(summary, columns, max_length - std::min(fixed, max_length));
  return text + after + tail;
}

}  // namespace soak
