// What to do about a metric that is beyond its limits.
#pragma once

#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

enum class Language { ru, en };

/// Advice on one metric of one symbol.
struct Recommendation {
  Level level;
  std::string title;  ///< with the worst violating value
  std::vector<std::string> actions;
};

namespace judgement_detail {

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

[[nodiscard]] inline Recommendation advise_on_missing_data(const Metric& metric, Language language) {
  if (language == Language::ru) {
    return {Level::warn,
            "Нет данных: " + metric.title,
            {"Проверить, что бот записывает " + metric.name + " в ITER_SUMMARY"}};
  }
  return {Level::warn, "No data: " + metric.title, {"Check that the bot writes " + metric.name + " to ITER_SUMMARY"}};
}

}  // namespace judgement_detail

/// Advice for one metric; nothing if it is OK. The value shown is the worst of the windows at the metric's status.
[[nodiscard]] inline std::optional<Recommendation> recommend(const Metric& metric, const Threshold& threshold,
                                                             const MetricSummary& summary, Language language) {
  if (summary.status == Level::ok) return std::nullopt;
  if (!summary.has_data()) return judgement_detail::advise_on_missing_data(metric, language);
  const bool is_crit = summary.status == Level::crit;
  const double worst = is_crit ? summary.crit.worst : summary.warn.worst;
  const std::string value = format_fixed(worst, metric.decimals) + metric.unit;
  if (const judgement_detail::Advice* advice = judgement_detail::advice_for(metric.name, language)) {
    Recommendation result{summary.status, std::string(advice->title) + " (" + value + ")", {}};
    if (is_crit) judgement_detail::add_lines(result.actions, advice->crit_actions);
    judgement_detail::add_lines(result.actions, advice->warn_actions);
    return result;
  }
  const std::string limit = format_number(threshold.limit(summary.status));
  const std::string action = language == Language::ru ? "Вернуть значение в пределы (порог " + limit + ")"
                                                      : "Bring the value back within its limit (" + limit + ")";
  return Recommendation{summary.status, metric.title + " (" + value + ")", {action}};
}

}  // namespace soak
