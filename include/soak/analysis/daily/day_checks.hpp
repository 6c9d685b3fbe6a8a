// The figures of a day and the limits they are held against.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/summary/incident.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// One day as KPI_GATE and EDGE_REPORT tell it; NaN where they do not.
struct DayFigures {
  double readiness = gap;    ///< 0..100
  double net_bps = gap;      ///< bps
  double taker_ratio = gap;  ///< 0..1
  double p95_ms = gap;
  double p99_ms = gap;
  double risk_ratio = gap;  ///< 0..1

  friend bool operator==(const DayFigures&, const DayFigures&) = default;
};

/// A figure by name, with the limits of the daily routine: those of the journal, and the guide's of risk_ratio.
struct DayMetric {
  std::string_view name;
  double DayFigures::*figure;
  Threshold threshold;  ///< WARN and FAIL
  int decimals;
};

inline constexpr std::array<DayMetric, 6> day_metrics{
    {{"readiness", &DayFigures::readiness, {Direction::bad_when_low, limit::readiness, limit::readiness}, 2},
     {"net_bps", &DayFigures::net_bps, {Direction::bad_when_low, limit::edge_warn_bps, limit::edge_crit_bps}, 2},
     {"taker_ratio", &DayFigures::taker_ratio, {Direction::bad_when_high, limit::taker_ratio, limit::taker_ratio}, 4},
     {"p95_latency_ms", &DayFigures::p95_ms, {Direction::bad_when_high, limit::p95_ms, limit::p95_ms}, 1},
     {"p99_latency_ms", &DayFigures::p99_ms, {Direction::bad_when_high, gap, gap}, 1},
     {"risk_ratio", &DayFigures::risk_ratio, {Direction::bad_when_high, limit::risk_warn, limit::risk_crit}, 4}}};

struct DayCheck {
  std::string name;
  Level level = Level::crit;  ///< CRIT is a FAIL of the day
  double value = gap;
  double limit = gap;  ///< the one that was crossed; the FAIL limit if none was
  int decimals = 2;

  [[nodiscard]] std::string_view status() const noexcept {
    return level == Level::crit ? "FAIL" : level == Level::warn ? "WARN" : "OK";
  }
};

/// Each figure against its limits. A figure that is missing fails, but for risk_ratio, which older reports lack.
[[nodiscard]] inline std::vector<DayCheck> day_checks(const DayFigures& day) {
  std::vector<DayCheck> checks;
  for (const DayMetric& metric : day_metrics) {
    Threshold threshold = metric.threshold;
    if (metric.figure == &DayFigures::p99_ms) threshold.warn = threshold.crit = limit::p99_to_p95 * day.p95_ms;
    const double value = day.*metric.figure;
    if (is_gap(value) && metric.figure == &DayFigures::risk_ratio) continue;
    DayCheck check{std::string(metric.name), threshold.classify(value), value, threshold.crit, metric.decimals};
    if (is_gap(value)) check.level = Level::crit;
    if (check.level == Level::warn) check.limit = threshold.warn;
    checks.push_back(std::move(check));
  }
  return checks;
}

/// What the KPI gate checked beyond the readiness, as checks of the day named "gate:…", and "now" by what is open.
[[nodiscard]] inline std::vector<DayCheck> gate_day_checks(const GateReading& gate) {
  std::vector<DayCheck> checks;
  for (const KpiCheck& check : gate.checks) {
    if (check.name == "readiness") continue;
    checks.push_back({"gate:" + check.name, check.ok ? Level::ok : Level::crit, check.value, check.threshold});
  }
  if (const auto now = parse_condition(gate.run.now)) {
    checks.push_back({"now", level_of(*now), static_cast<double>(gate.run.open_incidents), 0, 0});
  }
  return checks;
}

[[nodiscard]] inline Level worst_level(const std::vector<DayCheck>& checks) noexcept {
  Level worst = Level::ok;
  for (const DayCheck& check : checks) worst = std::max(worst, check.level);
  return worst;
}

}  // namespace soak
