// What the runner remembers of incidents from cycle to cycle. Text form: docs/formats/incident_memory.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/incident_news.hpp>
#include <soak/model/json/members.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// An incident that is open. Its id and its begin stay as they were first told, also when its first windows have left a
/// rolling folder.
struct RememberedIncident {
  std::string id = {};
  std::string symbol = {};
  std::string metric = {};
  IncidentKind kind = IncidentKind::limit;
  Level level = Level::warn;
  Level worst_level = Level::warn;
  std::string since = {};
  double worst = gap;  ///< value farthest beyond the limit, of all that were seen
  double limit = gap;
  std::size_t bad = 0;
  std::size_t known = 0;
  std::size_t good = 0;                       ///< good windows since the last bad one
  std::int64_t judged_us = 0;                 ///< time of the newest window judged; 0: the windows have none
  Instant opened_at{};                        ///< when the runner noticed it
  std::optional<Instant> first_told_at = {};  ///< none: below the minimum severity, or held back
  std::optional<Instant> told_at = {};        ///< the last time, reminders included
  std::vector<std::string> paged = {};        ///< channels that were told because nobody had acknowledged it
};

struct IncidentMemory {
  std::vector<RememberedIncident> open = {};
  std::vector<IncidentNews> held = {};  ///< by a silence; they go out as one message when it ends
};

void visit_members(MembersOf<RememberedIncident> auto& incident, auto&& visit) {
  visit.required("id", incident.id);
  visit.required("symbol", incident.symbol);
  visit.required("metric", incident.metric);
  visit("kind", incident.kind, WordForm<parse_incident_kind>{});
  visit.required("level", incident.level);
  visit("worst_level", incident.worst_level);
  visit("since", incident.since);
  visit("worst", incident.worst);
  visit("limit", incident.limit);
  visit("bad", incident.bad);
  visit("known", incident.known);
  visit("good", incident.good);
  visit("judged_us", incident.judged_us);
  visit("opened_at", incident.opened_at);
  visit("first_told_at", incident.first_told_at);
  visit("told_at", incident.told_at);
  visit("paged", incident.paged);
}

void visit_members(MembersOf<IncidentMemory> auto& memory, auto&& visit) {
  visit.objects("open", memory.open);
  visit.objects("held", memory.held);
}

[[nodiscard]] inline std::string to_json(const IncidentMemory& memory) { return members_json(memory) + "\n"; }

[[nodiscard]] inline Result<IncidentMemory> parse_incident_memory(std::string_view text) {
  return parse_members<IncidentMemory>(text);
}

}  // namespace soak
