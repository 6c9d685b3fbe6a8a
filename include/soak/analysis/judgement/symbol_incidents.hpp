// The incidents of one symbol as the summary tells them, from its windows, and what they come to for the run.
#pragma once

#include <soak/analysis/judgement/incident_rules.hpp>
#include <soak/analysis/judgement/silence.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// How the places of a series are named, and where they are on the axis of the run.
struct PlaceNames {
  std::function<std::string(SeriesPlace)> name;
  std::function<std::int64_t(SeriesPlace)> position;
};

namespace judgement_detail {

/// How far a value is beyond its limit, in distances from WARN to CRIT, so that metrics can be compared.
[[nodiscard]] inline double excess(double value, double limit, const Threshold& threshold) noexcept {
  const double distance = std::fabs(threshold.crit - threshold.warn);
  const double beyond = std::fabs(value - limit);
  if (distance > 0) return beyond / distance;
  return limit != 0 ? beyond / std::fabs(limit) : beyond;
}

[[nodiscard]] inline Incident limit_incident(const TrackedIncident& tracked, const Threshold& threshold,
                                             const MetricSummary& metric, const std::string& symbol,
                                             const PlaceNames& places) {
  const BadSpell& spell = tracked.shown();
  Incident incident;
  incident.symbol = symbol;
  incident.metric = metric.metric;
  incident.level = spell.level;
  incident.opened = places.name({tracked.opened});
  incident.since = places.name({tracked.since});
  incident.id = symbol + ":" + metric.metric + ":" + incident.since;
  if (tracked.closed) incident.closed = places.name({*tracked.closed});
  incident.worst = spell.worst;
  incident.bad = spell.bad;
  incident.known = spell.known;
  incident.since_index = tracked.since;
  incident.opened_index = tracked.opened;
  incident.closed_index = tracked.closed;
  incident.level_since = places.name({spell.since});
  incident.good = spell.good;
  incident.last = metric.extent.last;
  incident.limit = threshold.limit(spell.level);
  incident.since_at = places.position({tracked.since});
  incident.excess = excess(spell.worst, incident.limit, threshold);
  return incident;
}

[[nodiscard]] inline Incident no_data_incident(const SilentSpell& silence, Level level, const MetricSummary& metric,
                                               const std::string& symbol, const PlaceNames& places) {
  Incident incident;
  incident.symbol = symbol;
  incident.metric = metric.metric;
  incident.level = level;
  incident.opened = places.name(silence.opened);
  incident.since = places.name(silence.since);
  incident.id = symbol + ":" + metric.metric + ":NO_DATA:" + incident.since;
  if (silence.closed) incident.closed = places.name({*silence.closed});
  incident.bad = silence.places;
  incident.kind = IncidentKind::no_data;
  incident.since_index = silence.since.window;
  incident.opened_index = silence.opened.window;
  incident.closed_index = silence.closed;
  incident.level_since = incident.since;
  incident.last = metric.extent.last;
  incident.since_at = places.position(silence.since);
  return incident;
}

/// The one that stands beside the metric's figures: what is open, values before silence; else what was there last.
[[nodiscard]] inline const Incident* incident_to_show(std::span<const Incident> of_metric) noexcept {
  const auto rank = [](const Incident& incident) {
    return std::tuple(incident.is_open(), incident.is_open() && incident.kind == IncidentKind::limit,
                      incident.since_index);
  };
  const auto best = std::max_element(of_metric.begin(), of_metric.end(),
                                     [&](const Incident& a, const Incident& b) { return rank(a) < rank(b); });
  return best == of_metric.end() ? nullptr : &*best;
}

}  // namespace judgement_detail

/// The incidents of all metrics of a symbol; each metric of `summary` gets the one to show beside it. Precondition:
/// `summary` is that of `series`, and `missing` is counted in its unit.
[[nodiscard]] inline std::vector<Incident> symbol_incidents(const Series& series, const MetricSet& metrics,
                                                            const MissingPlaces& missing, double gross_factor,
                                                            const PlaceNames& places, SymbolSummary& summary) {
  std::vector<std::vector<TrackedIncident>> tracked(metrics.size());
  std::vector<std::vector<SilentSpell>> silences(metrics.size());
  const bool is_complete = missing.tail == 0 && missing.holes.empty();
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const MetricSummary& metric = summary.metrics[m];
    const bool is_bad = metric.crit.windows + metric.warn.windows > 0;
    if (!is_bad && is_complete && metric.extent.gaps == 0) continue;
    const Threshold threshold = metrics.threshold(series.symbol, m);
    const std::vector<WindowGrade> graded = grade_windows(series.column(m), threshold, gross_factor);
    if (is_bad) tracked[m] = track_incidents(series.column(m), graded, threshold.direction);
    silences[m] = track_silence(graded, missing);
  }
  std::vector<Incident> found;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const Threshold threshold = metrics.threshold(series.symbol, m);
    MetricSummary& metric = summary.metrics[m];
    const std::size_t before = found.size();
    for (const TrackedIncident& incident : tracked[m]) {
      found.push_back(judgement_detail::limit_incident(incident, threshold, metric, series.symbol, places));
    }
    for (const SilentSpell& silence : silences[m]) {
      const Level level = silence_level(silence, silences);
      found.push_back(judgement_detail::no_data_incident(silence, level, metric, series.symbol, places));
    }
    const auto* const shown = judgement_detail::incident_to_show(std::span<const Incident>(found).subspan(before));
    if (shown == nullptr) continue;
    metric.incident =
        MetricIncident{shown->level, shown->since_index, shown->since, shown->is_open(), shown->bad, shown->known};
  }
  return found;
}

/// Open ones first, CRIT before WARN, the newest first and of those the worst; then by symbol and metric as they come.
inline void rank_incidents(std::vector<Incident>& incidents) {
  std::stable_sort(incidents.begin(), incidents.end(), [](const Incident& a, const Incident& b) {
    const auto rank = [](const Incident& incident) {
      return std::tuple(incident.is_open() ? 0 : 1, incident.level == Level::crit ? 0 : 1, -incident.since_at,
                        -incident.excess);
    };
    return rank(a) < rank(b);
  });
}

/// CRIT if a value's incident is; else UNKNOWN if a symbol is silent altogether; else WARN if anything is open.
[[nodiscard]] inline Condition condition_now(std::span<const Incident> incidents) noexcept {
  Condition now = Condition::ok;
  for (const Incident& incident : incidents) {
    if (!incident.is_open()) continue;
    const Condition its = incident.level == Level::warn            ? Condition::warn
                          : incident.kind == IncidentKind::no_data ? Condition::unknown
                                                                   : Condition::crit;
    now = std::max(now, its);
  }
  return now;
}

/// What `summary` says of now, from its incidents and the windows of its symbols.
[[nodiscard]] inline Present present_of(const Summary& summary) noexcept {
  Present present{.now = condition_now(summary.incidents)};
  for (const Incident& incident : summary.incidents) present.open_incidents += incident.is_open() ? 1 : 0;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      present.bad_windows += metric.crit.windows + metric.warn.windows;
      present.known_windows += symbol.windows - metric.extent.gaps;
    }
  }
  return present;
}

}  // namespace soak
