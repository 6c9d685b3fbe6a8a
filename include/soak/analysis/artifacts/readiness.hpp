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
#include <optional>
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

/// The windows of a metric of all symbols.
[[nodiscard]] inline WindowTally pooled_tally(const std::string& metric, const Summary& summary,
                                              const ViolationCounts& violations, const WindowCounts& windows) {
  WindowTally all;
  for (const SymbolSummary& symbol : summary.symbols) {
    all += window_tally(symbol, metric, summary, violations, windows);
  }
  return all;
}

/// The newest windows of one symbol's metric; no gaps are counted.
[[nodiscard]] inline WindowTally recent_tally(const MetricSummary& metric) noexcept {
  const RecentWindows& recent = metric.recent;
  return {recent.known - std::min(recent.known, recent.warn + recent.crit), recent.warn, recent.crit, 0};
}

/// 0..100 from the tally of each metric that the run was judged with: the weights of the others go to these. Cut, not
/// rounded, to two decimals, so that what is shown is what is compared.
template <class TallyOf>
[[nodiscard]] double readiness(const Summary& summary, const TallyOf& tally_of) {
  double points = 0;
  double weights = 0;
  for (const auto& [metric, weight] : readiness_weights) {
    if (is_left_out(summary, metric)) continue;
    weights += weight;
    points += weight * tally_of(std::string(metric)).healthy();
  }
  if (weights > 0 && weights < 100) points *= 100 / weights;
  return std::clamp(std::floor(points * 100 + 1e-7) / 100, 0.0, 100.0);
}

/// What each metric adds to the readiness of the run.
[[nodiscard]] inline std::vector<ReadinessPart> readiness_parts(const Summary& summary,
                                                                const ViolationCounts& violations,
                                                                const WindowCounts& windows) {
  std::vector<ReadinessPart> parts;
  for (const auto& [metric, weight] : readiness_weights) {
    if (is_left_out(summary, metric)) continue;
    const WindowTally all = pooled_tally(std::string(metric), summary, violations, windows);
    const double healthy = all.healthy();
    parts.push_back({std::string(metric), weight, healthy, weight * healthy, all.ok, all.warn, all.crit, all.gaps});
  }
  return parts;
}

[[nodiscard]] inline double readiness_of_run(const Summary& summary, const ViolationCounts& violations,
                                             const WindowCounts& windows) {
  return readiness(summary,
                   [&](const std::string& metric) { return pooled_tally(metric, summary, violations, windows); });
}

/// The lowest readiness that a symbol has by itself; NaN without any symbol.
[[nodiscard]] inline double readiness_of_worst_symbol(const Summary& summary, const ViolationCounts& violations,
                                                      const WindowCounts& windows) {
  double lowest = gap;
  for (const SymbolSummary& symbol : summary.symbols) {
    lowest = std::fmin(lowest, readiness(summary, [&](const std::string& metric) {
                         return window_tally(symbol, metric, summary, violations, windows);
                       }));
  }
  return lowest;
}

/// Readiness over the newest windows of each symbol; NaN where the summary does not tell them.
[[nodiscard]] inline double readiness_of_recent(const Summary& summary) {
  bool is_told = false;
  const double recent = readiness(summary, [&](const std::string& metric) {
    WindowTally all;
    for (const SymbolSummary& symbol : summary.symbols) {
      const MetricSummary* const figures = symbol.find(metric);
      if (figures == nullptr) continue;
      is_told = is_told || figures->recent.known > 0 || figures->quality.known > 0;
      all += recent_tally(*figures);
    }
    return all;
  });
  return is_told ? recent : gap;
}

}  // namespace soak
