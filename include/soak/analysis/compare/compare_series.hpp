// Two runs side by side: every metric of every symbol that both have, and what they come to together.
#pragma once

#include <soak/analysis/compare/compare_runs.hpp>
#include <soak/analysis/compare/verdict.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/comparison.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct CompareSettings {
  MetricSet metrics;
  std::map<std::string, double> min_effect;  ///< by metric, in its unit; default_min_effect() for the others
  bool is_paired = false;                    ///< windows of the same time belong together
};

/// A symbol that both runs have, by its places in them.
struct CommonSeries {
  std::size_t baseline;
  std::size_t candidate;
};

namespace compare_detail {

/// (baseline window, candidate window) that lie within half a step of each other, each window at most once; by index
/// where a series has no times.
[[nodiscard]] inline std::vector<std::pair<std::size_t, std::size_t>> window_pairs(const Series& a, const Series& b) {
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  if (a.times.empty() || b.times.empty()) {
    for (std::size_t w = 0; w < std::min(a.windows(), b.windows()); ++w) pairs.emplace_back(w, w);
    return pairs;
  }
  std::vector<double> steps;
  for (std::size_t w = 1; w < a.times.size(); ++w) steps.push_back(static_cast<double>(a.times[w] - a.times[w - 1]));
  const double reach = steps.empty() ? 0 : median(steps) / 2;
  for (std::size_t i = 0, j = 0; i < a.times.size() && j < b.times.size();) {
    const auto apart = static_cast<double>(b.times[j] - a.times[i]);
    if (std::fabs(apart) <= reach) {
      pairs.emplace_back(i++, j++);
    } else {
      ++(apart < 0 ? j : i);
    }
  }
  return pairs;
}

/// The values of the paired windows.
struct PairedColumns {
  std::vector<double> baseline;
  std::vector<double> candidate;
};

[[nodiscard]] inline PairedColumns paired_columns(const Series& a, const Series& b, std::size_t metric) {
  PairedColumns columns;
  for (const auto& [i, j] : window_pairs(a, b)) {
    columns.baseline.push_back(a.column(metric)[i]);
    columns.candidate.push_back(b.column(metric)[j]);
  }
  return columns;
}

[[nodiscard]] inline ComparedMetric compare_columns(std::span<const double> baseline, std::span<const double> candidate,
                                                    const Threshold& threshold, double min_effect, bool is_paired) {
  const RunComparison found = is_paired ? compare_paired(baseline, candidate) : compare_runs(baseline, candidate);
  ComparedMetric result;
  result.verdict = verdict_of_metric(found, min_effect, threshold.direction);
  result.shift = found.shift;
  result.low = found.low;
  result.high = found.high;
  result.p = found.p;
  result.needed = windows_needed(found, min_effect, threshold.direction);
  result.min_effect = min_effect;
  result.baseline_windows = found.baseline;
  result.candidate_windows = found.candidate;
  std::vector<double> scratch;
  result.baseline_median = median(baseline, scratch);
  result.candidate_median = median(candidate, scratch);
  const BeyondWarn before = beyond_warn(baseline, threshold);
  const BeyondWarn after = beyond_warn(candidate, threshold);
  result.baseline_bad = before.bad;
  result.candidate_bad = after.bad;
  if (before.known > 0 && after.known > 0) result.p_more_bad = fisher_greater(before, after);
  return result;
}

}  // namespace compare_detail

/// The symbols of both runs; each run's series are sorted by symbol. Those of only one go into `comparison`.
[[nodiscard]] inline std::vector<CommonSeries> common_series(std::span<const Series> baseline,
                                                             std::span<const Series> candidate,
                                                             Comparison& comparison) {
  std::vector<CommonSeries> common;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < baseline.size() || j < candidate.size()) {
    const bool only_before = j == candidate.size() || (i < baseline.size() && baseline[i].symbol < candidate[j].symbol);
    const bool only_after = i == baseline.size() || (j < candidate.size() && candidate[j].symbol < baseline[i].symbol);
    if (only_before) {
      comparison.only_in_baseline.push_back(baseline[i++].symbol);
    } else if (only_after) {
      comparison.only_in_candidate.push_back(candidate[j++].symbol);
    } else {
      common.push_back({i++, j++});
    }
  }
  return common;
}

/// All metrics of one symbol. What needs the whole report (p_holm, blocks) is left open.
[[nodiscard]] inline std::vector<ComparedMetric> compare_symbol(const Series& baseline, const Series& candidate,
                                                                const CompareSettings& settings) {
  std::vector<ComparedMetric> results;
  for (std::size_t m = 0; m < settings.metrics.size(); ++m) {
    const std::string& name = settings.metrics.metrics[m].name;
    const Threshold threshold = settings.metrics.threshold(candidate.symbol, m);
    const auto own = settings.min_effect.find(name);
    const double min_effect = own == settings.min_effect.end() ? default_min_effect(threshold) : own->second;
    if (settings.is_paired) {
      const auto columns = compare_detail::paired_columns(baseline, candidate, m);
      results.push_back(
          compare_detail::compare_columns(columns.baseline, columns.candidate, threshold, min_effect, true));
    } else {
      results.push_back(
          compare_detail::compare_columns(baseline.column(m), candidate.column(m), threshold, min_effect, false));
    }
    results.back().symbol = candidate.symbol;
    results.back().metric = name;
  }
  return results;
}

/// WORSE if a metric blocks; else UNDECIDED if one is not decided (or worse by itself alone), TOO_FEW if nothing could
/// be judged, BETTER if one is and none is undecided.
[[nodiscard]] inline RunVerdict overall_verdict(const Comparison& comparison) noexcept {
  const auto has = [&](RunVerdict verdict) { return comparison.count(verdict) > 0; };
  for (const ComparedMetric& result : comparison.results) {
    if (result.blocks) return RunVerdict::worse;
  }
  if (has(RunVerdict::undecided) || has(RunVerdict::worse)) return RunVerdict::undecided;
  if (has(RunVerdict::better)) return RunVerdict::better;
  return has(RunVerdict::not_worse) ? RunVerdict::not_worse : RunVerdict::too_few;
}

/// Judges the results of `comparison` together.
inline void judge_together(Comparison& comparison) {
  std::vector<double> p;
  for (const ComparedMetric& result : comparison.results) p.push_back(result.p);
  const std::vector<double> adjusted = holm_adjusted(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    ComparedMetric& result = comparison.results[i];
    result.p_holm = adjusted[i];
    result.blocks = blocks_release(result.verdict, adjusted[i]);
  }
  comparison.overall = overall_verdict(comparison);
}

}  // namespace soak
