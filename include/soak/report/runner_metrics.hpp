// What the runner tells Prometheus: the text of --metrics-file (docs/formats/runner_metrics.md).
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/summary.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

struct RunnerMetrics {
  std::string env;
  std::string exchange;
  std::optional<Instant> heartbeat_at = {};  ///< end of the last good cycle
  std::optional<StatusCounts> counts = {};   ///< of this cycle; none if it could not analyze
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
};

namespace detail {

[[nodiscard]] inline std::string prometheus_label(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    out += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return out;
}

class PrometheusText {
 public:
  explicit PrometheusText(const RunnerMetrics& metrics)
      : labels_("env=\"" + prometheus_label(metrics.env) + "\",exchange=\"" + prometheus_label(metrics.exchange) +
                "\"") {}

  void head(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    text_ += "# HELP " + name_ + " " + std::string(help) + "\n# TYPE " + name_ + " " + std::string(type) + "\n";
  }
  void sample(double value, const std::string& more_labels = {}) {
    text_ += name_ + "{" + labels_ + more_labels + "} " + format_number(value) + "\n";
  }
  void gauge(std::string_view name, std::string_view help, double value) {
    head(name, "gauge", help);
    sample(value);
  }
  void counter(std::string_view name, std::string_view help, std::int64_t value) {
    head(name, "counter", help);
    sample(static_cast<double>(value));
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  std::string labels_;
  std::string name_;
  std::string text_;
};

}  // namespace detail

/// The whole file. What is unknown (no good cycle yet, no verdict) is absent rather than 0.
[[nodiscard]] inline std::string to_prometheus(const RunnerMetrics& m) {
  detail::PrometheusText out(m);
  const auto count = [](auto value) { return static_cast<double>(value); };
  out.gauge("soak_alert_debounce_remaining_minutes", "Minutes until the same alert may be sent again; 0: now.",
            count(m.debounce_remaining_min));
  if (m.heartbeat_at) {
    const double seconds = count(epoch_seconds(*m.heartbeat_at));
    out.gauge("soak_runner_heartbeat_timestamp_seconds", "When the last good cycle ended.", seconds);
    out.gauge("redis_heartbeat_timestamp", "The same, by the name that the user guide's queries have.", seconds);
  }
  if (m.counts) {
    out.gauge("soak_verdict", "Verdict of the last cycle: 0 OK, 1 WARN, 2 CRIT; absent if it could not analyze.",
              count(static_cast<int>(m.counts->verdict())));
    out.head("soak_statuses", "gauge", "Symbol-metrics by their status.");
    out.sample(count(m.counts->crit), ",status=\"CRIT\"");
    out.sample(count(m.counts->warn), ",status=\"WARN\"");
    out.sample(count(m.counts->ok), ",status=\"OK\"");
    out.gauge("soak_windows", "Windows of the longest series.", count(m.windows));
    out.gauge("soak_symbols", "Symbols analyzed.", count(m.symbols));
  }
  out.gauge("soak_cycle_duration_seconds", "Time that the last cycle took.", m.cycle_seconds);
  out.gauge("soak_export_failures_in_row", "Cycles in a row whose export to Redis failed.",
            count(m.export_failures_in_row));
  out.gauge("soak_analysis_failures_in_row", "Cycles in a row that could not analyze.",
            count(m.analysis_failures_in_row));
  out.gauge("soak_alerts_pending", "Deliveries that still wait for a channel.", count(m.alerts_pending));
  out.counter("soak_cycles_total", "Cycles run.", m.cycles_total);
  out.counter("redis_export_fail_total", "Cycles whose export to Redis failed.", m.export_failures_total);
  out.counter("soak_alerts_sent_total", "Alerts that a channel took.", m.alerts_sent_total);
  out.counter("soak_alerts_debounced_total", "Alerts that the debounce held back.", m.alerts_debounced_total);
  out.counter("soak_alerts_failed_total", "Attempts that a channel did not take.", m.alerts_failed_total);
  return out.take();
}

}  // namespace soak
