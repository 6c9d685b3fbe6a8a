// Which news of incidents go out now, which wait, and which nobody needs to hear.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/analysis/alert/incident_tracking.hpp>
#include <soak/analysis/alert/silence_rules.hpp>
#include <soak/model/alert/incident_memory.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

struct IncidentRules {
  Level min_severity = Level::crit;  ///< the least that any channel wants to hear of
  std::int64_t debounce_min = 180;   ///< minutes between reminders; 0: none
  Silences silences = {};
  ZoneOffset zone_offset = [](const std::string&, Instant) { return std::chrono::seconds{0}; };
};

/// `changes` is for the log, with those that were held back or acknowledged in `silenced` instead; `told` is what the
/// one message of this cycle says, the most important first.
struct IncidentDecision {
  IncidentMemory memory;
  std::vector<IncidentNews> changes = {};
  std::vector<IncidentNews> silenced = {};
  std::vector<IncidentNews> told = {};
};

/// Newest and worst first: what opened before what lasts before what is over, CRIT before WARN.
inline void sort_news(std::vector<IncidentNews>& news) {
  std::stable_sort(news.begin(), news.end(), [](const IncidentNews& a, const IncidentNews& b) {
    const auto order = [](const IncidentNews& one) { return std::tuple(one.state, -static_cast<int>(one.level)); };
    return std::tuple(order(a), b.at) < std::tuple(order(b), a.at);
  });
}

/// Older news that were not told yet, and newer ones, one an incident: who hears for the first time of what opened and
/// got worse since hears that it opened, as it is now.
[[nodiscard]] inline std::vector<IncidentNews> merge_news(std::vector<IncidentNews> older,
                                                          const std::vector<IncidentNews>& newer) {
  for (const IncidentNews& news : newer) {
    const auto known =
        std::find_if(older.begin(), older.end(), [&](const IncidentNews& one) { return one.id == news.id; });
    if (known == older.end()) {
      older.push_back(news);
      continue;
    }
    const bool is_first_word = known->state == NewsState::opened && news.is_active();
    *known = news;
    if (is_first_word) {
      known->state = NewsState::opened;
      known->was.reset();
    }
  }
  sort_news(older);
  return older;
}

namespace alert_detail {

[[nodiscard]] inline bool is_reminder_due(const RememberedIncident& incident, std::int64_t debounce_min, Instant now) {
  return debounce_min > 0 && incident.told_at && debounce_remaining_min(*incident.told_at, now, debounce_min) == 0;
}

/// Reminders of what was told and is still open. When one is due they all go, so that there is one such message a
/// debounce window and not one for each incident.
inline void add_reminders(IncidentDecision& decision, const IncidentRules& rules, Level below, Instant now) {
  auto& open = decision.memory.open;
  const bool is_any_due = std::any_of(open.begin(), open.end(), [&](const RememberedIncident& one) {
    return is_reminder_due(one, rules.debounce_min, now) && !is_acknowledged(one, rules.silences, now) &&
           one.level >= below && one.level >= rules.min_severity;
  });
  for (RememberedIncident& one : open) {
    if (!one.told_at || one.level < rules.min_severity) continue;
    const bool is_held = one.level < below || is_acknowledged(one, rules.silences, now);
    if (!(is_held ? is_reminder_due(one, rules.debounce_min, now) : is_any_due)) continue;
    const bool has_news = std::any_of(decision.changes.begin(), decision.changes.end(),
                                      [&](const IncidentNews& news) { return news.id == one.id; });
    if (has_news) continue;
    IncidentNews news = news_of(one, NewsState::reminder, now);
    if (is_held) {
      decision.silenced.push_back(news);
      one.told_at = now;
    } else {
      decision.changes.push_back(news);
      decision.told.push_back(std::move(news));
    }
  }
}

/// What goes out is what was told last.
inline void note_told(IncidentMemory& memory, const std::vector<IncidentNews>& told, Instant now) {
  for (RememberedIncident& one : memory.open) {
    const bool is_told = std::any_of(told.begin(), told.end(), [&](const IncidentNews& n) { return n.id == one.id; });
    if (!is_told) continue;
    one.told_at = now;
    if (!one.first_told_at) one.first_told_at = now;
  }
}

}  // namespace alert_detail

[[nodiscard]] inline IncidentDecision decide_incidents(IncidentMemory memory, const IncidentFindings& findings,
                                                       const IncidentRules& rules, Instant now) {
  IncidentDecision decision{.memory = std::move(memory)};
  // A clock that was set back must not stretch the time to the next reminder.
  for (RememberedIncident& one : decision.memory.open) {
    if (one.told_at) one.told_at = std::min(*one.told_at, now);
    if (one.first_told_at) one.first_told_at = std::min(*one.first_told_at, now);
  }
  const Level below = silenced_below(rules.silences, rules.zone_offset, now);
  std::vector<IncidentNews> held = std::move(decision.memory.held);
  std::vector<IncidentNews> told;
  for (IncidentNews& news : follow_incidents(decision.memory.open, findings, now)) {
    const bool matters = news.rank() >= rules.min_severity;
    if (matters && news.rank() < below) {
      held = merge_news(std::move(held), {news});
      decision.silenced.push_back(std::move(news));
    } else {
      if (matters) told.push_back(news);
      decision.changes.push_back(std::move(news));
    }
  }
  for (IncidentNews& news : held) {
    (news.rank() < below ? decision.memory.held : decision.told).push_back(std::move(news));
  }
  decision.told = merge_news(std::move(decision.told), told);
  alert_detail::add_reminders(decision, rules, below, now);
  sort_news(decision.told);
  alert_detail::note_told(decision.memory, decision.told, now);
  return decision;
}

/// Minutes until the next reminder of what is open; 0 if there will be none.
[[nodiscard]] inline std::int64_t reminder_remaining_min(const IncidentMemory& memory, std::int64_t debounce_min,
                                                         Instant now) {
  std::int64_t least = debounce_min;
  bool is_any_told = false;
  for (const RememberedIncident& one : memory.open) {
    if (!one.told_at || debounce_min <= 0) continue;
    is_any_told = true;
    least = std::min(least, debounce_remaining_min(*one.told_at, now, debounce_min));
  }
  return is_any_told ? least : 0;
}

}  // namespace soak
