// The producers of the key artifacts: SOAK_SUMMARY, VIOLATIONS and the run's windows become EDGE_REPORT, EDGE_SENTINEL
// and KPI_GATE, each with the day's copy under history/.
#pragma once

#include <soak/analysis/artifacts/edge_buckets.hpp>
#include <soak/analysis/artifacts/edge_input.hpp>
#include <soak/analysis/artifacts/edge_report.hpp>
#include <soak/analysis/artifacts/readiness.hpp>
#include <soak/flow/analyze/run_windows.hpp>
#include <soak/flow/artifacts/artifact_files.hpp>
#include <soak/model/artifacts/names.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct ProducerSettings {
  RunWindowsSettings windows;
  std::string summary = path_in(default_dir::reports, artifact_name::summary);
  std::string violations = path_in(default_dir::reports, artifact_name::violations);
  std::string artifacts{default_dir::artifacts};
  Date day{};  ///< of the copy under history/, in the local time zone
};

/// `warnings` are for stderr.
template <class T>
struct Produced {
  T artifact;
  std::vector<std::string> warnings;
};

namespace artifacts_detail {

/// The run's symbols that the summary has too. None at all is an error: the summary is of another run.
[[nodiscard]] inline Result<std::vector<const RunSymbol*>> symbols_in_both(const RunWindows& run,
                                                                           const SummaryFigures& summary,
                                                                           const std::string& summary_path,
                                                                           std::vector<std::string>& warnings) {
  std::vector<std::string_view> names;
  for (const RunSymbol& symbol : run.symbols) names.push_back(symbol.series.symbol);
  CommonSymbols common = common_symbols(names, summary, summary_path);
  std::move(common.warnings.begin(), common.warnings.end(), std::back_inserter(warnings));
  if (common.places.empty()) {
    return unusable_file(summary_path, "it has no symbol in common with the windows: it is of another run");
  }
  std::vector<const RunSymbol*> symbols;
  for (const std::size_t place : common.places) symbols.push_back(&run.symbols[place]);
  return symbols;
}

}  // namespace artifacts_detail

/// Writes EDGE_REPORT.json. `now` becomes its timestamp.
[[nodiscard]] inline Result<Produced<EdgeReport>> produce_edge_report(const ProducerSettings& settings, Instant now) {
  const auto summary = read_artifact(settings.summary, summary_figures, max_report_bytes);
  if (!summary) return summary.error();
  const auto run = read_run_windows(settings.windows);
  if (!run) return run.error();
  Produced<EdgeReport> result{{}, run->warnings};
  const auto symbols = artifacts_detail::symbols_in_both(*run, *summary, settings.summary, result.warnings);
  if (!symbols) return symbols.error();
  std::vector<EdgeInput> inputs;
  for (const RunSymbol* symbol : *symbols) inputs.push_back(edge_input(symbol->series, *summary));
  result.artifact = edge_report(inputs, epoch_seconds(now));
  auto written = write_artifact(settings.artifacts, artifact_name::edge_report, to_json(result.artifact), settings.day);
  if (!written) return written.error();
  return result;
}

/// Writes EDGE_SENTINEL.json with hours of the zone that `offset` belongs to.
[[nodiscard]] inline Result<Produced<EdgeSentinel>> produce_edge_sentinel(const ProducerSettings& settings,
                                                                          const UtcOffset& offset, Instant now) {
  const auto violations = read_artifact(settings.violations, violation_counts, max_report_bytes);
  if (!violations) return violations.error();
  const auto run = read_run_windows(settings.windows);
  if (!run) return run.error();
  std::vector<TimedEdge> edges;
  for (const RunSymbol& symbol : run->symbols) {
    edges.push_back({symbol.series.symbol, symbol.series.column(0), symbol.times_us});
  }
  Produced<EdgeSentinel> result{{{}, edge_buckets(edges, offset), epoch_seconds(now)}, run->warnings};
  result.artifact.advice = edge_advice(result.artifact.buckets, *violations);
  auto written =
      write_artifact(settings.artifacts, artifact_name::edge_sentinel, to_json(result.artifact), settings.day);
  if (!written) return written.error();
  return result;
}

/// Writes KPI_GATE.json. With no globs every symbol counts as having as many windows as the longest series.
[[nodiscard]] inline Result<Produced<KpiGate>> produce_kpi_gate(const ProducerSettings& settings, double min_readiness,
                                                                Instant now) {
  const auto summary = read_artifact(settings.summary, summary_figures, max_report_bytes);
  if (!summary) return summary.error();
  const auto violations = read_artifact(settings.violations, violation_counts, max_report_bytes);
  if (!violations) return violations.error();
  Produced<KpiGate> result{{}, {}};
  WindowCounts windows;
  if (!settings.windows.globs.empty()) {
    const auto run = read_run_windows(settings.windows);
    if (!run) return run.error();
    result.warnings = run->warnings;
    const auto symbols = artifacts_detail::symbols_in_both(*run, *summary, settings.summary, result.warnings);
    if (!symbols) return symbols.error();
    for (const RunSymbol* symbol : *symbols) {
      windows[symbol->series.symbol] = in_buckets(symbol->series.windows(), *summary);
    }
  }
  result.artifact = kpi_gate(*summary, *violations, windows, min_readiness, epoch_seconds(now));
  auto written = write_artifact(settings.artifacts, artifact_name::kpi_gate, to_json(result.artifact), settings.day);
  if (!written) return written.error();
  return result;
}

}  // namespace soak
