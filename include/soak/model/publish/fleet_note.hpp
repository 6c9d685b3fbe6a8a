// What a runner says of itself for who watches many of them: the key soak:fleet (docs/formats/fleet.md).
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/json/members.hpp>
#include <soak/model/summary/incident.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::string_view fleet_note_name = "soak:fleet";

/// A note outlives a runner that died by this many seconds (30 days), or the one that needs help most would vanish from
/// the list.
inline constexpr std::int64_t fleet_note_ttl_s = 30 * 86'400;

struct FleetNote {
  Instant ts{};                              ///< end of the last cycle, good or bad
  std::optional<Instant> heartbeat_at = {};  ///< end of the last good one
  double interval_min = 0;                   ///< pause between cycles
  std::optional<Condition> now = {};         ///< none: the cycle could not analyze
  std::int64_t open_crit = 0;                ///< incidents, the run's own silence included
  std::int64_t open_warn = 0;
  std::string worst = {};                       ///< "BTCUSDT edge_bps since TIME", the first of the worst ones
  std::string last_window = {};                 ///< of the newest window: its time, else its place; empty: not known
  std::optional<Instant> windows_seen_at = {};  ///< when the newest window was seen first
  double max_window_age_min = 0;                ///< 0: no limit
  std::int64_t analysis_failures = 0;           ///< cycles in a row
  std::int64_t export_failures = 0;             ///< the same
  std::int64_t alerts_pending = 0;              ///< deliveries that wait for a channel

  friend bool operator==(const FleetNote&, const FleetNote&) = default;
};

/// The members in the order of the key.
void visit_members(MembersOf<FleetNote> auto& note, auto&& visit) {
  visit.required("ts", note.ts);
  visit("heartbeat_at", note.heartbeat_at, EmptyIfNone{});
  visit("interval_min", note.interval_min, NotNegative{});
  visit.if_any("now", note.now, WordForm<parse_condition>{});
  visit("open_crit", note.open_crit, NotNegative{});
  visit("open_warn", note.open_warn, NotNegative{});
  visit("worst", note.worst);
  visit("last_window", note.last_window);
  visit("windows_seen_at", note.windows_seen_at, EmptyIfNone{});
  visit("max_window_age_min", note.max_window_age_min, NotNegative{});
  visit("analysis_failures", note.analysis_failures, NotNegative{});
  visit("export_failures", note.export_failures, NotNegative{});
  visit("alerts_pending", note.alerts_pending, NotNegative{});
}

/// One line, without its end.
[[nodiscard]] inline std::string to_json(const FleetNote& note) { return members_json(note, JsonWriter::Layout::line); }

[[nodiscard]] inline Result<FleetNote> parse_fleet_note(std::string_view text) {
  return parse_members<FleetNote>(text);
}

}  // namespace soak
