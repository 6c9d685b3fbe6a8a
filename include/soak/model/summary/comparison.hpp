// A candidate run against a baseline, metric by metric.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/time.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

enum class RunVerdict { worse, not_worse, better, undecided, too_few };

[[nodiscard]] constexpr std::string_view to_string(RunVerdict verdict) noexcept {
  constexpr std::array<std::string_view, 5> names{"WORSE", "NOT_WORSE", "BETTER", "UNDECIDED", "TOO_FEW"};
  return names[static_cast<std::size_t>(verdict)];
}

[[nodiscard]] constexpr std::optional<RunVerdict> parse_run_verdict(std::string_view name) noexcept {
  for (const auto verdict :
       {RunVerdict::worse, RunVerdict::not_worse, RunVerdict::better, RunVerdict::undecided, RunVerdict::too_few}) {
    if (name == to_string(verdict)) return verdict;
  }
  return std::nullopt;
}

/// One metric of one symbol in both runs. Shifts are candidate - baseline in the metric's unit.
struct ComparedMetric {
  std::string symbol = {};
  std::string metric = {};
  RunVerdict verdict = RunVerdict::too_few;
  double shift = gap;
  double low = gap;  ///< 95 % interval of the shift; infinite bounds are null in the file
  double high = gap;
  double p = gap;                          ///< two-sided
  double p_holm = gap;                     ///< over all of the report
  std::optional<std::size_t> needed = {};  ///< windows a run that would decide it
  double min_effect = gap;                 ///< least shift that matters
  std::size_t baseline_windows = 0;        ///< with a value; of a paired comparison the pairs
  std::size_t candidate_windows = 0;
  double baseline_median = gap;
  double candidate_median = gap;
  std::size_t baseline_bad = 0;  ///< windows beyond WARN
  std::size_t candidate_bad = 0;
  double p_more_bad = gap;  ///< Fisher's exact test: more bad windows than in the baseline
  bool blocks = false;      ///< worse by itself, and still significant among all

  [[nodiscard]] bool has_more_bad() const noexcept { return p_more_bad < 0.01; }
};

struct Comparison {
  Instant generated_at{};
  bool is_paired = false;
  RunVerdict overall = RunVerdict::too_few;
  std::vector<ComparedMetric> results = {};        ///< by symbol, then by metric
  std::vector<std::string> only_in_baseline = {};  ///< symbols
  std::vector<std::string> only_in_candidate = {};

  [[nodiscard]] std::size_t count(RunVerdict verdict) const noexcept {
    std::size_t found = 0;
    for (const ComparedMetric& result : results) found += result.verdict == verdict ? 1 : 0;
    return found;
  }
};

}  // namespace soak
