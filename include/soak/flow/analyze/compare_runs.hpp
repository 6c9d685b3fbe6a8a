// Two runs from their windows to COMPARE_RUNS.json and .md.
#pragma once

#include <soak/analysis/compare/compare_series.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/flow/analyze/analyze.hpp>
#include <soak/flow/files/output_set.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/summary/comparison_json.hpp>
#include <soak/report/summary/comparison_report.hpp>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// Compares what two analyses found; where windows are paired, both kept their times. No symbol in common is an error.
[[nodiscard]] inline Result<Comparison> compare_analyses(const Analysis& baseline, const Analysis& candidate,
                                                         const CompareSettings& settings, std::size_t threads) {
  Comparison comparison;
  comparison.generated_at = candidate.summary.generated_at;
  comparison.is_paired = settings.is_paired;
  const auto common = common_series(baseline.series, candidate.series, comparison);
  if (common.empty()) {
    return Error{Errc::input_unusable,
                 "the runs have no symbol in common: " + printable(comparison.only_in_baseline.front()) + ", … and " +
                     printable(comparison.only_in_candidate.front()) + ", …"};
  }
  std::vector<std::vector<ComparedMetric>> results(common.size());
  parallel_for(common.size(), threads_for(threads, windows_of(baseline.series) + windows_of(candidate.series)),
               [&](std::size_t i) {
                 results[i] = compare_symbol(baseline.series[common[i].baseline], candidate.series[common[i].candidate],
                                             settings);
               });
  for (auto& of_symbol : results) {
    for (ComparedMetric& result : of_symbol) comparison.results.push_back(std::move(result));
  }
  judge_together(comparison);
  return comparison;
}

/// Reads and analyzes the windows of a baseline by the settings of the candidate.
[[nodiscard]] inline Result<Analysis> analyze_baseline(AnalyzeSettings settings, std::vector<std::string> globs,
                                                       Instant generated_at) {
  settings.globs = std::move(globs);
  auto analysis = analyze(settings, generated_at);
  if (!analysis) return Error{analysis.error().code, "baseline: " + analysis.error().message};
  return analysis;
}

/// Sets a run beside the one that `globs` name, in its summary and its charts; nothing happens without any.
[[nodiscard]] inline Result<void> compare_with_baseline(const AnalyzeSettings& settings,
                                                        const std::vector<std::string>& globs, Analysis& analysis) {
  if (globs.empty()) return {};
  auto baseline = analyze_baseline(settings, globs, analysis.summary.generated_at);
  if (!baseline) return baseline.error();
  auto comparison = compare_analyses(*baseline, analysis, {settings.metrics, {}, false}, settings.threads);
  if (!comparison) return comparison.error();
  analysis.summary.comparison = std::move(*comparison);
  analysis.baseline = std::move(baseline->series);
  return {};
}

/// Replaces both files in `out_dir` or none. Gives the text of COMPARE_RUNS.json.
[[nodiscard]] inline Result<std::string> write_comparison(const Comparison& comparison, const MetricSet& metrics,
                                                          const std::string& out_dir) {
  return write_page_and_document(out_dir, {artifact_name::comparison_report, comparison_report(comparison, metrics)},
                                 {artifact_name::comparison, to_json(comparison)});
}

}  // namespace soak
