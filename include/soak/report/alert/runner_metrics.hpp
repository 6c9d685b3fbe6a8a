// What the runner tells Prometheus: the text of --metrics-file, and the same numbers for Redis
// (docs/formats/runner_metrics.md).
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/number.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/violation.hpp>
#include <soak/report/alert/metric_family.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// One symbol of the last cycle; counts are of violations (windows beyond a limit).
struct SymbolMetrics {
  std::string symbol;
  Level verdict = Level::ok;
  std::size_t crit = 0;
  std::size_t warn = 0;
  std::size_t open_crit = 0;  ///< incidents
  std::size_t open_warn = 0;
};

/// What people said of the open incidents, and what waits because of it.
struct AttentionMetrics {
  std::size_t acknowledged = 0;  ///< open incidents
  std::size_t held_back = 0;     ///< messages that a silence holds back
  bool is_silenced = false;      ///< by a silence in force
};

/// How a runner with --lease stands.
struct LeaseStanding {
  bool is_held = false;
  std::int64_t token = 0;
};

struct RunnerMetrics {
  std::string env;
  std::string exchange;
  std::optional<Instant> heartbeat_at = {};  ///< end of the last good cycle
  std::optional<StatusCounts> counts = {};   ///< of this cycle; none if it could not analyze
  Present present = {};                      ///< of this cycle
  std::size_t open_crit = 0;                 ///< incidents, RUN's included
  std::size_t open_warn = 0;
  bool is_run_silent = false;                      ///< no new window comes
  std::optional<AttentionMetrics> attention = {};  ///< none: the runner alerts on the verdict
  std::size_t drifts = 0;                          ///< symbol-metrics that get worse
  std::vector<SymbolMetrics> per_symbol = {};      ///< of this cycle
  std::optional<Instant> windows_seen_at = {};     ///< when the newest window was seen first
  double window_age_limit_s = 0;                   ///< without a new window; 0: none
  double interval_s = 0;                           ///< pause between cycles
  std::size_t windows = 0;
  std::size_t symbols = 0;
  double cycle_seconds = 0;
  std::int64_t debounce_remaining_min = 0;
  std::int64_t export_failures_in_row = 0;
  std::int64_t analysis_failures_in_row = 0;
  std::int64_t alerts_pending = 0;  ///< channels that have still to take an alert
  std::int64_t cycles_total = 0;
  std::int64_t export_failures_total = 0;
  std::int64_t alerts_sent_total = 0;  ///< accepted by a channel
  std::int64_t alerts_debounced_total = 0;
  std::int64_t alerts_failed_total = 0;  ///< attempts that a channel did not accept
  std::int64_t incidents_opened_total = 0;
  std::int64_t incidents_recovered_total = 0;
  std::optional<LeaseStanding> lease = {};  ///< none: it works without one
};

/// A run of thousands of symbols must not become tens of thousands of time series: only so many are told.
inline constexpr std::size_t max_metric_symbols = 100;

/// At most max_metric_symbols symbols, the worst ones if there are more, by name.
[[nodiscard]] inline std::vector<SymbolMetrics> symbol_metrics(const Summary& summary,
                                                               std::span<const Violation> violations) {
  std::map<std::string_view, SymbolMetrics> found;
  for (const SymbolSummary& symbol : summary.symbols) found[symbol.symbol] = {symbol.symbol, symbol.status()};
  for (const Violation& violation : violations) {
    SymbolMetrics& one = found[violation.symbol];
    ++(violation.level == Level::crit ? one.crit : one.warn);
  }
  for (const Incident& incident : summary.incidents) {
    SymbolMetrics& one = found[incident.symbol];
    if (incident.is_open()) ++(incident.level == Level::crit ? one.open_crit : one.open_warn);
  }
  std::vector<SymbolMetrics> result;
  for (auto& [name, one] : found) result.push_back(std::move(one));
  if (result.size() <= max_metric_symbols) return result;
  const auto badness = [](const SymbolMetrics& one) {
    return std::tuple(one.open_crit, one.open_warn, one.verdict, one.crit, one.warn);
  };
  std::stable_sort(result.begin(), result.end(), [&](const auto& a, const auto& b) { return badness(a) > badness(b); });
  result.resize(max_metric_symbols);
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.symbol < b.symbol; });
  return result;
}

