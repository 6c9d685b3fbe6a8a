// The sentences of POST_SOAK_ANALYSIS.html. The English ones are those of the reports to read; nothing here is escaped.
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/model/summary/comparison.hpp>
#include <soak/report/page/words.hpp>
#include <soak/report/summary/advice_text.hpp>
#include <soak/report/summary/analysis_report.hpp>
#include <soak/report/summary/comparison_report.hpp>
#include <soak/report/summary/drift_section.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>

namespace soak::page_detail {

[[nodiscard]] inline std::string_view verdict_text(Language language, const Summary& summary) noexcept {
  if (language == Language::en) return summary_detail::verdict_sentence(summary);
  switch (summary.counts().verdict()) {
    case Level::crit:
      return summary.present.now == Condition::crit
                 ? "Критические нарушения: остановиться и исправить, прежде чем торговать дальше"
                 : "Были критические нарушения, сейчас ни одно из них не инцидент";
    case Level::warn:
      return summary_detail::only_data_is_bad(summary) ? "Что измерено, в пределах цели, но измерено не всё"
                                                       : "Часть метрик не достигает цели, рекомендуется оптимизация";
    case Level::ok:
      break;
  }
  return "Все метрики в пределах цели";
}

/// "3 incidents are open, 1 of them CRIT; 1 other symbol metric is beyond …"
[[nodiscard]] inline std::string now_text(Language language, const Summary& summary, const IncidentViews& views) {
  if (language == Language::en) return now_sentence(summary, views);
  const std::size_t open = views.open.size();
  const std::size_t crit = views.open_at(Level::crit);
  std::string out = "открытых инцидентов нет";
  if (open > 0) {
    out = std::string(open % 10 == 1 && open % 100 != 11 ? "открыт " : "открыто ") +
          counted(open, RussianNoun{"инцидент", "инцидента", "инцидентов"});
    if (open > 1 && crit > 0) out += crit == open ? ", все CRIT" : ", из них CRIT: " + std::to_string(crit);
  }
  const std::size_t bad = summary_detail::bad_without_incident(summary);
  if (bad == 0) return out;
  return out + "; ещё не инцидент: последнее окно за порогом у " +
         counted(bad, RussianNoun{"метрики", "метрик", "метрик"});
}

[[nodiscard]] constexpr std::string_view problem_text(Language language, DataProblem problem) noexcept {
  constexpr std::array<std::string_view, 5> russian{"", "Нет данных", "Значения вне диапазона", "Нет свежих данных",
                                                    "Слишком мало значений"};
  return language == Language::ru ? russian[static_cast<std::size_t>(problem)] : note_of(problem);
}

/// "Too few values: 9 of 24 windows with a value"
[[nodiscard]] inline std::string known_text(Language language, const DataQuality& quality) {
  const std::string begin = std::string(problem_text(language, quality.problem)) + ": ";
  if (language == Language::en) return begin + share_text(language, quality.known, quality.expected) + " with a value";
  return begin + "значение есть в " + share_text(language, quality.known, quality.expected);
}

/// Which values cannot be trusted because of their data.
[[nodiscard]] inline std::string data_problems_text(Language language, const Summary& summary,
                                                    const MetricSet& metrics) {
  std::string text = data_problems(summary, metrics);
  if (language == Language::en) return text;
  for (const DataProblem problem :
       {DataProblem::no_data, DataProblem::out_of_range, DataProblem::stale, DataProblem::sparse}) {
    const std::string english = "(" + std::string(note_of(problem)) + ")";
    const std::string russian = "(" + std::string(problem_text(language, problem)) + ")";
    for (std::size_t at = text.find(english); at != text.npos; at = text.find(english, at)) {
      text.replace(at, english.size(), russian);
    }
  }
  const std::size_t more = text.rfind(" more");
  const std::size_t first = text.rfind(" and ");
  if (more != text.npos && more + 5 == text.size() && first != text.npos) {
    text = text.substr(0, first) + " и ещё " + text.substr(first + 5, more - first - 5);
  }
  return text;
}

/// "bad in 4 of 5 windows", "5 windows without a value", with since when an escalated incident is at its level.
[[nodiscard]] inline std::string bad_text(Language language, const Incident& incident) {
  if (language == Language::en) return bad_clause(incident);
  if (incident.kind == IncidentKind::no_data) return windows_text(language, incident.bad) + " без значения";
  const std::string share = "плохих окон " + std::to_string(incident.bad) + " из " + std::to_string(incident.known);
  const bool is_escalated = !incident.level_since.empty() && incident.level_since != incident.since;
  return is_escalated ? share + " с " + summary_detail::place_in(incident.level_since, language) : share;
}

[[nodiscard]] inline std::string lasted_text(Language language, const Incident& incident) {
  const auto since = parse_iso8601(incident.since);
  const auto closed = parse_iso8601(incident.closed.value_or(""));
  if (language == Language::en) return soak::lasted_text(incident);
  if (since && closed) return span_in(language, *closed - *since);
  if (incident.kind == IncidentKind::no_data) return windows_text(language, incident.bad);
  return windows_text(language, incident.closed_index.value_or(incident.since_index) - incident.since_index);
}

/// "5 windows old"
[[nodiscard]] inline std::string age_text(Language language, std::size_t windows) {
  if (language == Language::en) return counted(windows, "window") + " old";
  return windows_text(language, windows) + " назад";
}

/// What an arrow is worth, in a word or two; empty where there is nothing to add to it.
[[nodiscard]] constexpr std::string_view standing_text(Language language, TrendStanding standing) noexcept {
  if (language == Language::en) return to_string(standing);
  switch (standing) {
    case TrendStanding::immaterial:
      return "несущественно";
    case TrendStanding::not_confirmed:
      return "не подтверждено";
    case TrendStanding::too_few:
      return "мало окон";
    case TrendStanding::real:
    case TrendStanding::untold:
      break;
  }
  return "";
}

/// "WARN через 35-76 окон"
[[nodiscard]] inline std::string russian_forecast(const LimitForecast& forecast) {
  const std::string level(to_string(forecast.level));
  const std::string earliest = format_fixed(std::round(forecast.earliest), 0);
  if (!std::isfinite(forecast.latest)) return level + " не раньше чем через " + earliest + " окон";
  const auto latest = std::max<std::size_t>(1, static_cast<std::size_t>(std::min(1e15, std::round(forecast.latest))));
  const std::string windows = windows_text(Language::ru, latest);
  if (earliest == "0") return level + " в ближайшие " + windows;
  if (earliest == std::to_string(latest)) return level + " примерно через " + windows;
  return level + " через " + earliest + "–" + windows;
}

[[nodiscard]] inline std::string drift_note(Language language, const MetricSummary& summary, const Metric& metric) {
  if (language == Language::en) return "Real: " + drift_text(summary, metric);
  Metric plain = metric;
  plain.unit = unit_text(language, metric);
  std::string text = "Настоящий дрейф: " + change_text(summary.drift.drift, plain) + " за прогон";
  if (summary.forecast) return text + "; если так пойдёт дальше, " + russian_forecast(*summary.forecast);
  return is_for_the_better(summary.drift.drift, metric) ? text + ", к лучшему" : text;
}

/// "NOT WORSE", "НЕ ХУЖЕ"
[[nodiscard]] inline std::string run_verdict_text(Language language, RunVerdict verdict) {
  constexpr std::array<std::string_view, 5> russian{"ХУЖЕ", "НЕ ХУЖЕ", "ЛУЧШЕ", "НЕЯСНО", "МАЛО ОКОН"};
  if (language == Language::en) return summary_detail::spoken(verdict);
  return std::string(russian[static_cast<std::size_t>(verdict)]);
}

[[nodiscard]] inline std::string comparison_text(Language language, const Comparison& comparison) {
  if (language == Language::en) return comparison_sentence(comparison, "the earlier run");
  std::size_t blocking = 0;
  for (const ComparedMetric& result : comparison.results) blocking += result.blocks ? 1 : 0;
  const std::string all = std::to_string(comparison.results.size());
  switch (comparison.overall) {
    case RunVerdict::worse:
      return "хуже, чем в прежнем прогоне, и не случайно: " + std::to_string(blocking) + " из " + all + " метрик";
    case RunVerdict::better:
      return "лучше " + std::to_string(comparison.count(RunVerdict::better)) + " из " + all +
             " метрик, ни одна не хуже";
    case RunVerdict::not_worse:
      return "ни одна метрика не хуже настолько, чтобы это имело значение";
    case RunVerdict::undecided:
      return "по этим окнам нельзя сказать, что каждая метрика не хуже, чем в прежнем прогоне";
    case RunVerdict::too_few:
      break;
  }
  return "в каждом прогоне нужно хотя бы 12 окон со значением";
}

/// What would decide a metric, or should be looked at although it is decided.
[[nodiscard]] inline std::string comparison_note(Language language, const ComparedMetric& result) {
  if (language == Language::en) return summary_detail::comparison_note(result);
  std::string note;
  const auto add = [&](const std::string& text) { note += (note.empty() ? "" : "; ") + text; };
  if (result.verdict == RunVerdict::worse && !result.blocks) add("сама по себе; среди стольких сравнений нет");
  if (result.needed) add("решили бы около " + std::to_string(*result.needed) + " окон в каждом прогоне");
  if (result.has_more_bad()) {
    add("окон за WARN больше: " + std::to_string(result.candidate_bad) + " вместо " +
        std::to_string(result.baseline_bad));
  }
  return note;
}

}  // namespace soak::page_detail
