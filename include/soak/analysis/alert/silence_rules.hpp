// Whether somebody knows of an incident already, and which messages wait for the morning.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/incident_memory.hpp>
#include <soak/model/alert/silences.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace soak {

/// The offset of a named zone; one of a zone that is not known here counts as UTC.
using ZoneOffset = std::function<std::chrono::seconds(const std::string& zone, Instant at)>;

/// An acknowledgement ends with its time, with the incident, and when the incident gets worse than it was then.
[[nodiscard]] inline bool is_acknowledged(const RememberedIncident& incident, const Silences& silences, Instant now) {
  return std::any_of(silences.acks.begin(), silences.acks.end(), [&](const Acknowledgement& ack) {
    return ack.id == incident.id && ack.at <= now && now < ack.until && incident.level <= ack.level;
  });
}

[[nodiscard]] inline bool is_in_force(const SilenceRule& rule, const ZoneOffset& offset, Instant now) {
  if (rule.from && now < *rule.from) return false;
  if (rule.to && now >= *rule.to) return false;
  if (!rule.daily_from || !rule.daily_to) return rule.from.has_value() || rule.to.has_value();
  const std::int64_t local_s = epoch_seconds(now) + offset(rule.zone, now).count();
  const std::int64_t minute = ((local_s % 86400 + 86400) % 86400) / 60;
  const bool is_over_midnight = *rule.daily_to <= *rule.daily_from;
  const bool is_after_begin = minute >= *rule.daily_from;
  const bool is_before_end = minute < *rule.daily_to;
  return is_over_midnight ? is_after_begin || is_before_end : is_after_begin && is_before_end;
}

/// The severity from which on messages go out now; OK if nothing is silenced.
[[nodiscard]] inline Level silenced_below(const Silences& silences, const ZoneOffset& offset, Instant now) {
  Level below = Level::ok;
  for (const SilenceRule& rule : silences.silences) {
    if (is_in_force(rule, offset, now)) below = std::max(below, rule.below);
  }
  return below;
}

/// True once it can have no effect any more.
[[nodiscard]] inline bool is_over(const Acknowledgement& ack, Instant now) noexcept { return ack.until <= now; }
[[nodiscard]] inline bool is_over(const SilenceRule& rule, Instant now) noexcept { return rule.to && *rule.to <= now; }

}  // namespace soak
