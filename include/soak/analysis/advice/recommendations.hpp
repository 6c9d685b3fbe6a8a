// What to do about metrics that are beyond their limits or not measured, and whether it is needed now.
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

enum class Language { ru, en };

/// When advice is needed. `watch`: the newest window is bad, which is no incident yet.
enum class Urgency { now, watch, past };

/// Advice on one metric of one symbol, or on a symbol as a whole. Refers to the summary that it is of.
struct Recommendation {
  Level level = Level::warn;  ///< of the metric; of a silent symbol CRIT
  Urgency urgency = Urgency::now;
  std::string cause = {};  ///< what other symbols may have in common with it: "Low edge"
  std::string value = {};  ///< the worst that there was, with its unit; empty where values are what is missing
  std::vector<std::string> actions = {};
  const MetricSummary* figures = nullptr;  ///< null: the whole symbol
  const Incident* incident = nullptr;      ///< that it is about: the open one, else the newest that is over, if any

  /// The cause with the worst violating value.
  [[nodiscard]] std::string title() const { return value.empty() ? cause : cause + " (" + value + ")"; }
};

/// All advice on one symbol, what is needed now first.
struct SymbolAdvice {
  const SymbolSummary* symbol;
  std::vector<Recommendation> recommendations;
};

namespace advice_detail {

struct Advice {
  std::string_view title;
  std::string_view crit_actions;  ///< come first where the level is CRIT; one action a line
  std::string_view warn_actions;
};

struct MetricAdvice {
  std::string_view metric;
  std::array<Advice, 2> by_language;
};

// Russian to the letter of the user guide.
inline constexpr std::array<MetricAdvice, 4> standard_advice{{
    {"edge_bps",
     {{{"Низкий edge", "Критический убыток! Остановить торговлю",
        "Проверить spread относительно конкурентов\nОптимизировать размер шага цены (tick_size)\n"
        "Рассмотреть увеличение ширины spread на 10-15%"},
       {"Low edge", "Critical loss! Stop trading",
        "Compare the spread with the competitors'\nOptimize the price step (tick_size)\n"
        "Consider widening the spread by 10-15%"}}}},
    {"maker_taker_ratio",
     {{{"Низкая доля maker", "Уменьшить агрессивность spread, увеличить ширину maker-уровней",
        "Уменьшить агрессивность spread\nУвеличить ширину maker-уровней\n"
        "Рассмотреть более консервативную стратегию входа"},
       {"Low maker share", "Make the spread less aggressive, widen the maker levels",
        "Make the spread less aggressive\nWiden the maker levels\nConsider a more conservative entry strategy"}}}},
    {"p95_latency_ms",
     {{{"Высокая задержка", "Проверить сетевое подключение, рассмотреть переход на более быстрый VPS",
        "Проверить стабильность сети\nОптимизировать размер ордеров\nУменьшить частоту обновлений quotes"},
       {"High latency", "Check the network connection, consider a faster VPS",
        "Check the stability of the network\nOptimize the order size\nUpdate quotes less often"}}}},
    {"risk_ratio",
     {{{"Повышенный риск", "Немедленно снизить позицию, ужесточить stop-loss",
        "Уменьшить максимальную позицию на 20-30%\nУжесточить параметры stop-loss\n"
        "Снизить leverage при необходимости"},
       {"Elevated risk", "Reduce the position at once, tighten the stop-loss",
        "Reduce the maximum position by 20-30%\nTighten the stop-loss settings\nLower the leverage if need be"}}}},
}};

[[nodiscard]] inline const Advice* advice_for(std::string_view metric, Language language) noexcept {
  for (const MetricAdvice& advice : standard_advice) {
    if (advice.metric == metric) return &advice.by_language[static_cast<std::size_t>(language)];
  }
  return nullptr;
}

inline void add_lines(std::vector<std::string>& lines, std::string_view text) {
  for (const std::string_view line : split(text, '\n', 16)) {
    if (!line.empty()) lines.emplace_back(line);
  }
}

/// The problem that a symbol has as a whole, or that one metric has, and what to look after; "%" is the metric's name.
struct DataAdvice {
  std::string_view cause;
  std::string_view action;
};

inline constexpr std::array<DataAdvice, 2> silent_symbol{
    {{"Нет данных: символ молчит", "Проверить, что бот торгует символом и записывает его окна"},
     {"No data: the symbol is silent", "Check that the bot trades the symbol and writes its windows"}}};

/// By DataProblem from no_data on, and by language.
inline constexpr std::array<std::array<DataAdvice, 2>, 4> data_advice{{
    {{{"Нет данных", "Проверить, что бот записывает % в ITER_SUMMARY"},
      {"No data", "Check that the bot writes % to ITER_SUMMARY"}}},
    {{{"Невозможные значения", "Проверить, в каких единицах бот записывает % (--metric-range задаёт возможные)"},
      {"Impossible values", "Check the unit in which the bot writes % (--metric-range says what is possible)"}}},
    {{{"Нет свежих данных", "Проверить, что бот всё ещё записывает % в ITER_SUMMARY"},
      {"No recent data", "Check that the bot still writes % to ITER_SUMMARY"}}},
    {{{"Мало данных", "Проверить, почему во многих окнах нет %"}, {"Too few values", "Check why many windows lack %"}}},
}};

/// The incidents of each symbol's metric of one kind that is told: the open one, else the newest.
class IncidentIndex {
 public:
  explicit IncidentIndex(const Summary& summary) {
    const auto rank = [](const Incident& incident) { return std::pair(incident.is_open(), incident.since_index); };
    for (const Incident& incident : summary.incidents) {
      const Incident*& told = told_[{incident.symbol, incident.metric, incident.kind}];
      if (told == nullptr || rank(*told) < rank(incident)) told = &incident;
    }
  }