/// What the runner's state tells; the cycle tells the rest.
[[nodiscard]] inline RunnerMetrics runner_metrics(const RunnerState& state) {
  return {.env = state.env,
          .exchange = state.exchange,
          .heartbeat_at = state.heartbeat_at,
          .drifts = state.drifts.size(),
          .windows_seen_at = state.windows_seen_at,
          .interval_s = 60 * state.interval_min,
          .analysis_failures_in_row = state.analysis_failures,
          .cycles_total = state.cycles_total,
          .export_failures_total = state.export_failures_total,
          .alerts_sent_total = state.alerts_sent_total,
          .alerts_debounced_total = state.alerts_debounced_total,
          .alerts_failed_total = state.alerts_failed_total,
          .incidents_opened_total = state.incidents_opened_total,
          .incidents_recovered_total = state.incidents_recovered_total};
}

/// Adds what a cycle found.
inline void add_analysis(RunnerMetrics& metrics, const Summary& summary, std::span<const Violation> violations) {
  metrics.counts = summary.counts();
  metrics.present = summary.present;
  for (const Incident& incident : summary.incidents) {
    if (incident.is_open()) ++(incident.level == Level::crit ? metrics.open_crit : metrics.open_warn);
  }
  metrics.per_symbol = symbol_metrics(summary, violations);
  metrics.windows = summary.windows;
  metrics.symbols = summary.symbols.size();
}

inline void add_silent_run(RunnerMetrics& metrics) {
  metrics.is_run_silent = true;
  ++metrics.open_crit;
  if (metrics.present.now != Condition::crit) metrics.present.now = Condition::unknown;
}

inline constexpr std::string_view debounce_metric = "soak_alert_debounce_remaining_minutes";
inline constexpr std::string_view heartbeat_metric = "soak_runner_heartbeat_timestamp_seconds";
inline constexpr std::string_view guide_heartbeat_metric = "redis_heartbeat_timestamp";

namespace alert_detail {

/// As soak_verdict where that has a number for it; what is not known comes last.
[[nodiscard]] constexpr int condition_number(Condition now) noexcept {
  switch (now) {
    case Condition::warn:
      return 1;
    case Condition::crit:
      return 2;
    case Condition::unknown:
      return 3;
    case Condition::ok:
      break;
  }
  return 0;
}

inline void add_findings(MetricFamilies& out, const RunnerMetrics& m) {
  const auto number = [](auto value) { return static_cast<double>(value); };
  out.gauge("soak_verdict", "Verdict of the last cycle: 0 OK, 1 WARN, 2 CRIT; absent if it could not analyze.",
            static_cast<int>(m.counts->verdict()));
  out.add("soak_statuses", "gauge", "Symbol-metrics by their status.",
          {{number(m.counts->crit), {{"status", "CRIT"}}},
           {number(m.counts->warn), {{"status", "WARN"}}},
           {number(m.counts->ok), {{"status", "OK"}}}});
  out.gauge("soak_now", "What is wrong now, by open incidents: 0 OK, 1 WARN, 2 CRIT, 3 UNKNOWN (a symbol is silent).",
            condition_number(m.present.now));
  out.add("soak_open_incidents", "gauge", "Incidents that are open, those of silent symbols included.",
          {{number(m.open_crit), {{"level", "CRIT"}}}, {number(m.open_warn), {{"level", "WARN"}}}});
  out.gauge("soak_drifts", "Symbol-metrics with a confirmed drift for the worse.", m.drifts);
  out.gauge("soak_windows", "Windows of the longest series.", m.windows);
  out.gauge("soak_symbols", "Symbols analyzed.", m.symbols);
  std::vector<MetricFamily::Sample> verdicts;
  std::vector<MetricFamily::Sample> violations;
  std::vector<MetricFamily::Sample> open;
  for (const SymbolMetrics& one : m.per_symbol) {
    verdicts.push_back({number(static_cast<int>(one.verdict)), {{"symbol", one.symbol}}});
    violations.push_back({number(one.crit), {{"level", "CRIT"}, {"symbol", one.symbol}}});
    violations.push_back({number(one.warn), {{"level", "WARN"}, {"symbol", one.symbol}}});
    open.push_back({number(one.open_crit), {{"level", "CRIT"}, {"symbol", one.symbol}}});
    open.push_back({number(one.open_warn), {{"level", "WARN"}, {"symbol", one.symbol}}});
  }
  out.add("soak_symbol_verdict", "gauge", "Verdict of a symbol: 0 OK, 1 WARN, 2 CRIT.", std::move(verdicts));
  out.add("soak_symbol_violations", "gauge", "Windows of a symbol beyond a limit, of that level.",
          std::move(violations));
  out.add("soak_symbol_open_incidents", "gauge", "Incidents of a symbol that are open, of that level.",
          std::move(open));
}

inline void add_attention(MetricFamilies& out, const AttentionMetrics& attention) {
  out.gauge("soak_acknowledged_incidents", "Open incidents that somebody acknowledged.", attention.acknowledged);
  out.gauge("soak_silenced", "1 while a silence holds back lesser messages.", attention.is_silenced ? 1 : 0);
  out.gauge("soak_messages_held_back", "Messages that wait for the end of a silence.", attention.held_back);
}

}  // namespace alert_detail

