// The producers of the key artifacts: SOAK_SUMMARY, VIOLATIONS and the run's windows become EDGE_REPORT, EDGE_SENTINEL
// and KPI_GATE, each with the day's copy under history/.
#pragma once

#include <soak/analysis/artifacts/edge_buckets.hpp>
#include <soak/analysis/artifacts/edge_input.hpp>
#include <soak/analysis/artifacts/edge_report.hpp>
#include <soak/analysis/artifacts/gate_input.hpp>
#include <soak/analysis/artifacts/kpi_gate.hpp>
#include <soak/flow/analyze/run_windows.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/files/report_pair.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/summary/violation_json.hpp>

#include <algorithm>
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
  std::size_t last = 0;     ///< newest windows of each symbol that the edge report is made of; 0: all
  Date day{};               ///< of the copy under history/, in the local time zone
  bool allow_fake = false;  ///< make artifacts of what is made up, too
};

/// `warnings` are for stderr.
template <class T>
struct ProducedArtifact {
  T artifact;
  std::vector<std::string> warnings;
};

namespace artifacts_detail {

/// A symbol that both the run and its summary have.
struct CommonSymbol {
  const RunSymbol* run;
  const SymbolSummary* summary;
};

/// None at all is an error: the summary is of another run.
[[nodiscard]] inline Result<std::vector<CommonSymbol>> symbols_in_both(const RunWindows& run, const Summary& summary,
                                                                       const std::string& summary_path,
                                                                       std::vector<std::string>& warnings) {
  std::vector<std::string_view> names;
  for (const RunSymbol& symbol : run.symbols) names.push_back(symbol.series.symbol);
  CommonSymbols common = common_symbols(names, summary, summary_path);
  std::move(common.warnings.begin(), common.warnings.end(), std::back_inserter(warnings));
  if (common.pairs.empty()) {
    return unusable_file(summary_path, "it has no symbol in common with the windows: it is of another run");
  }
  std::vector<CommonSymbol> symbols;
  for (const CommonSymbols::Pair& pair : common.pairs) symbols.push_back({&run.symbols[pair.place], pair.summary});
  return symbols;
}

/// The run's windows, unless they are made up and that is not allowed.
[[nodiscard]] inline Result<RunWindows> read_real_windows(const ProducerSettings& settings) {
  auto run = read_run_windows(settings.windows);
  if (run && run->is_made_up && !settings.allow_fake) return made_up_error("the windows");
  return run;
}

/// VIOLATIONS.json, counted.
[[nodiscard]] inline Result<ViolationCounts> read_violation_counts(const std::string& path) {
  const auto violations = read_artifact_text(path, parse_violations, max_report_bytes);
  if (!violations) return violations.error();
  return violation_counts(*violations);
}

}  // namespace artifacts_detail

/// Writes EDGE_REPORT.json of a run and its summary. `now` becomes its timestamp.
[[nodiscard]] inline Result<ProducedArtifact<EdgeReport>> write_edge_report(const ProducerSettings& settings,
                                                                            const Summary& summary,
                                                                            const RunWindows& run, Instant now) {
  ProducedArtifact<EdgeReport> result{{}, run.warnings};
  const auto symbols = artifacts_detail::symbols_in_both(run, summary, settings.summary, result.warnings);
  if (!symbols) return symbols.error();
  std::vector<EdgeInput> inputs;
  for (const artifacts_detail::CommonSymbol& symbol : *symbols)
    inputs.push_back(edge_input(symbol.run->series, *symbol.summary, settings.last));
  result.artifact = edge_report(inputs, epoch_seconds(now));
  auto written = write_artifact(settings.artifacts, artifact_name::edge_report, to_json(result.artifact), settings.day);
  if (!written) return written.error();
  return result;
}

