// RECOMMENDATIONS.md.
#pragma once

#include <soak/analysis/judgement/recommendations.hpp>
#include <soak/report/markdown.hpp>

#include <cstddef>
#include <string>

namespace soak {

/// The whole file, ending with LF: a section for each symbol that has a violation, or one line that says there is none.
[[nodiscard]] inline std::string recommendations_report(const Summary& summary, const MetricSet& metrics,
                                                        Language language) {
  const bool russian = language == Language::ru;
  std::string out = russian ? "# Рекомендации по оптимизации\n" : "# Optimization Recommendations\n";
  bool any = false;
  for (const SymbolSummary& symbol : summary.symbols) {
    if (symbol.status() == Level::ok) continue;
    out += "\n## " + escape_markdown(symbol.symbol) + "\n";
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const auto advice =
          recommend(metrics.metrics[m], metrics.threshold(symbol.symbol, m), symbol.metrics[m], language);
      if (!advice) continue;
      any = true;
      out += advice->level == Level::crit ? "\n### ❌ " : "\n### ⚠️ ";
      out += escape_markdown(advice->title) + "\n";
      for (const std::string& action : advice->actions) out += "- " + action + "\n";
    }
  }
  if (!any) out += russian ? "\nНарушений нет, действий не требуется.\n" : "\nNo violations, nothing to do.\n";
  return out;
}

}  // namespace soak