/// What is unknown (no good cycle yet, no verdict) is absent rather than 0.
[[nodiscard]] inline std::vector<MetricFamily> metric_families(const RunnerMetrics& m) {
  MetricFamilies out;
  out.gauge(debounce_metric, "Minutes until the same alert may be sent again; 0: now.", m.debounce_remaining_min);
  out.gauge(heartbeat_metric, "When the last good cycle ended.", m.heartbeat_at);
  out.gauge(guide_heartbeat_metric, "The same, by the name that the user guide's queries have.", m.heartbeat_at);
  out.gauge("soak_runner_interval_seconds", "Pause between two cycles.", m.interval_s);
  if (m.counts) alert_detail::add_findings(out, m);
  if (m.attention) alert_detail::add_attention(out, *m.attention);
  if (m.lease) {
    out.gauge("soak_lease_held", "1 while this runner has the lease; 0: another one works, or none can.",
              m.lease->is_held ? 1 : 0);
    out.gauge("soak_lease_token", "Number of the lease, which grows with each holder.", m.lease->token);
  }
  out.gauge("soak_newest_window_seen_timestamp_seconds", "When the runner first saw the newest window.",
            m.windows_seen_at);
  if (m.window_age_limit_s > 0) {
    out.gauge("soak_window_age_limit_seconds", "Time without a new window that is worth a warning.",
              m.window_age_limit_s);
  }
  out.gauge("soak_cycle_duration_seconds", "Time that the last cycle took.", m.cycle_seconds);
  out.gauge("soak_export_failures_in_row", "Cycles in a row whose export to Redis failed.", m.export_failures_in_row);
  out.gauge("soak_analysis_failures_in_row", "Cycles in a row that could not analyze.", m.analysis_failures_in_row);
  out.gauge("soak_alerts_pending", "Deliveries that still wait for a channel.", m.alerts_pending);
  out.counter("soak_cycles_total", "Cycles run.", m.cycles_total);
  out.counter("redis_export_fail_total", "Cycles whose export to Redis failed.", m.export_failures_total);
  out.counter("soak_alerts_sent_total", "Alerts that a channel took.", m.alerts_sent_total);
  out.counter("soak_alerts_debounced_total", "Alerts that the debounce held back.", m.alerts_debounced_total);
  out.counter("soak_alerts_failed_total", "Attempts that a channel did not take.", m.alerts_failed_total);
  out.counter("soak_incidents_opened_total", "Incidents that opened.", m.incidents_opened_total);
  out.counter("soak_incidents_recovered_total", "Incidents that recovered.", m.incidents_recovered_total);
  return out.take();
}

/// The whole metrics file.
[[nodiscard]] inline std::string to_prometheus(const RunnerMetrics& metrics) {
  return prometheus_text(metric_families(metrics), {{"env", metrics.env}, {"exchange", metrics.exchange}});
}

/// The numbers that Redis gets: what follows the heartbeat's key, and the text of the value. The heartbeat and the
/// debounce have keys of their own.
[[nodiscard]] inline std::vector<std::pair<std::string, std::string>> redis_numbers(const RunnerMetrics& metrics) {
  std::vector<std::pair<std::string, std::string>> numbers;
  for (const MetricFamily& family : metric_families(metrics)) {
    if (family.name == debounce_metric || family.name == heartbeat_metric || family.name == guide_heartbeat_metric) {
      continue;
    }
    for (const MetricFamily::Sample& sample : family.samples) {
      std::string suffix = ":" + std::string(family.name);
      for (const auto& [label, value] : sample.labels) suffix += ":" + key_part(value);
      numbers.emplace_back(std::move(suffix), format_number(sample.value));
    }
  }
  return numbers;
}

}  // namespace soak
