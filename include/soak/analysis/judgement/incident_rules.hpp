// What is wrong now, since when, and is it over: one metric's incidents from its WARN and CRIT spells.
#pragma once

#include <soak/analysis/judgement/bad_spell.hpp>
#include <soak/analysis/judgement/window_grade.hpp>
#include <soak/core/threshold.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

enum class IncidentChange { opened, escalated, eased, recovered };

[[nodiscard]] constexpr std::string_view to_string(IncidentChange change) noexcept {
  switch (change) {
    case IncidentChange::opened:
      return "opened";
    case IncidentChange::escalated:
      return "escalated";
    case IncidentChange::eased:
      return "eased";
    case IncidentChange::recovered:
      break;
  }
  return "recovered";
}

/// From the first spell of one metric of one symbol that opens until neither its WARN nor its CRIT spell is open. An
/// open CRIT spell hides the WARN one. The window `since` is its identity: no two incidents of a metric share it, and
/// it stays when the level changes.
struct TrackedIncident {
  struct Event {
    std::size_t window;
    IncidentChange change;
    friend bool operator==(const Event&, const Event&) = default;
  };

  std::size_t since = 0;   ///< of the spell that opened it
  std::size_t opened = 0;  ///< window
  std::optional<std::size_t> closed = {};
  std::optional<BadSpell> crit = {};  ///< the newest within this incident
  std::optional<BadSpell> warn = {};
  std::vector<Event> events = {};  ///< in order; the first is `opened`

  [[nodiscard]] bool is_open() const noexcept { return !closed.has_value(); }

  /// The spell to tell: CRIT while it is open, WARN after it has eased; of a closed incident the worst.
  [[nodiscard]] const BadSpell& shown() const noexcept {
    return crit && (crit->is_open() || !is_open() || !warn) ? *crit : *warn;
  }

  [[nodiscard]] Level level() const noexcept { return shown().level; }

  /// The worst that it reached, by which its recovery ranks.
  [[nodiscard]] Level worst_level() const noexcept { return crit ? Level::crit : Level::warn; }
};

namespace judgement_detail {

class IncidentTracker {
 public:
  void take(std::size_t window, WindowGrade grade) {
    const SpellTracker::Change crit = crit_.take(window, grade);
    const SpellTracker::Change warn = warn_.take(window, grade);
    const bool was_open = !incidents_.empty() && incidents_.back().is_open();
    if (!was_open) {
      if (!crit_.is_open() && !warn_.is_open()) return;
      const BadSpell& first = crit_.is_open() ? *crit_.newest() : *warn_.newest();
      incidents_.push_back({.since = first.since, .opened = window});
      note(window, IncidentChange::opened);
    }
    TrackedIncident& incident = incidents_.back();
    if (crit != SpellTracker::Change::none || crit_.is_open()) incident.crit = crit_.newest();
    if (warn != SpellTracker::Change::none || warn_.is_open()) incident.warn = warn_.newest();
    if (!crit_.is_open() && !warn_.is_open()) return close(window);
    if (was_open && crit == SpellTracker::Change::opened) note(window, IncidentChange::escalated);
    if (crit == SpellTracker::Change::closed) note(window, IncidentChange::eased);
  }

  [[nodiscard]] std::vector<TrackedIncident> release() noexcept { return std::move(incidents_); }

 private:
  void note(std::size_t window, IncidentChange change) { incidents_.back().events.push_back({window, change}); }

  void close(std::size_t window) {
    incidents_.back().closed = window;
    note(window, IncidentChange::recovered);
    crit_.forget_since_before(window + 1);
    warn_.forget_since_before(window + 1);
  }

  SpellTracker crit_{Level::crit};
  SpellTracker warn_{Level::warn};
  std::vector<TrackedIncident> incidents_;
};

inline void find_worst(std::optional<BadSpell>& spell, std::span<const double> values, Direction direction) {
  if (!spell) return;
  for (std::size_t w = spell->since; w <= spell->last_bad; ++w) {
    const bool is_worse = direction == Direction::bad_when_high ? values[w] > spell->worst : values[w] < spell->worst;
    if (is_worse || is_gap(spell->worst)) spell->worst = values[w];
  }
}

}  // namespace judgement_detail

/// The incidents of one metric in order; only the last one may be open. Their spells' `worst` is unknown. O(n).
[[nodiscard]] inline std::vector<TrackedIncident> track_incidents(std::span<const WindowGrade> grades) {
  judgement_detail::IncidentTracker tracker;
  for (std::size_t w = 0; w < grades.size(); ++w) tracker.take(w, grades[w]);
  return tracker.release();
}

/// The same with the worst value of each spell. `grades` are those of `values`.
[[nodiscard]] inline std::vector<TrackedIncident> track_incidents(std::span<const double> values,
                                                                  std::span<const WindowGrade> grades,
                                                                  Direction direction) {
  std::vector<TrackedIncident> incidents = track_incidents(grades);
  for (TrackedIncident& incident : incidents) {
    judgement_detail::find_worst(incident.crit, values, direction);
    judgement_detail::find_worst(incident.warn, values, direction);
  }
  return incidents;
}

/// The same from the values, gaps being NaN.
[[nodiscard]] inline std::vector<TrackedIncident> track_incidents(std::span<const double> values,
                                                                  const Threshold& threshold,
                                                                  double gross_factor = default_gross_factor) {
  return track_incidents(values, grade_windows(values, threshold, gross_factor), threshold.direction);
}

}  // namespace soak