  [[nodiscard]] const Incident* find(std::string_view symbol, std::string_view metric, IncidentKind kind) const {
    const auto found = told_.find({symbol, metric, kind});
    return found == told_.end() ? nullptr : found->second;
  }

 private:
  std::map<std::tuple<std::string_view, std::string_view, IncidentKind>, const Incident*> told_;
};

[[nodiscard]] inline Urgency urgency_of(const SymbolSummary& symbol, const MetricSummary& metric,
                                        const Incident* incident) noexcept {
  if (incident != nullptr && incident->is_open()) return Urgency::now;
  const auto is_newest = [&](const LevelCount& bad) { return bad.windows > 0 && bad.last + 1 == symbol.windows; };
  return is_newest(metric.crit) || is_newest(metric.warn) ? Urgency::watch : Urgency::past;
}

/// Advice on values beyond a limit. What stops the trading is said only while a CRIT incident is open.
[[nodiscard]] inline Recommendation advise_on_limit(const SymbolSummary& symbol, const MetricSummary& figures,
                                                    const Metric& metric, const Threshold& threshold,
                                                    const Incident* incident, Language language) {
  const bool was_crit = figures.crit.windows > 0;
  const double worst = was_crit ? figures.crit.worst : figures.warn.worst;
  Recommendation result{.level = was_crit ? Level::crit : Level::warn,
                        .urgency = urgency_of(symbol, figures, incident),
                        .value = format_fixed(worst, metric.decimals) + metric.unit,
                        .figures = &figures,
                        .incident = incident};
  const bool is_crit_now = result.urgency == Urgency::now && incident->level == Level::crit;
  if (const Advice* advice = advice_for(metric.name, language)) {
    result.cause = advice->title;
    if (is_crit_now) add_lines(result.actions, advice->crit_actions);
    add_lines(result.actions, advice->warn_actions);
    return result;
  }
  const std::string limit = format_number(threshold.limit(result.level));
  result.cause = metric.title;
  result.actions.push_back(language == Language::ru ? "Вернуть значение в пределы (порог " + limit + ")"
                                                    : "Bring the value back within its limit (" + limit + ")");
  return result;
}

[[nodiscard]] inline Recommendation advise_on_data(const MetricSummary& figures, const Metric& metric,
                                                   const Incident* incident, Language language) {
  DataProblem named = figures.quality.problem;
  if (named == DataProblem::no_data && figures.quality.out_of_range > 0) named = DataProblem::out_of_range;
  const auto problem = static_cast<std::size_t>(named);
  const DataAdvice& advice = data_advice[problem - 1][static_cast<std::size_t>(language)];
  std::string action(advice.action);
  action.replace(action.find('%'), 1, metric.name);
  const bool is_open = incident != nullptr && incident->is_open();
  return {.cause = std::string(advice.cause) + ": " + metric.title,
          .actions = {std::move(action)},
          .figures = &figures,
          .incident = is_open ? incident : nullptr};
}

[[nodiscard]] inline bool is_silent(const SymbolSummary& symbol) noexcept {
  const DataProblem problem = symbol.common_problem();
  return symbol.metrics.size() > 1 && (problem == DataProblem::no_data || problem == DataProblem::stale);
}

/// The silence of the metric that fell silent last.
[[nodiscard]] inline Recommendation advise_on_silence(const SymbolSummary& symbol, const IncidentIndex& incidents,
                                                      Language language) {
  const DataAdvice& advice = silent_symbol[static_cast<std::size_t>(language)];
  Recommendation result{
      .level = Level::crit, .cause = std::string(advice.cause), .actions = {std::string(advice.action)}};
  for (const MetricSummary& metric : symbol.metrics) {
    const Incident* const silence = incidents.find(symbol.symbol, metric.metric, IncidentKind::no_data);
    if (silence == nullptr || !silence->is_open()) continue;
    if (result.incident == nullptr || silence->since_at > result.incident->since_at) result.incident = silence;
  }
  return result;
}

[[nodiscard]] inline SymbolAdvice advise(const SymbolSummary& symbol, const MetricSet& metrics,
                                         const IncidentIndex& incidents, Language language) {
  SymbolAdvice advice{&symbol, {}};
  const bool whole = is_silent(symbol);
  if (whole) advice.recommendations.push_back(advise_on_silence(symbol, incidents, language));
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const MetricSummary& figures = symbol.metrics[m];
    const Metric& metric = metrics.metrics[m];
    const auto incident = [&](IncidentKind kind) { return incidents.find(symbol.symbol, figures.metric, kind); };
    if (figures.crit.windows + figures.warn.windows > 0) {
      advice.recommendations.push_back(advise_on_limit(symbol, figures, metric, metrics.threshold(symbol.symbol, m),
                                                       incident(IncidentKind::limit), language));
    }
    if (!whole && figures.quality.problem != DataProblem::none) {
      advice.recommendations.push_back(advise_on_data(figures, metric, incident(IncidentKind::no_data), language));
    }
  }
  std::stable_sort(advice.recommendations.begin(), advice.recommendations.end(),
                   [](const Recommendation& a, const Recommendation& b) { return a.urgency < b.urgency; });
  return advice;
}

}  // namespace advice_detail

