// How an incident is told: its window, how long it lasted, what of it was bad. Nothing here is escaped.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/span_text.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/incident.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// A window by the name that incidents have: "2026-01-12 14:00 UTC", "iteration 14", or the name of its file.
[[nodiscard]] inline std::string place_text(std::string_view name) {
  if (const auto time = parse_iso8601(name)) return format_window_time(*time);
  const bool is_number =
      !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? "iteration " + std::string(name) : printable(name);
}

/// How long an incident that is over lasted: "9 h 00 min", else "9 windows".
[[nodiscard]] inline std::string lasted_text(const Incident& incident) {
  const auto since = parse_iso8601(incident.since);
  const auto closed = parse_iso8601(incident.closed.value_or(""));
  if (since && closed) return span_text(*closed - *since);
  if (incident.kind == IncidentKind::no_data) return counted(incident.bad, "window");
  return counted(incident.closed_index.value_or(incident.since_index) - incident.since_index, "window");
}

/// "4 of 5 windows", "5 windows without a value"; an escalated incident counts since it is at its level.
[[nodiscard]] inline std::string bad_text(const Incident& incident) {
  if (incident.kind == IncidentKind::no_data) return counted(incident.bad, "window") + " without a value";
  const std::string share = std::to_string(incident.bad) + " of " + counted(incident.known, "window");
  const bool is_escalated = !incident.level_since.empty() && incident.level_since != incident.since;
  return is_escalated ? share + " since " + place_text(incident.level_since) : share;
}

/// The same in a sentence: "bad in 4 of 5 windows".
[[nodiscard]] inline std::string bad_clause(const Incident& incident) {
  return (incident.kind == IncidentKind::no_data ? "" : "bad in ") + bad_text(incident);
}

/// "< 2.5", the side of a limit that is bad.
[[nodiscard]] inline std::string limit_text(Direction direction, double limit) {
  return (direction == Direction::bad_when_high ? "> " : "< ") + format_number(limit);
}

/// The metric of an incident; of a summary that does not know it, one with its name.
[[nodiscard]] inline Metric metric_of(const MetricSet& metrics, const std::string& name) {
  if (const auto index = metrics.index_of(name)) return metrics.metrics[*index];
  return {name, name, name, {}};
}

/// "+0.42 bps", "-42 ms": a change, with as many digits as it takes to be one.
[[nodiscard]] inline std::string change_text(double change, const Metric& metric) {
  std::string text = format_fixed(change, metric.decimals);
  for (int more = 1; more <= 6 && text.find_first_of("123456789") == text.npos; ++more) {
    text = format_fixed(change, metric.decimals + more);
  }
  if (change > 0) text.insert(0, 1, '+');
  const bool needs_blank = !metric.unit.empty() && metric.unit.front() != ' ';
  return text + (needs_blank ? " " : "") + metric.unit;
}

}  // namespace soak
