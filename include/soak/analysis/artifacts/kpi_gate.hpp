// The KPI gate: readiness, medians, and whether the run can be trusted now.
#pragma once

#include <soak/analysis/artifacts/readiness.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/summary/made_up.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// From where on the gate passes.
struct GateLimits {
  double readiness = limit::readiness;
  double coverage = limit::coverage;
  double worst_symbol = limit::readiness_of_symbol;
  bool allow_fake = false;  ///< windows that say they are made up are as good as others
};

/// Of one metric over all symbols the median farthest beyond (or nearest to) the CRIT limit of its symbol.
[[nodiscard]] inline KpiCheck median_check(const Metric& metric, const Summary& summary) {
  KpiCheck worst{metric.name, false, gap, metric.threshold.crit};
  double worst_margin = gap;
  for (const SymbolSummary& symbol : summary.symbols) {
    const MetricSummary* const figures = symbol.find(metric.name);
    if (figures == nullptr || is_gap(figures->median)) continue;
    const double known_limit = crit_limit(summary, symbol.symbol, metric.name);
    const double limit = is_gap(known_limit) ? metric.threshold.crit : known_limit;
    const double above = figures->median - limit;
    const double margin = metric.threshold.direction == Direction::bad_when_low ? above : -above;
    if (!is_gap(worst_margin) && margin >= worst_margin) continue;
    worst_margin = margin;
    worst = {metric.name, margin >= 0, figures->median, limit};
  }
  return worst;
}

/// The lowest coverage of a symbol's metric; the value is NaN, and the check ok, where the summary does not tell any.
[[nodiscard]] inline KpiCheck coverage_check(const Summary& summary, double min_coverage) {
  double lowest = gap;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) lowest = std::fmin(lowest, metric.quality.coverage);
  }
  return {"coverage", is_gap(lowest) || lowest >= min_coverage, lowest, min_coverage};
}

/// How many symbol-metrics have no recent value: none may.
[[nodiscard]] inline KpiCheck freshness_check(const Summary& summary) {
  std::size_t stale = 0;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) stale += metric.quality.is_stale ? 1 : 0;
  }
  return {"freshness", stale == 0, static_cast<double>(stale), 0};
}

/// Windows that were analyzed, against those that make the result significant.
[[nodiscard]] inline KpiCheck windows_check(const Summary& summary) {
  return {"windows", summary.has_enough_windows(), static_cast<double>(summary.input_windows),
          static_cast<double>(summary.min_windows)};
}

/// CRIT incidents that are open: none may be.
[[nodiscard]] inline KpiCheck open_incidents_check(const Summary& summary) {
  std::size_t open = 0;
  for (const Incident& incident : summary.incidents) {
    open += incident.is_open() && incident.level == Level::crit ? 1 : 0;
  }
  return {"open_incidents", open == 0, static_cast<double>(open), 0};
}

/// 1 if the windows say that they are made up.
[[nodiscard]] inline KpiCheck source_check(const Summary& summary, bool allow_fake) {
  const bool is_fake = is_made_up(summary);
  return {"source", allow_fake || !is_fake, is_fake ? 1.0 : 0.0, 0};
}

[[nodiscard]] inline GateRun gate_run(const Summary& summary) {
  constexpr std::size_t most = 20;
  GateRun run{std::string(to_string(summary.verdict())),
              std::string(to_string(summary.present.now)),
              summary.present.open_incidents,
              {}};
  for (const Incident& incident : summary.incidents) {
    if (incident.is_open() && run.open.size() < most) run.open.push_back({incident.id, incident.level, incident.since});
  }
  return run;
}

/// Passes if every check does: readiness of the run, of its newest windows and of its worst symbol (among many symbols
/// the share alone would hide it), no symbol's median beyond a CRIT limit, enough windows, measured well and recently,
/// no CRIT incident open, and nothing made up. What a summary of another program does not tell is not held against it.
[[nodiscard]] inline KpiGate kpi_gate(const Summary& summary, const ViolationCounts& violations,
                                      const WindowCounts& windows, const GateLimits& limits, std::int64_t timestamp) {
  KpiGate gate;
  gate.timestamp = timestamp;
  const std::vector<MetricTallies> tallies = run_tallies(summary, violations, windows);
  gate.parts = readiness_parts(tallies);
  gate.readiness = readiness(tallies);
  const auto at_least = [&](std::string_view name, double value, double limit) {
    gate.checks.push_back({std::string(name), is_gap(value) || value >= limit, value, limit});
  };
  at_least("readiness", gate.readiness, limits.readiness);
  for (const Metric& metric : standard_metrics().metrics) {
    if (!is_left_out(summary, metric.name)) gate.checks.push_back(median_check(metric, summary));
  }
  gate.checks.push_back(coverage_check(summary, limits.coverage));
  gate.checks.push_back(freshness_check(summary));
  gate.checks.push_back(windows_check(summary));
  gate.checks.push_back(open_incidents_check(summary));
  at_least("readiness_last_24", readiness_of_recent(summary), limits.readiness);
  at_least("readiness_worst_symbol", readiness_of_worst_symbol(tallies), limits.worst_symbol);
  gate.checks.push_back(source_check(summary, limits.allow_fake));
  gate.run = gate_run(summary);
  return gate;
}

}  // namespace soak
