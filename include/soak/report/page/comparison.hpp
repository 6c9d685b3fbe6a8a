// The section of POST_SOAK_ANALYSIS.html on an earlier run: is this one worse than that, metric by metric?
#pragma once

#include <soak/core/number.hpp>
#include <soak/model/summary/comparison.hpp>
#include <soak/report/page/details.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/sentences.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace page_detail {

/// The class that gives a verdict its colour and sign; none where nothing is to be done.
[[nodiscard]] constexpr std::string_view css_class(const ComparedMetric& result) noexcept {
  if (result.verdict == RunVerdict::worse) return result.blocks ? "crit" : "warn";
  return result.verdict == RunVerdict::better || result.verdict == RunVerdict::not_worse ? "ok" : "";
}

/// "+0.41 (-0.02 to +0.63)"
[[nodiscard]] inline std::string shift_html(const HtmlInput& in, const ComparedMetric& result, const Metric& metric) {
  using summary_detail::signed_value;
  const int decimals = metric.decimals + 1;
  const std::string unit = unit_text(in.language, metric);
  if (is_gap(result.shift)) return "n/a";
  std::string out = signed_value(result.shift, decimals) + unit;
  if (is_gap(result.low)) return escape_html(out);
  if (summary_detail::is_unbounded(result)) return escape_html(out + in.say(" (no bounds)", " (без границ)"));
  out += " (" + signed_value(result.low, decimals) + in.say(" to ", " … ") + signed_value(result.high, decimals) + ")";
  return escape_html(out);
}

[[nodiscard]] inline std::string comparison_row(const HtmlInput& in, const ComparedMetric& result) {
  const Metric metric = metric_of(in.metrics, result.metric);
  const int decimals = metric.decimals + 1;
  const std::string_view tone = css_class(result);
  const std::string status = tone.empty() ? "" : " class=\"sign " + std::string(tone) + "\"";
  std::string out = std::string(tone == "ok" ? "<tr class=\"fine\">" : "<tr>") + "<th scope=\"row\"><a href=\"" +
                    chart_address(result.symbol, result.metric) + "\">" + html_symbol(result.symbol) + "</a></th><td>" +
                    html_title(in.language, metric) + "</td><td" + status + ">" +
                    run_verdict_text(in.language, result.verdict) + "</td>";
  for (const std::string& cell :
       {text_or_na(result.baseline_median, decimals), text_or_na(result.candidate_median, decimals),
        shift_html(in, result, metric),
        std::to_string(result.baseline_windows) + " / " + std::to_string(result.candidate_windows),
        escape_html(comparison_note(in.language, result))}) {
    out += "<td>" + cell + "</td>";
  }
  return out + "</tr>\n";
}

[[nodiscard]] inline std::string only_in(const std::string& what, const std::vector<std::string>& symbols) {
  constexpr std::size_t most = 20;
  if (symbols.empty()) return "";
  std::string out;
  for (std::size_t i = 0; i < std::min(most, symbols.size()); ++i)
    out += (i == 0 ? "" : ", ") + html_symbol(symbols[i]);
  if (symbols.size() > most) out += " +" + std::to_string(symbols.size() - most);
  return "<p class=\"dim\">" + what + ": " + out + "</p>\n";
}

/// Below a chart: what the comparison says of its metric. Empty if there is none.
[[nodiscard]] inline std::string comparison_note(const HtmlInput& in, const std::string& symbol, const Metric& metric) {
  if (!in.summary.comparison) return "";
  const auto& results = in.summary.comparison->results;
  auto found =
      std::lower_bound(results.begin(), results.end(), symbol,
                       [](const ComparedMetric& result, const std::string& name) { return result.symbol < name; });
  while (found != results.end() && found->symbol == symbol && found->metric != metric.name) ++found;
  if (found == results.end() || found->symbol != symbol) return "";
  std::string out =
      in.say("Against the earlier run: ", "Против прежнего прогона: ") + run_verdict_text(in.language, found->verdict);
  if (!is_gap(found->shift)) {
    out += ", " + summary_detail::signed_value(found->shift, metric.decimals + 1) + unit_text(in.language, metric);
  }
  const std::string note = comparison_note(in.language, *found);
  return note.empty() ? out : out + "; " + note;
}

}  // namespace page_detail

/// The section; empty if there is no earlier run.
[[nodiscard]] inline std::string html_comparison(const HtmlInput& in) {
  constexpr std::size_t most = 60;
  if (!in.summary.comparison) return "";
  const Comparison& comparison = *in.summary.comparison;
  std::vector<const ComparedMetric*> order;
  for (const ComparedMetric& result : comparison.results) order.push_back(&result);
  std::stable_sort(order.begin(), order.end(), [](const ComparedMetric* a, const ComparedMetric* b) {
    return summary_detail::comparison_rank(*a) < summary_detail::comparison_rank(*b);
  });
  std::string rows;
  for (std::size_t i = 0; i < std::min(most, order.size()); ++i) rows += page_detail::comparison_row(in, *order[i]);
  const std::string title = in.say("Against the earlier run", "Против прежнего прогона");
  std::string out = "<section id=\"earlier\" aria-labelledby=\"earlier-title\">\n<h2 id=\"earlier-title\">" + title +
                    "</h2>\n<p><b>" + page_detail::run_verdict_text(in.language, comparison.overall) +
                    "</b>: " + escape_html(page_detail::comparison_text(in.language, comparison)) + ".</p>\n";
  out += page_detail::plain_table(
      in.say("Metrics of both runs", "Метрики обоих прогонов"),
      page_detail::heading_row({in.say("Symbol", "Символ"), in.say("Metric", "Метрика"), in.say("Verdict", "Вывод"),
                                in.say("Earlier", "Прежде"), in.say("Now", "Теперь"),
                                in.say("Shift (95 %)", "Сдвиг (95 %)"), in.say("Windows", "Окна"),
                                in.say("Note", "Примечание")}),
      rows);
  if (order.size() > most) {
    out += "<p class=\"dim\">+" + std::to_string(order.size() - most) +
           in.say(" more in SOAK_SUMMARY.json", " ещё в SOAK_SUMMARY.json") + "</p>\n";
  }
  out +=
      page_detail::only_in(in.say("Only in the earlier run", "Только в прежнем прогоне"), comparison.only_in_baseline);
  out += page_detail::only_in(in.say("Only in this run", "Только в этом прогоне"), comparison.only_in_candidate);
  return out + "</section>\n";
}

}  // namespace soak
