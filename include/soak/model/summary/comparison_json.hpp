// COMPARE_RUNS.json (docs/tools/compare_runs.md).
#pragma once

#include <soak/model/json/members.hpp>
#include <soak/model/summary/comparison.hpp>

#include <cmath>
#include <string>

namespace soak {

namespace summary_detail {

/// A bound of an interval; null if there is none.
struct FiniteOrNull : PlainForm {
  static void write(JsonWriter& json, double value) { json.value(std::isfinite(value) ? value : gap); }
};

}  // namespace summary_detail

void visit_members(MembersOf<ComparedMetric> auto& result, auto&& visit) {
  visit("symbol", result.symbol);
  visit("metric", result.metric);
  visit("verdict", result.verdict, WordForm<parse_run_verdict>{});
  visit("shift", result.shift);
  visit("lo", result.low, summary_detail::FiniteOrNull{});
  visit("hi", result.high, summary_detail::FiniteOrNull{});
  visit("p", result.p);
  visit("p_holm", result.p_holm);
  visit("needed", result.needed);
  visit("min_effect", result.min_effect);
  visit("base_windows", result.baseline_windows);
  visit("candidate_windows", result.candidate_windows);
  visit("base_median", result.baseline_median);
  visit("candidate_median", result.candidate_median);
  visit("base_bad", result.baseline_bad);
  visit("candidate_bad", result.candidate_bad);
  visit("p_more_bad", result.p_more_bad);
  visit("blocks", result.blocks);
}

void visit_members(MembersOf<Comparison> auto& comparison, auto&& visit) {
  visit("generated_at_utc", comparison.generated_at);
  visit("overall", comparison.overall, WordForm<parse_run_verdict>{});
  visit("paired", comparison.is_paired);
  visit.objects_if_any("results", comparison.results);
  visit("only_in_base", comparison.only_in_baseline);
  visit("only_in_candidate", comparison.only_in_candidate);
}

/// The text of COMPARE_RUNS.json, ending with LF.
[[nodiscard]] inline std::string to_json(const Comparison& comparison) { return members_json(comparison) + '\n'; }

}  // namespace soak
