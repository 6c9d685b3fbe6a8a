// Incidents as a reader counts them: a symbol that is silent altogether is one trouble, not one a metric.
#pragma once

#include <soak/model/summary/summary.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// Refers to the summary that it was made of.
struct IncidentView {
  const Incident* incident;
  bool is_whole_symbol =
      false;  ///< stands for the silence of all metrics; the incident is that of the last to fall silent
};

/// What is open, and what is over, each in the summary's order: CRIT before WARN, the newest and worst first.
struct IncidentViews {
  std::vector<IncidentView> open;
  std::vector<IncidentView> over;

  [[nodiscard]] std::size_t open_at(Level level) const noexcept {
    return static_cast<std::size_t>(std::count_if(
        open.begin(), open.end(), [&](const IncidentView& view) { return view.incident->level == level; }));
  }
};

namespace advice_detail {

/// Silences that end together; of those that are open the end is empty.
using SilenceKey = std::pair<std::string_view, std::string_view>;

[[nodiscard]] inline SilenceKey silence_key(const Incident& incident) {
  return {incident.symbol, incident.closed ? std::string_view(*incident.closed) : std::string_view()};
}

[[nodiscard]] inline bool is_total_silence(const Incident& incident) noexcept {
  return incident.kind == IncidentKind::no_data && incident.level == Level::crit;
}

}  // namespace advice_detail

[[nodiscard]] inline IncidentViews view_incidents(const Summary& summary) {
  using advice_detail::is_total_silence;
  using advice_detail::silence_key;
  std::map<advice_detail::SilenceKey, std::size_t> silent;
  for (const Incident& incident : summary.incidents) {
    if (is_total_silence(incident)) ++silent[silence_key(incident)];
  }
  std::map<std::string_view, std::size_t> metrics;
  if (!silent.empty()) {
    for (const SymbolSummary& symbol : summary.symbols) metrics[symbol.symbol] = symbol.metrics.size();
  }
  std::set<advice_detail::SilenceKey> told;
  IncidentViews views;
  for (const Incident& incident : summary.incidents) {
    const auto key = silence_key(incident);
    const bool is_whole = is_total_silence(incident) && silent[key] >= metrics[incident.symbol];
    if (is_whole && !told.insert(key).second) continue;
    (incident.is_open() ? views.open : views.over).push_back({&incident, is_whole});
  }
  return views;
}

/// Indices of all symbols, the worst first: those of which something is open in the order of what is open, then by
/// status, then in the order of what was, then as they come.
[[nodiscard]] inline std::vector<std::size_t> worst_first(const Summary& summary) {
  std::map<std::string_view, std::size_t> places;
  std::size_t open = 0;
  for (std::size_t i = 0; i < summary.incidents.size(); ++i) {
    places.try_emplace(summary.incidents[i].symbol, i);
    open += summary.incidents[i].is_open() ? 1 : 0;
  }
  std::vector<std::pair<std::tuple<std::size_t, int, std::size_t>, std::size_t>> ranked;
  for (std::size_t s = 0; s < summary.symbols.size(); ++s) {
    const SymbolSummary& symbol = summary.symbols[s];
    const auto found = places.find(symbol.symbol);
    const std::size_t place = found == places.end() ? summary.incidents.size() : found->second;
    ranked.push_back({{std::min(place, open), -static_cast<int>(symbol.status()), place}, s});
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::size_t> order;
  for (const auto& [rank, symbol] : ranked) order.push_back(symbol);
  return order;
}

/// Indices of the metrics that made a symbol's status; none of one that is OK.
[[nodiscard]] inline std::vector<std::size_t> status_makers(const SymbolSummary& symbol) {
  const Level status = symbol.status();
  std::vector<std::size_t> makers;
  for (std::size_t m = 0; status != Level::ok && m < symbol.metrics.size(); ++m) {
    if (symbol.metrics[m].status == status) makers.push_back(m);
  }
  return makers;
}

}  // namespace soak
