// When advice is needed, in the language of the recommendations. Nothing here is escaped.
#pragma once

#include <soak/analysis/advice/recommendations.hpp>
#include <soak/report/summary/incident_text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>

namespace soak {

namespace summary_detail {

/// A window in the genitive: "2026-01-12 14:00 UTC", "итерации 14".
[[nodiscard]] inline std::string place_in(const std::string& name, Language language) {
  std::string text = place_text(name);
  if (language == Language::ru && text.starts_with("iteration ")) text.replace(0, 9, "итерации");
  return text;
}

[[nodiscard]] inline std::string now_text(const Recommendation& advice, Language language) {
  const bool russian = language == Language::ru;
  const DataQuality quality = advice.figures != nullptr ? advice.figures->quality : DataQuality{};
  if (advice.incident == nullptr) {
    if (advice.figures == nullptr) return russian ? "Сейчас" : "Now";
    const std::string counts = std::to_string(quality.known) + (russian ? " из " : " of ");
    return russian ? "Сейчас: окон со значением " + counts + std::to_string(quality.expected)
                   : "Now: " + counts + counted(quality.expected, "window") + " with a value";
  }
  const Incident& incident = *advice.incident;
  const std::string level = incident.level < advice.level ? " " + std::string(to_string(incident.level)) : "";
  const std::string since = place_in(incident.since, language);
  if (!russian) return "Now" + level + ", since " + since + ": " + bad_clause(incident);
  const std::string begin = "Сейчас" + level + ", с " + since + ": ";
  if (incident.kind == IncidentKind::no_data) return begin + "окон без значения " + std::to_string(incident.bad);
  return begin + "плохих окон " + std::to_string(incident.bad) + " из " + std::to_string(incident.known);
}

[[nodiscard]] inline std::string past_text(const Recommendation& advice, const SymbolSummary& symbol,
                                           Language language) {
  const bool russian = language == Language::ru;
  const MetricSummary& figures = *advice.figures;
  const std::size_t bad = figures.crit.windows + figures.warn.windows;
  const std::size_t known = symbol.windows - std::min(symbol.windows, figures.extent.gaps);
  const std::size_t last =
      std::max(figures.crit.windows > 0 ? figures.crit.last : 0, figures.warn.windows > 0 ? figures.warn.last : 0);
  const std::size_t begin = std::max<std::size_t>(3, symbol.windows / 8);
  const bool is_warm_up = symbol.windows > 2 * begin && last < begin;
  const std::string share = russian ? "окон за порогом " + std::to_string(bad) + " из " + std::to_string(known)
                                    : counted(bad, "window") + " of " + std::to_string(known) + " beyond a limit";
  const std::string where = is_warm_up
                                ? (russian ? ", в начале прогона" : ", at the start of the run")
                                : (russian ? ", последнее — окно " : ", the last is window ") + std::to_string(last);
  if (advice.incident == nullptr || !advice.incident->closed) {
    return (russian ? "Сейчас в норме, инцидента не было: " : "Fine now, and no incident: ") + share + where;
  }
  const std::string closed = place_in(*advice.incident->closed, language);
  return (russian ? "Прошло, в норме с " : "Over since ") + closed + ": " + share + where;
}

}  // namespace summary_detail

/// "Now, since 2026-01-12 15:00 UTC: bad in 9 of 9 windows", "Over since 2026-01-12 07:00 UTC: 2 windows of 24 beyond a
/// limit, at the start of the run"
[[nodiscard]] inline std::string when_text(const Recommendation& advice, const SymbolSummary& symbol,
                                           Language language) {
  switch (advice.urgency) {
    case Urgency::now:
      return summary_detail::now_text(advice, language);
    case Urgency::watch:
      return language == Language::ru ? "Последнее окно за порогом; это ещё не инцидент"
                                      : "The newest window is beyond a limit, which is no incident yet";
    case Urgency::past:
      break;
  }
  return summary_detail::past_text(advice, symbol, language);
}

}  // namespace soak
