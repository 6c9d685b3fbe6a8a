// The head of POST_SOAK_ANALYSIS.html: the verdict, what holds now, and the facts of the run.
#pragma once

#include <soak/report/page/input.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace page_detail {

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

[[nodiscard]] inline std::string left_out_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + escape_html(name);
  return out;
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
    out +=
        fact("First window", "<time>" + format_window_time(Instant(std::chrono::microseconds(span.first))) + "</time>");
    out +=
        fact("Last window", "<time>" + format_window_time(Instant(std::chrono::microseconds(span.last))) + "</time>");
  }
  out += fact("Symbol metrics", "<span class=\"sign crit\">" + std::to_string(counts.crit) +
                                    " CRIT</span> <span class=\"sign warn\">" + std::to_string(counts.warn) +
                                    " WARN</span> <span class=\"sign ok\">" + std::to_string(counts.ok) + " OK</span>");
  if (const auto& commits = in.summary.meta.commit_range) out += fact("Commits", escape_html(*commits), true);
  if (in.summary.meta.profile) out += fact("Profile", escape_html(*in.summary.meta.profile), true);
  if (in.summary.meta.source) out += fact("Source", escape_html(*in.summary.meta.source), true);
  if (!in.summary.left_out.empty()) out += fact("Left out", left_out_names(in.summary.left_out));
  return out + "</dl>\n";
}

/// What lessens the trust in the verdict.
[[nodiscard]] inline std::string notices(const Summary& summary, const MetricSet& metrics) {
  std::string out;
  if (!summary.has_enough_windows()) {
    out += "<p class=\"notice sign warn\">Only " + std::to_string(summary.input_windows) + " windows analyzed (" +
           std::to_string(summary.min_windows) + " required for statistical significance)</p>\n";
  }
  if (const std::string problems = data_problems(summary, metrics); !problems.empty()) {
    out += "<p class=\"notice sign warn\">Not measured as expected: " + escape_html(problems) +
           ". <a href=\"#input\">Details</a></p>\n";
  }
  if (summary.skipped.files + summary.skipped.records > 0) {
    out += "<p class=\"notice sign warn\">Skipped: " + counted(summary.skipped.files, "file") + ", " +
           counted(summary.skipped.records, "record") + ". <a href=\"#input\">Why</a></p>\n";
  }
  return out;
}

}  // namespace page_detail

/// The page's header: verdict, what holds now, and facts of the run.
[[nodiscard]] inline std::string html_header(const HtmlInput& in, const IncidentViews& views) {
  const Level verdict = in.summary.counts().verdict();
  std::string out =
      "<header class=\"top\">\n<div class=\"verdict " + std::string(page_detail::css_class(verdict)) + "\">";
  out += "<h1>" + page_detail::html_badge(verdict) + " <span>Post-Soak Analysis</span></h1>\n<p>";
  out += summary_detail::verdict_sentence(in.summary);
  const Condition now = in.summary.present.now;
  out += "</p>\n<p class=\"now\"><span class=\"badge " + std::string(page_detail::css_class(now)) + "\">Now " +
         std::string(to_string(now)) + "</span> " + now_sentence(in.summary, views);
  out += "</p>\n<p class=\"generated\">Generated " + format_report_time(in.summary.generated_at) + "</p></div>\n";
  out += page_detail::run_facts(in) + page_detail::notices(in.summary, in.metrics);
  return out + "</header>\n";
}

}  // namespace soak
