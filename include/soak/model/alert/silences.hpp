// What people said of incidents and quiet hours: acknowledgements and silences. Text form: docs/formats/silences.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/members.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// Somebody knows of an incident: no reminders until it recovers, gets worse, or the time is over.
struct Acknowledgement {
  std::string id = {};  ///< of the incident
  Level level = Level::warn;
  Instant at{};
  Instant until{};
  std::string reason = {};
  std::string by = {};
};

/// Messages of a lesser severity than `below` wait until it is over. Either from one instant to another, or each day
/// between two minutes of the day in a time zone.
struct SilenceRule {
  Level below = Level::crit;
  Instant at{};
  std::optional<Instant> from = {};
  std::optional<Instant> to = {};
  std::optional<std::int64_t> daily_from = {};  ///< minutes after midnight
  std::optional<std::int64_t> daily_to = {};    ///< an earlier one than `daily_from` is on the next day
  std::string zone = {};                        ///< of the minutes
  std::string reason = {};
  std::string by = {};
};

struct Silences {
  std::vector<Acknowledgement> acks = {};
  std::vector<SilenceRule> silences = {};
  Instant updated_at{};  ///< tells the newer of two lists
};

void visit_members(MembersOf<Acknowledgement> auto& ack, auto&& visit) {
  visit.required("id", ack.id);
  visit.required("level", ack.level);
  visit.required("at", ack.at);
  visit.required("until", ack.until);
  visit("reason", ack.reason);
  visit("by", ack.by);
}

void visit_members(MembersOf<SilenceRule> auto& rule, auto&& visit) {
  visit.required("below", rule.below);
  visit.required("at", rule.at);
  visit.if_any("from", rule.from);
  visit.if_any("to", rule.to);
  visit.if_any("daily_from", rule.daily_from);
  visit.if_any("daily_to", rule.daily_to);
  visit("zone", rule.zone);
  visit("reason", rule.reason);
  visit("by", rule.by);
}

void visit_members(MembersOf<Silences> auto& silences, auto&& visit) {
  visit.objects("acks", silences.acks);
  visit.objects("silences", silences.silences);
  visit("updated_at", silences.updated_at);
}

[[nodiscard]] inline std::string to_json(const Silences& silences) { return members_json(silences) + "\n"; }

[[nodiscard]] inline Result<Silences> parse_silences(std::string_view text) { return parse_members<Silences>(text); }

}  // namespace soak
