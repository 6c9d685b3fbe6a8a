// What is wrong, since when, and is it over: a symbol-metric that is not OK, told as a person asks.
#pragma once

#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <vector>

namespace soak {

/// One metric of one symbol beyond a limit. A run is a stretch of windows of which every value is beyond the WARN
/// limit; a gap says nothing and so does not end it. The newest run is the one that is told. Window numbers are
/// 0-based.
struct MetricTrouble {
  std::size_t symbol;                    ///< index into Summary::symbols
  std::size_t metric;                    ///< index into the MetricSet
  Level level;                           ///< the worst that any window reached
  Level now;                             ///< of the last value
  std::size_t since = 0;                 ///< first window of the newest run
  std::optional<std::size_t> recovered;  ///< first value within the limits after the newest run; none: it lasts
  std::size_t first = 0;                 ///< first window beyond a limit, of all runs
  std::size_t windows = 0;               ///< beyond a limit; 0: no window has a value
  std::size_t known = 0;                 ///< windows that have a value
  double last = gap;
  double worst = gap;  ///< farthest beyond `limit`
  double limit = gap;  ///< of `level`

  [[nodiscard]] bool has_data() const noexcept { return known > 0; }
  [[nodiscard]] bool is_over() const noexcept { return recovered.has_value(); }
};

/// Tells one metric's values. Precondition: `summary` is theirs and not OK.
[[nodiscard]] inline MetricTrouble find_trouble(std::span<const double> values, const Threshold& threshold,
                                                const MetricSummary& summary) {
  MetricTrouble incident{.symbol = 0, .metric = 0, .level = summary.status, .now = summary.status, .recovered = {}};
  bool is_running = false;
  for (std::size_t w = 0; w < values.size(); ++w) {
    if (is_gap(values[w])) continue;
    ++incident.known;
    incident.now = threshold.classify(values[w]);
    const bool is_beyond = incident.now != Level::ok;
    if (is_beyond && !is_running) {
      incident.since = w;
      incident.recovered.reset();
      if (incident.windows == 0) incident.first = w;
    }
    if (!is_beyond && is_running) incident.recovered = w;
    incident.windows += is_beyond ? 1 : 0;
    is_running = is_beyond;
  }
  if (!incident.has_data()) return incident;
  incident.last = summary.extent.last;
  incident.worst = summary.status == Level::crit ? summary.crit.worst : summary.warn.worst;
  incident.limit = threshold.limit(summary.status);
  return incident;
}

namespace windows_detail {

/// How far the worst value is beyond its limit, in distances from WARN to CRIT, so that metrics can be compared.
[[nodiscard]] inline double excess(const MetricTrouble& incident, const Threshold& threshold) noexcept {
  if (!incident.has_data()) return 0;
  const double distance = std::fabs(threshold.crit - threshold.warn);
  const double beyond = std::fabs(incident.worst - incident.limit);
  if (distance > 0) return beyond / distance;
  return incident.limit != 0 ? beyond / std::fabs(incident.limit) : beyond;
}

}  // namespace windows_detail

/// Every symbol-metric that is not OK, worst first: CRIT before WARN, what lasts before what is over, then by excess
/// over the limit, then by symbol and metric. `series` and `summary.symbols` run in parallel.
[[nodiscard]] inline std::vector<MetricTrouble> find_troubles(std::span<const Series> series, const Summary& summary,
                                                              const MetricSet& metrics) {
  struct Ranked {
    MetricTrouble incident;
    double excess;
  };
  std::vector<Ranked> found;
  for (std::size_t s = 0; s < series.size(); ++s) {
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const MetricSummary& metric = summary.symbols[s].metrics[m];
      if (metric.status == Level::ok) continue;
      const Threshold threshold = metrics.threshold(series[s].symbol, m);
      MetricTrouble incident = find_trouble(series[s].column(m), threshold, metric);
      incident.symbol = s;
      incident.metric = m;
      found.push_back({incident, windows_detail::excess(incident, threshold)});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Ranked& a, const Ranked& b) {
    const auto rank = [](const Ranked& r) {
      return std::tuple(r.incident.level == Level::crit ? 0 : 1, r.incident.is_over() ? 1 : 0, -r.excess);
    };
    return rank(a) < rank(b);
  });
  std::vector<MetricTrouble> incidents;
  for (const Ranked& ranked : found) incidents.push_back(ranked.incident);
  return incidents;
}

}  // namespace soak