/// Advice on every symbol that needs some: first where something is needed now, CRIT before WARN, then the rest; of
/// those the worst first.
[[nodiscard]] inline std::vector<SymbolAdvice> recommendations(const Summary& summary, const MetricSet& metrics,
                                                               Language language) {
  const advice_detail::IncidentIndex incidents(summary);
  std::vector<SymbolAdvice> all;
  for (const std::size_t s : worst_first(summary)) {
    const SymbolSummary& symbol = summary.symbols[s];
    if (symbol.status() == Level::ok) continue;
    SymbolAdvice advice = advice_detail::advise(symbol, metrics, incidents, language);
    if (!advice.recommendations.empty()) all.push_back(std::move(advice));
  }
  std::stable_sort(all.begin(), all.end(), [](const SymbolAdvice& a, const SymbolAdvice& b) {
    const auto rank = [](const SymbolAdvice& advice) {
      Level now = Level::ok;
      for (const Recommendation& one : advice.recommendations) {
        if (one.urgency == Urgency::now)
          now = std::max(now, one.incident != nullptr ? one.incident->level : Level::warn);
      }
      return std::pair(-static_cast<int>(now), advice.recommendations.front().urgency);
    };
    return rank(a) < rank(b);
  });
  return all;
}

}  // namespace soak
