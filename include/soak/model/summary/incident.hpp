// Incidents as SOAK_SUMMARY.json tells them: what was or is wrong with one metric of one symbol, and since when.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// What is wrong with a run now. In the order of severity; not to know is worse than to be warned.
enum class Condition { ok, warn, unknown, crit };

[[nodiscard]] constexpr std::string_view to_string(Condition condition) noexcept {
  switch (condition) {
    case Condition::crit:
      return "CRIT";
    case Condition::unknown:
      return "UNKNOWN";
    case Condition::warn:
      return "WARN";
    case Condition::ok:
      break;
  }
  return "OK";
}

[[nodiscard]] constexpr std::optional<Condition> parse_condition(std::string_view name) noexcept {
  for (const Condition condition : {Condition::ok, Condition::warn, Condition::unknown, Condition::crit}) {
    if (name == to_string(condition)) return condition;
  }
  return std::nullopt;
}

/// How it is judged where there are three levels: what is not known is no better than what is wrong.
[[nodiscard]] constexpr Level level_of(Condition condition) noexcept {
  return condition == Condition::ok ? Level::ok : condition == Condition::warn ? Level::warn : Level::crit;
}

enum class IncidentKind { limit, no_data };

[[nodiscard]] constexpr std::string_view to_string(IncidentKind kind) noexcept {
  return kind == IncidentKind::no_data ? "no_data" : "limit";
}

[[nodiscard]] constexpr std::optional<IncidentKind> parse_incident_kind(std::string_view name) noexcept {
  for (const IncidentKind kind : {IncidentKind::limit, IncidentKind::no_data}) {
    if (name == to_string(kind)) return kind;
  }
  return std::nullopt;
}

/// Windows are named by their time (ISO 8601, UTC), by their iteration where the series has no times, and by the name
/// of their file where it has no iterations either. Indices are those of windows or, if windows were merged, of
/// buckets.
struct Incident {
  std::string id = {};  ///< SYMBOL:METRIC:SINCE, or SYMBOL:METRIC:NO_DATA:SINCE
  std::string symbol = {};
  std::string metric = {};
  Level level = Level::warn;  ///< while it is open that of now, else the worst that it reached
  std::string opened = {};    ///< window at which the rule held
  std::string since = {};     ///< first bad window, or first place without a value
  std::optional<std::string> closed = {};
  double worst = gap;     ///< value farthest beyond the limit; NaN for missing values
  std::size_t bad = 0;    ///< bad windows at `level` since `level_since`, or places without a value
  std::size_t known = 0;  ///< windows with a value in that time
  IncidentKind kind = IncidentKind::limit;
  std::size_t since_index = 0;
  std::size_t opened_index = 0;
  std::optional<std::size_t> closed_index = {};
  std::string level_since = {};  ///< since when it is at `level`
  std::size_t good = 0;          ///< good windows since the last bad one
  double last = gap;             ///< newest value of the series
  double limit = gap;            ///< of `level`; NaN for missing values
  std::int64_t since_at = 0;     ///< place of `since` on the axis of the run; not in the file
  double excess = 0;             ///< of `worst` over `limit`, in distances from WARN to CRIT; not in the file

  [[nodiscard]] bool is_open() const noexcept { return !closed.has_value(); }
};

/// The newest incident of one metric, as it stands beside the metric's figures.
struct MetricIncident {
  Level level = Level::warn;
  std::size_t since_index = 0;
  std::string since = {};
  bool is_open = false;
  std::size_t bad = 0;
  std::size_t known = 0;
};

}  // namespace soak
