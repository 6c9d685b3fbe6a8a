// An analysis becomes files: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md, VIOLATIONS.json, SOAK_SUMMARY.json and, if
// asked for, POST_SOAK_ANALYSIS.html.
#pragma once

#include <soak/analysis/windows/violations.hpp>
#include <soak/flow/analyze/analyze.hpp>
#include <soak/flow/analyze/page_size.hpp>
#include <soak/flow/analyze/shard_values.hpp>
#include <soak/flow/files/output_set.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/summary/violation_json.hpp>
#include <soak/report/page/html_report.hpp>
#include <soak/report/summary/analysis_report.hpp>
#include <soak/report/summary/comparison_report.hpp>
#include <soak/report/summary/recommendations_report.hpp>
#include <soak/sys/log.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct ReportSettings {
  std::string out_dir{default_dir::reports};
  bool emit_summary = true;
  bool html = false;                 ///< POST_SOAK_ANALYSIS.html; it tells times if AnalyzeSettings::keep_times was set
  Language language = Language::ru;  ///< of recommendations and page
  std::string shard = {};            ///< the text of SHARD.json, of a shard
  std::size_t threads = 0;           ///< 0: one a processor
  std::string env = {};              ///< that the page names in its title; empty: unknown
  std::string exchange = {};         ///< the same
};

namespace analyze_detail {

/// A stretch of one metric's windows that holds violations.
struct ViolationRange {
  std::size_t series;
  std::size_t metric;
  std::size_t first;
  std::size_t last;
};

[[nodiscard]] inline std::vector<ViolationRange> violation_ranges(const Analysis& analysis) {
  constexpr std::size_t windows_a_range = std::size_t{1} << 14;
  std::vector<ViolationRange> ranges;
  for (std::size_t s = 0; s < analysis.series.size(); ++s) {
    const std::size_t windows = analysis.series[s].windows();
    for (std::size_t m = 0; m < analysis.summary.symbols[s].metrics.size(); ++m) {
      if (analysis.summary.symbols[s].metrics[m].status == Level::ok) continue;
      for (std::size_t first = 0; first < windows; first += windows_a_range) {
        ranges.push_back({s, m, first, std::min(first + windows_a_range, windows)});
      }
    }
  }
  return ranges;
}

/// Formatting weighs more than parsing where there are millions, so it runs on all processors; what waits to be written
/// is bounded.
[[nodiscard]] inline Result<void> write_violations(SummedFile& file, const Analysis& analysis, const MetricSet& metrics,
                                                   std::size_t threads) {
  const std::vector<ViolationRange> ranges = violation_ranges(analysis);
  const auto format = [&](std::size_t i) {
    const ViolationRange& range = ranges[i];
    const DataProblem problem = analysis.summary.symbols[range.series].metrics[range.metric].quality.problem;
    std::string text;
    visit_violations(analysis.series[range.series], metrics, range.metric, range.first, range.last, problem,
                     [&](const Violation& violation) {
                       text += ",\n";
                       append_json(text, violation);
                     });
    return text;
  };
  std::string buffer = "[";
  bool is_first = true;
  Result<void> result;
  parallel_in_order(ranges.size(), threads, format, [&](std::string_view text) {
    if (is_first && !text.empty()) text.remove_prefix(1);
    is_first = is_first && text.empty();
    buffer += text;
    if (buffer.size() < (std::size_t{1} << 20)) return true;
    result = file.write(buffer);
    buffer.clear();
    return !result.has_error();
  });
  if (!result) return result;
  buffer += is_first ? "]\n" : "\n]\n";
  return file.write(buffer);
}

inline void tell_of_size(const PageSize& size) {
  if (size.bytes <= most_page_bytes) return;
  const std::string megabytes = std::to_string(size.bytes >> 20) + " MiB";
  diagnose(Severity::warn,
           size.stride == 1
               ? "the page has " + megabytes + ", which a browser opens slowly; --symbols leaves some out"
               : "the page would have " + megabytes + ": a point of its charts is the worst of " +
                     std::to_string(size.stride) + " windows; --time-buckets merges them, --symbols leaves some out");
}

/// Symbols are formatted in parallel: it is their numbers that take time.
[[nodiscard]] inline Result<void> write_html(SummedFile& file, HtmlInput input, std::size_t threads) {
  const std::size_t symbols = input.series.size();
  const PageSize size = page_size(input, threads);
  tell_of_size(size);
  input.stride = size.stride;
  const HtmlReport report(input);
  Result<void> result = file.write(report.head());
  if (!result) return result;
  parallel_in_order(
      symbols, threads, [&](std::size_t s) { return report.symbol(s); },
      [&](std::string_view text) {
        result = file.write(text);
        return !result.has_error();
      });
  if (!result) return result;
  return file.write(HtmlReport::tail());
}

}  // namespace analyze_detail

/// Replaces the reports in `out_dir`, all of them or none. `state` is shown on the page. Gives the text of
/// SOAK_SUMMARY.json, written or not.
[[nodiscard]] inline Result<std::string> write_reports(const Analysis& analysis, const MetricSet& metrics,
                                                       const ReportSettings& settings, PageState state = {}) {
  if (state.place.empty()) state.place = page_place(settings.env, settings.exchange);
  OutputSet set(settings.out_dir);
  std::string markdown = analysis_report(analysis.summary, metrics);
  if (analysis.summary.comparison) markdown += comparison_section(*analysis.summary.comparison, metrics);
  if (auto done = set.add(artifact_name::analysis_report, markdown); !done) return done.error();
  const std::string advice = recommendations_report(analysis.summary, metrics, settings.language);
  if (auto done = set.add(artifact_name::recommendations, advice); !done) return done.error();
  auto violations = set.stage(artifact_name::violations);
  if (!violations) return violations.error();
  const std::size_t threads = threads_for(settings.threads, windows_of(analysis.series));
  if (auto done = analyze_detail::write_violations(**violations, analysis, metrics, threads); !done)
    return done.error();
  if (settings.html) {
    auto page = set.stage(artifact_name::analysis_page);
    if (!page) return page.error();
    HtmlInput input{analysis.summary, metrics,           analysis.series,   analysis.warnings,
                    analysis.files,   settings.language, analysis.baseline, state};
    if (auto done = analyze_detail::write_html(**page, std::move(input), threads); !done) return done.error();
  }
  if (!settings.shard.empty()) {
    if (auto done = set.add(artifact_name::shard, settings.shard); !done) return done.error();
    if (auto done = analyze_detail::add_shard_values(set, analysis.series, settings.html); !done) return done.error();
  }
  std::string summary = to_json(analysis.summary);
  if (settings.emit_summary) {
    auto text = set.commit(artifact_name::summary, std::move(summary));
    if (!text) return text;
    summary = std::move(*text);
  } else if (auto done = set.commit(); !done) {
    return done.error();
  }
  // What lay here of a shard would pass for a part of some run, now that the reports beside it are of another.
  if (settings.shard.empty()) {
    if (auto gone = remove_shard(settings.out_dir); !gone) return gone.error();
  }
  return summary;
}

}  // namespace soak
