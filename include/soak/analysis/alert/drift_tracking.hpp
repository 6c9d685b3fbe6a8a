// Drifts from cycle to cycle. A window more or less moves p about its bar, so a confirmed drift is held until p says
// clearly that there is none (hysteresis).
#pragma once

#include <soak/analysis/judgement/trend_evidence.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/lasting_drift.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace soak {

namespace alert_detail {

[[nodiscard]] inline bool heads_for_the_worse(const MetricSummary& metric, Direction direction) noexcept {
  const double drift = metric.drift.drift;
  return direction == Direction::bad_when_high ? drift > 0 : drift < 0;
}

/// A remembered one goes on at a p that would not confirm it anew.
[[nodiscard]] inline bool goes_on(const MetricSummary& metric, Direction direction, bool is_remembered) noexcept {
  if (!heads_for_the_worse(metric, direction)) return false;
  if (metric.drift.is_real()) return true;
  return is_remembered && (metric.drift.is_confirmed.value_or(false) || metric.drift.p <= judgement_detail::dropping_p);
}

}  // namespace alert_detail

/// What is remembered after this cycle, in the order of the summary. A drift begins when it is confirmed and large
/// enough to matter; it ends at p > 0.05, when it turns round, or when its metric cannot be judged any more.
[[nodiscard]] inline std::vector<LastingDrift> follow_drifts(const std::vector<LastingDrift>& remembered,
                                                             const Summary& summary, const MetricSet& metrics,
                                                             Instant now) {
  std::vector<LastingDrift> lasting;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      const auto known = std::find_if(remembered.begin(), remembered.end(), [&](const LastingDrift& one) {
        return one.symbol == symbol.symbol && one.metric == metric.metric;
      });
      const bool is_remembered = known != remembered.end();
      if (!alert_detail::goes_on(metric, metrics.direction(metric.metric), is_remembered)) continue;
      lasting.push_back({symbol.symbol, metric.metric, is_remembered ? known->since : now, metric.drift.drift});
    }
  }
  return lasting;
}

}  // namespace soak
