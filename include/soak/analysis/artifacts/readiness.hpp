// The readiness of a run: a weighted share of healthy windows.
#pragma once

#include <soak/analysis/artifacts/gate_input.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/metric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

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

/// Windows of one metric by what they are worth.
struct WindowTally {
  std::size_t ok = 0;
  std::size_t warn = 0;
  std::size_t crit = 0;
  std::size_t gaps = 0;  ///< without a value; they do not count

  WindowTally& operator+=(const WindowTally& other) noexcept {
    ok += other.ok;
    warn += other.warn;
    crit += other.crit;
    gaps += other.gaps;
    return *this;
  }

  /// Share of the healthy, 0..1: an OK window counts 1, a WARN one 1/2, a CRIT one 0. What was never measured is not
  /// ready: 0.
  [[nodiscard]] double healthy() const noexcept {
    const auto measured = static_cast<double>(ok + warn + crit);
    return measured > 0 ? (static_cast<double>(ok) + static_cast<double>(warn) / 2) / measured : 0;
  }
};

/// True if the run was judged without this metric (--without): the summary has limits, and none of it.
[[nodiscard]] inline bool is_left_out(const Summary& summary, std::string_view metric) noexcept {
  return summary.metrics.size() > 0 && !summary.metrics.index_of(metric);
}

/// The windows of one symbol's metric.
[[nodiscard]] inline WindowTally window_tally(const SymbolSummary& symbol, const std::string& metric,
                                              const Summary& summary, const ViolationCounts& violations,
                                              const WindowCounts& windows) {
  const auto counted = windows.find(symbol.symbol);
  const std::size_t all = counted == windows.end() ? summary.windows : counted->second;
  const MetricSummary* const figures = symbol.find(metric);
  const auto found = violations.find({symbol.symbol, metric});
  const ViolationCount beyond = found == violations.end() ? ViolationCount{} : found->second;
  const bool has_data = figures != nullptr && !beyond.no_data;
  const std::size_t gaps = has_data ? std::min(figures->extent.gaps, all) : all;
  return {all - std::min(all, gaps + beyond.crit + beyond.warn), beyond.warn, beyond.crit, gaps};
}

/// The windows of one metric, of each symbol in the order of the summary.
struct MetricTallies {
  std::string_view metric;
  double weight;  ///< points of readiness
  std::vector<WindowTally> of_symbols;
  WindowTally all = {};
};

/// Of each metric that counts and that the run was judged with. `tally(symbol, metric)` is asked once each.
template <class Tally>
[[nodiscard]] std::vector<MetricTallies> metric_tallies(const Summary& summary, const Tally& tally) {
  std::vector<MetricTallies> result;
  for (const auto& [metric, weight] : readiness_weights) {
    if (is_left_out(summary, metric)) continue;
    MetricTallies& tallies = result.emplace_back(MetricTallies{metric, weight, {}});
    const std::string name(metric);
    for (const SymbolSummary& symbol : summary.symbols) {
      tallies.of_symbols.push_back(tally(symbol, name));
      tallies.all += tallies.of_symbols.back();
    }
  }
  return result;
}

/// Of the whole run.
[[nodiscard]] inline std::vector<MetricTallies> run_tallies(const Summary& summary, const ViolationCounts& violations,
                                                            const WindowCounts& windows) {
  return metric_tallies(summary, [&](const SymbolSummary& symbol, const std::string& metric) {
    return window_tally(symbol, metric, summary, violations, windows);
  });
}

/// 0..100 from the tally that `tally_of` takes of each metric: the weights of what the run was judged without go to
/// these. Cut, not rounded, to two decimals, so that what is shown is what is compared.
template <class TallyOf>
[[nodiscard]] double readiness(std::span<const MetricTallies> metrics, const TallyOf& tally_of) {
  double points = 0;
  double weights = 0;
  for (const MetricTallies& metric : metrics) {
    weights += metric.weight;
    points += metric.weight * tally_of(metric).healthy();
  }
  if (weights > 0 && weights < 100) points *= 100 / weights;
  return std::clamp(std::floor(points * 100 + 1e-7) / 100, 0.0, 100.0);
}

/// The windows of all symbols are pooled.
[[nodiscard]] inline double readiness(std::span<const MetricTallies> metrics) {
  return readiness(metrics, [](const MetricTallies& metric) { return metric.all; });
}

/// The lowest that a symbol has by itself; NaN without any symbol or metric.
[[nodiscard]] inline double readiness_of_worst_symbol(std::span<const MetricTallies> metrics) {
  double lowest = gap;
  const std::size_t symbols = metrics.empty() ? 0 : metrics.front().of_symbols.size();
  for (std::size_t s = 0; s < symbols; ++s) {
    lowest = std::fmin(lowest, readiness(metrics, [&](const MetricTallies& metric) { return metric.of_symbols[s]; }));
  }
  return lowest;
}

/// What each metric adds to the readiness of the run.
[[nodiscard]] inline std::vector<ReadinessPart> readiness_parts(std::span<const MetricTallies> metrics) {
  std::vector<ReadinessPart> parts;
  for (const MetricTallies& metric : metrics) {
    const WindowTally& all = metric.all;
    const double healthy = all.healthy();
    parts.push_back({std::string(metric.metric), metric.weight, healthy, metric.weight * healthy, all.ok, all.warn,
                     all.crit, all.gaps});
  }
  return parts;
}

/// Readiness over the newest windows of each symbol; NaN where the summary does not tell them.
[[nodiscard]] inline double readiness_of_recent(const Summary& summary) {
  bool is_told = false;
  const auto metrics = metric_tallies(summary, [&](const SymbolSummary& symbol, const std::string& metric) {
    const MetricSummary* const figures = symbol.find(metric);
    if (figures == nullptr) return WindowTally{};
    const RecentWindows& recent = figures->recent;
    is_told = is_told || recent.known > 0 || figures->quality.known > 0;
    return WindowTally{recent.known - std::min(recent.known, recent.warn + recent.crit), recent.warn, recent.crit, 0};
  });
  return is_told ? readiness(metrics) : gap;
}

}  // namespace soak
