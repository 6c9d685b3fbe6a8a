// What the summary says of a metric's drift: its evidence, one step in its level, and where it leads.
#pragma once

#include <soak/analysis/judgement/change_point.hpp>
#include <soak/analysis/judgement/forecast.hpp>
#include <soak/analysis/judgement/trend_evidence.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/summary/summary.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace soak {

namespace judgement_detail {

inline constexpr std::size_t longest_judged_whole = 8192;
inline constexpr std::size_t most_blocks = 4096;

/// Windows that are merged into one before a series is judged: 1 for all but the longest.
[[nodiscard]] constexpr std::size_t block_size(std::size_t windows) noexcept {
  return windows <= longest_judged_whole ? 1 : (windows + most_blocks - 1) / most_blocks;
}

/// Means of the known values of `size` consecutive windows each; a block of gaps is a gap.
[[nodiscard]] inline std::vector<double> block_means(std::span<const double> series, std::size_t size) {
  std::vector<double> means;
  means.reserve(series.size() / size + 1);
  for (std::size_t begin = 0; begin < series.size(); begin += size) {
    means.push_back(mean(series.subspan(begin, std::min(size, series.size() - begin))));
  }
  return means;
}

/// The sooner of both limits that the drift heads for and has not reached.
[[nodiscard]] inline std::optional<LimitForecast> limit_forecast(std::span<const double> series,
                                                                 const TrendEvidence& evidence,
                                                                 const Threshold& threshold) {
  if (!(evidence.p < confirming_p)) return std::nullopt;
  const SlopeInterval interval = slope_interval(series, evidence);
  for (const Level level : {Level::warn, Level::crit}) {
    const auto found = forecast(series, evidence, interval, threshold.limit(level), threshold.direction);
    if (found && found->latest > 0) return LimitForecast{level, found->earliest, found->latest};
  }
  return std::nullopt;
}

}  // namespace judgement_detail

/// Judges whether a series drifts and whether its level changed once, and writes both into `summary`. A series of more
/// than 8,192 windows is judged by the means of at most 4,096 blocks: neighbours are alike, so nothing but time is
/// lost. `scratch` may be reused from call to call.
inline void judge_drift(std::span<const double> series, const Threshold& threshold, MetricSummary& summary,
                        std::vector<double>& scratch) {
  const std::size_t size = judgement_detail::block_size(series.size());
  std::vector<double> blocks;
  if (size > 1) blocks = judgement_detail::block_means(series, size);
  const std::span<const double> judged = size > 1 ? std::span<const double>(blocks) : series;
  const TrendEvidence evidence = trend_evidence(judged, Trend::stable, scratch);
  DriftSummary& drift = summary.drift;
  drift.p = evidence.p;
  if (!evidence.has_too_few()) drift.is_confirmed = evidence.is_confirmed;
  const auto blocks_a_window = 1 / static_cast<double>(size);
  drift.drift = evidence.slope * blocks_a_window * (static_cast<double>(series.size()) - 1);
  drift.is_material = is_material(drift.drift, threshold);
  if (const auto change = find_change_point(judged); change && change->is_confirmed()) {
    drift.changed_at = change->window * size;
  }
  if (auto limit = judgement_detail::limit_forecast(judged, evidence, threshold)) {
    limit->earliest *= static_cast<double>(size);
    limit->latest *= static_cast<double>(size);
    summary.forecast = *limit;
  }
}

}  // namespace soak
