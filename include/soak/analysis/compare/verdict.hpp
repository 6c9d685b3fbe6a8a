// From a comparison to what may be said about a release: the verdict of one metric, and all of a report together.
#pragma once

#include <soak/analysis/compare/compare_runs.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/model/summary/comparison.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace soak {

/// The least shift that matters, in the metric's unit: a quarter of the distance from WARN to CRIT.
[[nodiscard]] inline double default_min_effect(const Threshold& threshold) noexcept {
  return std::fabs(threshold.crit - threshold.warn) / 4;
}

namespace compare_detail {

/// Shift and interval turned so that above 0 is bad.
struct Harm {
  double shift;
  double low;
  double high;
};

[[nodiscard]] inline Harm harm(const RunComparison& comparison, Direction direction) noexcept {
  if (direction == Direction::bad_when_high) return {comparison.shift, comparison.low, comparison.high};
  return {-comparison.shift, -comparison.high, -comparison.low};
}

}  // namespace compare_detail

/// In this order. WORSE: the interval excludes 0 on the bad side and the shift is at least `min_effect` (>= 0, in the
/// metric's unit). BETTER: mirrored. NOT_WORSE: the bad end of the interval is below `min_effect`. Else UNDECIDED.
[[nodiscard]] inline RunVerdict verdict_of_metric(const RunComparison& comparison, double min_effect,
                                                  Direction direction) noexcept {
  if (comparison.has_too_few()) return RunVerdict::too_few;
  const compare_detail::Harm harm = compare_detail::harm(comparison, direction);
  if (harm.low > 0 && harm.shift >= min_effect) return RunVerdict::worse;
  if (harm.high < 0 && harm.shift <= -min_effect) return RunVerdict::better;
  return harm.high < min_effect ? RunVerdict::not_worse : RunVerdict::undecided;
}

/// About how many known windows each run needs before an undecided comparison can be decided: n (half width /
/// min_effect)^2, n being the harmonic mean of both runs' windows, but more than there are; 12 where there are too few.
/// Nothing where it is decided, or where no number of windows is known to do (no interval yet, min_effect 0).
[[nodiscard]] inline std::optional<std::size_t> windows_needed(const RunComparison& comparison, double min_effect,
                                                               Direction direction) noexcept {
  const RunVerdict verdict = verdict_of_metric(comparison, min_effect, direction);
  if (verdict == RunVerdict::too_few) return RunComparison::least_known;
  if (verdict != RunVerdict::undecided) return std::nullopt;
  const auto n1 = static_cast<double>(comparison.baseline);
  const auto n2 = static_cast<double>(comparison.candidate);
  const double ratio = (comparison.high - comparison.low) / 2 / min_effect;
  const double needed = std::ceil(2 * n1 * n2 / (n1 + n2) * ratio * ratio);
  if (!(needed < 1e15)) return std::nullopt;
  return std::max(static_cast<std::size_t>(needed), std::min(comparison.baseline, comparison.candidate) + 1);
}

/// Holm's step-down correction (Holm 1979): p-values that hold over all of a report together, in the order given. NaN
/// is no test: it stays NaN and does not count.
[[nodiscard]] inline std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!is_gap(p[i])) order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.begin(), p.end());
  double most = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    most = std::max(most, std::min(1.0, static_cast<double>(order.size() - i) * p[order[i]]));
    adjusted[order[i]] = most;
  }
  return adjusted;
}

/// A release is stopped only by a metric that is worse by itself and still significant among all that were looked at.
[[nodiscard]] inline bool blocks_release(RunVerdict verdict, double p_holm) noexcept {
  return verdict == RunVerdict::worse && p_holm < 0.05;
}

/// How many known windows of a run are beyond the WARN limit, of how many.
struct BeyondWarn {
  std::size_t bad = 0;
  std::size_t known = 0;
};

[[nodiscard]] inline BeyondWarn beyond_warn(std::span<const double> series, const Threshold& threshold) noexcept {
  BeyondWarn count;
  for (const double value : series) {
    if (is_gap(value)) continue;
    ++count.known;
    count.bad += threshold.classify(value) != Level::ok ? 1 : 0;
  }
  return count;
}

/// Fisher's exact test (Fisher 1935), one-sided: the probability that a candidate with the baseline's share of bad
/// windows shows at least as many. It sees what a comparison of levels misses: a metric that only scatters more. It
/// takes windows for independent, so it is a hint beside the verdict and blocks nothing. O(known windows).
[[nodiscard]] inline double fisher_greater(const BeyondWarn& baseline, const BeyondWarn& candidate) noexcept {
  const std::size_t bad = baseline.bad + candidate.bad;
  const std::size_t least = bad > baseline.known ? bad - baseline.known : 0;
  const std::size_t most = std::min(bad, candidate.known);
  // Weights of the hypergeometric distribution relative to its mode, so that nothing overflows and large terms do not
  // cancel: w(k + 1) = w(k) (bad - k)(n2 - k)/((k + 1)(n1 - bad + k + 1)).
  const auto n1 = static_cast<double>(baseline.known);
  const auto n2 = static_cast<double>(candidate.known);
  const auto total = static_cast<double>(bad);
  const auto step_up = [&](double k) { return (total - k) * (n2 - k) / ((k + 1) * (n1 - total + k + 1)); };
  const auto mode = std::clamp(static_cast<std::size_t>((total + 1) * (n2 + 1) / (n1 + n2 + 2)), least, most);
  double all = 1;
  double tail = mode >= candidate.bad ? 1 : 0;
  double weight = 1;
  for (std::size_t k = mode; k < most; ++k) {
    weight *= step_up(static_cast<double>(k));
    all += weight;
    tail += k + 1 >= candidate.bad ? weight : 0;
  }
  weight = 1;
  for (std::size_t k = mode; k > least; --k) {
    weight /= step_up(static_cast<double>(k - 1));
    all += weight;
    tail += k - 1 >= candidate.bad ? weight : 0;
  }
  return tail / all;
}

}  // namespace soak
