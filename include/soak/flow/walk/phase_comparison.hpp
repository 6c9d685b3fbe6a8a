// A phase beside the one before it: is canary worse than shadow was?
#pragma once

#include <soak/flow/analyze/compare_runs.hpp>
#include <soak/flow/walk/window_source.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/walk/soak_run.hpp>
#include <soak/report/summary/comparison_report.hpp>
#include <soak/sys/log.hpp>

#include <optional>
#include <string>
#include <utility>

namespace soak {

namespace walk_detail {

[[nodiscard]] inline PhaseComparison phase_comparison(const Comparison& comparison, const MetricSet& metrics) {
  PhaseComparison result{std::string(to_string(comparison.overall)), {}};
  for (const ComparedMetric& metric : comparison.results) {
    if (metric.blocks) result.worse.push_back(shift_text(metric, metrics));
  }
  return result;
}

}  // namespace walk_detail

/// Compares the windows of the current phase with those that begin_windows() moved aside under this label. Nothing if
/// it moved none.
[[nodiscard]] inline Result<std::optional<PhaseComparison>> compare_with_phase_before(const WindowSettings& windows,
                                                                                      const std::string& label,
                                                                                      Instant now) {
  const std::string before = windows_aside(windows, label);
  if (!file_exists(before)) return std::optional<PhaseComparison>{};
  AnalyzeSettings settings;
  settings.globs = {windows_glob(windows.latest())};
  auto analysis = analyze(settings, now);
  if (!analysis) return analysis.error();
  if (auto done = compare_with_baseline(settings, {windows_glob(before)}, *analysis); !done) return done.error();
  return std::optional(walk_detail::phase_comparison(*analysis->summary.comparison, settings.metrics));
}

/// Of the windows that the current phase moves out of its way.
[[nodiscard]] inline std::string window_label(const RunState& state) {
  return state.run + "-" + std::string(to_string(all_phases[state.phase]));
}

/// Notes how the current phase compares with the one before. It is for the report alone: what goes wrong is a warning.
inline void note_phase_comparison(const WindowSettings& windows, RunState& state, Instant now) {
  if (windows.command.empty() || state.phase == 0) return;
  auto comparison = compare_with_phase_before(windows, window_label(state), now);
  if (comparison) {
    state.phases[state.phase].against_previous = std::move(*comparison);
  } else {
    diagnose(Severity::warn, "no comparison with the phase before: " + comparison.error().message);
  }
}

}  // namespace soak
