// Incidents from cycle to cycle: the summary tells what the windows tell, the runner knows what was told of them.
//
// A folder may keep only the newest windows, so an open incident is followed by what is remembered: it is the same one
// although its first windows are gone, and it recovers at the 6th good window although they were never seen together.
#pragma once

#include <soak/analysis/judgement/bad_spell.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/incident_memory.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// A cycle's findings, as far as incidents are concerned.
struct IncidentFindings {
  std::span<const Incident> incidents = {};  ///< of the summary, and RUN's
  std::span<const Series> series = {};       ///< sorted by symbol
  const MetricSet& metrics;
  bool has_new_window = true;  ///< since the last cycle; counts where windows have no times
};

/// The incident of a run that stopped altogether.
[[nodiscard]] inline Incident silent_run(Instant since) {
  Incident incident{.symbol = std::string(run_symbol), .metric = "NO_DATA", .level = Level::crit};
  incident.since = format_iso8601(since);
  incident.opened = incident.since;
  incident.id = incident.symbol + ":NO_DATA:" + incident.since;
  incident.kind = IncidentKind::no_data;
  return incident;
}

namespace alert_detail {

[[nodiscard]] inline bool is_same(const RememberedIncident& a, const Incident& b) noexcept {
  return a.kind == b.kind && a.symbol == b.symbol && a.metric == b.metric;
}

[[nodiscard]] inline double worse_of(double a, double b, Direction direction) noexcept {
  if (is_gap(a) || is_gap(b)) return is_gap(a) ? b : a;
  return direction == Direction::bad_when_high ? std::max(a, b) : std::min(a, b);
}

[[nodiscard]] inline IncidentNews news_of(const RememberedIncident& incident, NewsState state, Instant now) {
  IncidentNews news{.state = state, .id = incident.id, .symbol = incident.symbol, .metric = incident.metric};
  news.kind = incident.kind;
  news.level = incident.level;
  news.since = incident.since;
  news.value = incident.worst;
  news.limit = incident.limit;
  news.bad = incident.bad;
  news.known = incident.known;
  news.at = now;
  news.paged = incident.paged;
  return news;
}

/// The value to show: the newest if it is beyond the limit, else the worst.
[[nodiscard]] inline double shown_value(const Incident& incident, Direction direction) noexcept {
  const bool is_beyond =
      direction == Direction::bad_when_high ? incident.last > incident.limit : incident.last < incident.limit;
  return is_beyond ? incident.last : incident.worst;
}

[[nodiscard]] inline RememberedIncident remembered(const Incident& incident, Instant now) {
  return {.id = incident.id,
          .symbol = incident.symbol,
          .metric = incident.metric,
          .kind = incident.kind,
          .level = incident.level,
          .worst_level = incident.level,
          .since = incident.since,
          .worst = incident.worst,
          .limit = incident.limit,
          .opened_at = now};
}

inline void take_over(RememberedIncident& known, const Incident& incident, Direction direction) {
  known.level = incident.level;
  known.worst_level = std::max(known.worst_level, incident.level);
  known.worst = worse_of(known.worst, incident.worst, direction);
  known.limit = incident.limit;
  known.bad = std::max(known.bad, incident.bad);
  known.known = std::max(known.known, incident.known);
  known.good = incident.good;
}

/// Counts the good windows since the last bad one of an incident that the windows alone do not tell any more.
inline void count_good(RememberedIncident& known, const Series& series, const IncidentFindings& findings) {
  const auto m = findings.metrics.index_of(known.metric);
  if (!m) return;
  const Threshold threshold = findings.metrics.threshold(series.symbol, *m);
  const std::span<const double> values = series.column(*m);
  std::size_t good = 0;   // behind the last bad window that is still there
  std::size_t newer = 0;  // of these, not judged before
  for (std::size_t w = values.size(); w-- > 0;) {
    if (is_gap(values[w])) continue;
    if (threshold.classify(values[w]) >= known.level) {
      known.good = good;
      return;
    }
    ++good;
    const bool has_times = !series.times.empty();
    if (has_times ? series.times[w] > known.judged_us : findings.has_new_window && newer == 0) ++newer;
  }
  known.good += newer;
}

/// What an open incident that is not among the findings has become; nothing while it may still be going on.
[[nodiscard]] inline std::optional<IncidentNews> end_of(RememberedIncident& known, const IncidentFindings& findings,
                                                        Instant now) {
  const bool is_of_run = known.symbol == run_symbol && known.kind == IncidentKind::no_data;
  const Series* const series = find_series(findings.series, known.symbol);
  const bool is_gone = !is_of_run && series == nullptr;
  if (!is_gone && known.kind == IncidentKind::limit) {
    count_good(known, *series, findings);
    if (known.good < good_windows_to_close) return std::nullopt;
  }
  IncidentNews news = news_of(known, NewsState::recovered, now);
  news.level = known.worst_level;
  news.is_gone = is_gone;
  for (const Incident& incident : findings.incidents) {
    if (is_same(known, incident) && incident.closed) news.until = incident.closed;
  }
  return news;
}

inline void note_newest(RememberedIncident& known, std::span<const Series> series) {
  const Series* const own = find_series(series, known.symbol);
  if (own != nullptr && !own->times.empty()) known.judged_us = own->times.back();
}

}  // namespace alert_detail

/// Brings what is remembered up to date, and tells what changed: opened, escalated, eased, recovered.
[[nodiscard]] inline std::vector<IncidentNews> follow_incidents(std::vector<RememberedIncident>& open,
                                                                const IncidentFindings& findings, Instant now) {
  using namespace alert_detail;
  std::vector<IncidentNews> news;
  std::vector<RememberedIncident> still_open;
  std::vector<RememberedIncident> left = std::move(open);
  for (const Incident& incident : findings.incidents) {
    if (!incident.is_open()) continue;
    const Direction direction = findings.metrics.direction(incident.metric);
    const auto known = std::find_if(left.begin(), left.end(), [&](const auto& one) { return is_same(one, incident); });
    const bool is_new = known == left.end();
    RememberedIncident next = is_new ? remembered(incident, now) : std::move(*known);
    const Level before = next.level;
    take_over(next, incident, direction);
    if (!is_new) left.erase(known);
    if (is_new || before != next.level) {
      const NewsState state = is_new                ? NewsState::opened
                              : next.level > before ? NewsState::escalated
                                                    : NewsState::eased;
      news.push_back(news_of(next, state, now));
      if (!is_new) news.back().was = before;
      news.back().value = shown_value(incident, direction);
    }
    still_open.push_back(std::move(next));
  }
  for (RememberedIncident& known : left) {
    auto end = end_of(known, findings, now);
    if (end) {
      news.push_back(std::move(*end));
    } else {
      still_open.push_back(std::move(known));
    }
  }
  for (RememberedIncident& one : still_open) note_newest(one, findings.series);
  open = std::move(still_open);
  return news;
}

}  // namespace soak