/// Writes EDGE_SENTINEL.json with hours of the zone that `offset` belongs to.
[[nodiscard]] inline Result<ProducedArtifact<EdgeSentinel>> write_edge_sentinel(const ProducerSettings& settings,
                                                                                const ViolationCounts& violations,
                                                                                const RunWindows& run,
                                                                                const UtcOffset& offset, Instant now) {
  std::vector<TimedEdge> edges;
  for (const RunSymbol& symbol : run.symbols) {
    edges.push_back({symbol.series.symbol, symbol.series.column(0), symbol.times_us});
  }
  ProducedArtifact<EdgeSentinel> result{{{}, edge_buckets(edges, offset), epoch_seconds(now)}, run.warnings};
  result.artifact.advice = edge_advice(result.artifact.buckets, violations);
  auto written =
      write_artifact(settings.artifacts, artifact_name::edge_sentinel, to_json(result.artifact), settings.day);
  if (!written) return written.error();
  return result;
}

/// Writes KPI_GATE.json. Without a run every symbol counts as having as many windows as the longest series.
[[nodiscard]] inline Result<ProducedArtifact<KpiGate>> write_kpi_gate(const ProducerSettings& settings,
                                                                      const Summary& summary,
                                                                      const ViolationCounts& violations,
                                                                      const RunWindows* run, const GateLimits& limits,
                                                                      Instant now) {
  ProducedArtifact<KpiGate> result{{}, {}};
  WindowCounts windows;
  if (run != nullptr) {
    result.warnings = run->warnings;
    const auto symbols = artifacts_detail::symbols_in_both(*run, summary, settings.summary, result.warnings);
    if (!symbols) return symbols.error();
    for (const artifacts_detail::CommonSymbol& symbol : *symbols) {
      windows[symbol.summary->symbol] = in_buckets(symbol.run->series.windows(), summary);
    }
  }
  result.artifact = kpi_gate(summary, violations, windows, limits, epoch_seconds(now));
  auto written = write_artifact(settings.artifacts, artifact_name::kpi_gate, to_json(result.artifact), settings.day);
  if (!written) return written.error();
  return result;
}

/// Reads SOAK_SUMMARY.json and the windows, and writes EDGE_REPORT.json.
[[nodiscard]] inline Result<ProducedArtifact<EdgeReport>> produce_edge_report(const ProducerSettings& settings,
                                                                              Instant now) {
  const auto summary = read_artifact(settings.summary, gate_summary_of, max_report_bytes);
  if (!summary) return summary.error();
  if (is_made_up(*summary) && !settings.allow_fake) return made_up_error(settings.summary);
  const auto run = artifacts_detail::read_real_windows(settings);
  if (!run) return run.error();
  return write_edge_report(settings, *summary, *run, now);
}

/// Reads VIOLATIONS.json and the windows, and writes EDGE_SENTINEL.json.
[[nodiscard]] inline Result<ProducedArtifact<EdgeSentinel>> produce_edge_sentinel(const ProducerSettings& settings,
                                                                                  const UtcOffset& offset,
                                                                                  Instant now) {
  const auto violations = artifacts_detail::read_violation_counts(settings.violations);
  if (!violations) return violations.error();
  const auto run = artifacts_detail::read_real_windows(settings);
  if (!run) return run.error();
  return write_edge_sentinel(settings, *violations, *run, offset, now);
}

/// Reads SOAK_SUMMARY.json, VIOLATIONS.json and, if there are patterns, the windows, and writes KPI_GATE.json.
[[nodiscard]] inline Result<ProducedArtifact<KpiGate>> produce_kpi_gate(const ProducerSettings& settings,
                                                                        const GateLimits& limits, Instant now) {
  if (settings.summary == "-" && settings.violations == "-") {
    return Error{Errc::usage, "only one of summary and violations can be standard input"};
  }
  const auto parse = [](std::string_view text) -> Result<Summary> {
    const auto document = parse_json(text);
    if (!document) return document.error();
    return gate_summary_of(*document);
  };
  const auto reports = read_report_pair({settings.summary, settings.violations}, parse, max_report_bytes);
  if (!reports) return reports.error();
  const ViolationCounts violations = violation_counts(reports->violations);
  if (settings.windows.globs.empty()) {
    return write_kpi_gate(settings, reports->summary, violations, nullptr, limits, now);
  }
  const auto run = read_run_windows(settings.windows);
  if (!run) return run.error();
  return write_kpi_gate(settings, reports->summary, violations, &*run, limits, now);
}

}  // namespace soak
