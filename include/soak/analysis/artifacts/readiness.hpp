// The readiness of a run: a weighted share of healthy windows, and the checks of the KPI gate.
#pragma once

#include <soak/analysis/artifacts/gate_input.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/metric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// From where on the gate passes.
struct GateLimits {
  double readiness = limit::readiness;
  double coverage = limit::coverage;
};

/// Points of each metric; they add up to 100.
inline constexpr std::array<std::pair<std::string_view, double>, 4> readiness_weights{
    {{"edge_bps", 30}, {"maker_taker_ratio", 25}, {"p95_latency_ms", 25}, {"risk_ratio", 20}}};

/// Windows of each symbol in the unit of the summary (buckets, if windows were merged). A symbol that is not in it has
/// as many as the longest series.
using WindowCounts = std::map<std::string, std::size_t>;

/// From counted input windows to the summary's: the last bucket may be a smaller one.
[[nodiscard]] inline std::size_t in_buckets(std::size_t windows, const Summary& summary) noexcept {
  if (summary.input_windows <= summary.windows) return windows;
  const double size = std::ceil(static_cast<double>(summary.input_windows) / static_cast<double>(summary.windows));
  return static_cast<std::size_t>(std::ceil(static_cast<double>(windows) / size));
}

/// Share of the healthy among a metric's windows that have a value, over all symbols: an OK window counts 1, a WARN one
/// 1/2, a CRIT one 0. A metric that was never measured is not ready: 0.
[[nodiscard]] inline ReadinessPart readiness_part(std::string_view metric, double weight, const Summary& summary,
                                                  const ViolationCounts& violations, const WindowCounts& windows) {
  ReadinessPart part{std::string(metric), weight};
  for (const SymbolSummary& symbol : summary.symbols) {
    const auto counted = windows.find(symbol.symbol);
    const std::size_t all = counted == windows.end() ? summary.windows : counted->second;
    const MetricSummary* const figures = symbol.find(metric);
    const auto found = violations.find({symbol.symbol, std::string(metric)});
    const ViolationCount beyond = found == violations.end() ? ViolationCount{} : found->second;
    const bool has_data = figures != nullptr && !beyond.no_data;
    const std::size_t gaps = has_data ? std::min(figures->extent.gaps, all) : all;
    part.gaps += gaps;
    part.crit += beyond.crit;
    part.warn += beyond.warn;
    part.ok += all - std::min(all, gaps + beyond.crit + beyond.warn);
  }
  const auto measured = static_cast<double>(part.ok + part.warn + part.crit);
  if (measured > 0) part.healthy = (static_cast<double>(part.ok) + static_cast<double>(part.warn) / 2) / measured;
  part.points = weight * part.healthy;
  return part;
}

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

/// True if the run was judged without this metric (--without): the summary has limits, and none of it.
[[nodiscard]] inline bool is_left_out(const Summary& summary, std::string_view metric) noexcept {
  return summary.metrics.size() > 0 && !summary.metrics.index_of(metric);
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

/// The KPI gate: readiness of at least `min_readiness`, and no symbol whose median is beyond a CRIT limit (among many
/// symbols the share alone would hide it). Readiness is cut, not rounded, to two decimals, so that what is shown is
/// what is compared. What was not measured does not pass. Of metrics that the run was judged without, the weights go to
/// the others.
[[nodiscard]] inline KpiGate kpi_gate(const Summary& summary, const ViolationCounts& violations,
                                      const WindowCounts& windows, const GateLimits& limits, std::int64_t timestamp) {
  KpiGate gate;
  gate.timestamp = timestamp;
  double points = 0;
  double all_weights = 0;
  for (const auto& [metric, weight] : readiness_weights) {
    if (is_left_out(summary, metric)) continue;
    all_weights += weight;
    gate.parts.push_back(readiness_part(metric, weight, summary, violations, windows));
    points += gate.parts.back().points;
  }
  if (all_weights > 0 && all_weights < 100) points *= 100 / all_weights;
  gate.readiness = std::clamp(std::floor(points * 100 + 1e-7) / 100, 0.0, 100.0);
  gate.checks.push_back({"readiness", gate.readiness >= limits.readiness, gate.readiness, limits.readiness});
  for (const Metric& metric : standard_metrics().metrics) {
    if (!is_left_out(summary, metric.name)) gate.checks.push_back(median_check(metric, summary));
  }
  gate.checks.push_back(coverage_check(summary, limits.coverage));
  gate.checks.push_back(freshness_check(summary));
  return gate;
}

}  // namespace soak
