// RECOMMENDATIONS.md: by symbol as the user guide has it, or by cause where many symbols have the same one.
#pragma once

#include <soak/report/markdown.hpp>
#include <soak/report/summary/advice_text.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// Up to as many symbols have a section each.
inline constexpr std::size_t most_symbol_sections = 4;

namespace summary_detail {

[[nodiscard]] inline std::string advice_heading(Level level, const std::string& title) {
  return std::string(level == Level::crit ? "\n### ❌ " : "\n### ⚠️ ") + escape_markdown(title) + "\n";
}

[[nodiscard]] inline std::string action_lines(const std::vector<std::string>& actions) {
  std::string out;
  for (const std::string& action : actions) out += "- " + action + "\n";
  return out;
}

[[nodiscard]] inline std::string advice_by_symbol(std::span<const SymbolAdvice> all, Language language) {
  std::string out;
  for (const SymbolAdvice& advice : all) {
    out += "\n## " + markdown_name(advice.symbol->symbol) + "\n";
    for (const Recommendation& one : advice.recommendations) {
      out += advice_heading(one.level, one.title());
      out += escape_markdown(when_text(one, *advice.symbol, language)) + "\n" + action_lines(one.actions);
    }
  }
  return out;
}

/// Symbols that need the same at the same time.
struct CommonCause {
  Level level = Level::warn;
  std::vector<std::pair<const SymbolSummary*, const Recommendation*>> cases = {};
};

/// Urgency, how bad it is now, and the cause: what is the same for all symbols of one section.
using CauseKey = std::tuple<Urgency, int, std::string, std::vector<std::string>>;

/// What is needed now first, and CRIT before WARN.
[[nodiscard]] inline std::vector<std::pair<CauseKey, CommonCause>> common_causes(std::span<const SymbolAdvice> all) {
  std::map<CauseKey, CommonCause> causes;
  for (const SymbolAdvice& advice : all) {
    for (const Recommendation& one : advice.recommendations) {
      const bool is_now = one.urgency == Urgency::now && one.incident != nullptr;
      CommonCause& cause =
          causes[{one.urgency, -static_cast<int>(is_now ? one.incident->level : Level::ok), one.cause, one.actions}];
      cause.level = std::max(cause.level, one.level);
      cause.cases.emplace_back(advice.symbol, &one);
    }
  }
  std::vector<std::pair<CauseKey, CommonCause>> sorted(causes.begin(), causes.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    const auto rank = [](const auto& cause) {
      return std::tuple(std::get<0>(cause.first), std::get<1>(cause.first), -static_cast<int>(cause.second.level));
    };
    return rank(a) < rank(b);
  });
  return sorted;
}

/// The symbols of a cause on one line, the worst first: some with value and time, then names, then how many more.
[[nodiscard]] inline std::string symbols_line(CommonCause cause, Language language) {
  constexpr std::size_t most_told = 20;
  constexpr std::size_t most_named = 500;
  const auto excess = [](const auto& one) {
    return one.second->incident != nullptr ? one.second->incident->excess : 0;
  };
  std::stable_sort(cause.cases.begin(), cause.cases.end(),
                   [&](const auto& a, const auto& b) { return excess(a) > excess(b); });
  std::string line;
  for (std::size_t i = 0; i < std::min(cause.cases.size(), most_named); ++i) {
    const auto& [symbol, advice] = cause.cases[i];
    line += (line.empty() ? "" : ", ") + markdown_name(symbol->symbol);
    if (i >= most_told) continue;
    std::string told = advice->value;
    if (const Incident* const incident = advice->incident) {
      const bool is_over = incident->closed.has_value();
      const std::string word =
          language == Language::ru ? (is_over ? "в норме с " : "с ") : (is_over ? "over since " : "since ");
      told += (told.empty() ? "" : ", ") + word + place_in(is_over ? *incident->closed : incident->since, language);
    }
    if (!told.empty()) line += " (" + escape_markdown(told) + ")";
  }
  if (cause.cases.size() > most_named) {
    line += (language == Language::ru ? " и ещё " : " and ") + std::to_string(cause.cases.size() - most_named) +
            (language == Language::ru ? "" : " more");
  }
  return line + "\n";
}

[[nodiscard]] inline std::string_view urgency_heading(Urgency urgency, Language language) noexcept {
  const bool russian = language == Language::ru;
  switch (urgency) {
    case Urgency::now:
      return russian ? "\n## Сейчас\n" : "\n## Now\n";
    case Urgency::watch:
      return russian ? "\n## Только последнее окно\n" : "\n## The Newest Window Only\n";
    case Urgency::past:
      break;
  }
  return russian ? "\n## Было\n" : "\n## Over\n";
}

/// A section each for at most as many causes as keep the file short; the rest is counted.
[[nodiscard]] inline std::string advice_by_cause(std::span<const SymbolAdvice> all, Language language) {
  constexpr std::size_t most_causes = 16;
  const auto causes = common_causes(all);
  std::string out;
  std::size_t told = 0;
  std::string_view heading;
  for (const auto& [key, cause] : causes) {
    if (told++ == most_causes) break;
    const auto& [urgency, level, name, actions] = key;
    if (const std::string_view next = urgency_heading(urgency, language); next != heading) out += heading = next;
    const std::size_t symbols = cause.cases.size();
    out += advice_heading(cause.level, name + (language == Language::ru ? ", символов: " + std::to_string(symbols)
                                                                        : ", " + counted(symbols, "symbol")));
    out += symbols_line(cause, language) + action_lines(actions);
  }
  if (causes.size() > most_causes) {
    const std::string more = std::to_string(causes.size() - most_causes);
    out += language == Language::ru ? "\n… и ещё причин: " + more + "\n" : "\n… and " + more + " more causes\n";
  }
  return out;
}

}  // namespace summary_detail

/// The whole file, ending with LF: what to do, for up to four symbols in a section each, else by cause; or one line
/// that says there is nothing.
[[nodiscard]] inline std::string recommendations_report(const Summary& summary, const MetricSet& metrics,
                                                        Language language) {
  const bool russian = language == Language::ru;
  const std::string head = russian ? "# Рекомендации по оптимизации\n" : "# Optimization Recommendations\n";
  const std::vector<SymbolAdvice> all = recommendations(summary, metrics, language);
  if (all.empty()) {
    return head + (russian ? "\nНарушений нет, действий не требуется.\n" : "\nNo violations, nothing to do.\n");
  }
  if (all.size() <= most_symbol_sections) return head + summary_detail::advice_by_symbol(all, language);
  return head + summary_detail::advice_by_cause(all, language);
}

}  // namespace soak
