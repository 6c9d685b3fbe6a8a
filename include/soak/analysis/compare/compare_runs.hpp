// Is the candidate worse than the baseline? One metric of one symbol in two runs.
#pragma once

#include <soak/analysis/compare/pair_differences.hpp>
#include <soak/analysis/judgement/autocorrelation.hpp>
#include <soak/analysis/judgement/known_values.hpp>
#include <soak/analysis/judgement/student_t.hpp>
#include <soak/core/stats.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace soak {

/// What two samples say about the shift of candidate against baseline, in the metric's unit. NaN in everything below
/// `candidate` where a sample has fewer than 12 known values, but for the paired test's single sample of differences.
struct RunComparison {
  std::size_t baseline = 0;   ///< known values
  std::size_t candidate = 0;  ///< known values
  double statistic = gap;     ///< U of the candidate (ties count half), or W of the paired test
  double phi = gap;           ///< the larger autocorrelation of both runs, 0..0.95
  double factor_baseline = gap;
  double factor_candidate = gap;
  double variance = gap;  ///< of the statistic
  double dof = gap;
  double z = gap;
  double p = gap;      ///< two-sided
  double shift = gap;  ///< Hodges-Lehmann estimate of candidate - baseline
  double low = gap;    ///< 95 % interval of the shift; infinite where the samples are too small for one
  double high = gap;

  static constexpr std::size_t least_known = 12;

  [[nodiscard]] bool has_too_few() const noexcept { return is_gap(p); }

  /// Share of pairs in which the candidate's value is the higher one, ties counting half. Not of the paired test.
  [[nodiscard]] double probability_higher() const noexcept {
    return statistic / (static_cast<double>(baseline) * static_cast<double>(candidate));
  }
};

namespace compare_detail {

struct RankSum {
  double u;           ///< of the second sample
  double tie_factor;  ///< 1 - sum (c^3 - c) / (N^3 - N) over groups of c equal values
};

/// Both samples are sorted. O(n).
[[nodiscard]] inline RankSum mann_whitney(std::span<const double> first, std::span<const double> second) {
  double u = 0;
  double ties = 0;
  std::size_t i = 0;
  for (std::size_t j = 0; i < first.size() || j < second.size();) {
    const bool takes_first = j == second.size() || (i < first.size() && first[i] <= second[j]);
    const double value = takes_first ? first[i] : second[j];
    const std::size_t below = i;
    while (i < first.size() && first[i] == value) ++i;
    const auto in_first = static_cast<double>(i - below);
    const std::size_t begin = j;
    while (j < second.size() && second[j] == value) ++j;
    const auto in_second = static_cast<double>(j - begin);
    u += in_second * (static_cast<double>(below) + in_first / 2);
    const double c = in_first + in_second;
    ties += c * c * c - c;
  }
  const auto n = static_cast<double>(first.size() + second.size());
  return {u, 1 - ties / (n * n * n - n)};
}

/// z with a continuity correction of 1/2; 0 if the statistic is where it is expected or cannot vary.
[[nodiscard]] inline double corrected_z(double deviation, double variance) noexcept {
  if (deviation == 0 || !(variance > 0)) return 0;
  return std::copysign((std::fabs(deviation) - 0.5) / std::sqrt(variance), deviation);
}

/// Scales the shift and its interval back to the metric's unit.
inline void set_shift(RunComparison& result, const ShiftEstimate& shift, double unit) noexcept {
  result.shift = shift.estimate * unit;
  result.low = shift.low * unit;
  result.high = shift.high * unit;
}

}  // namespace compare_detail

/// Compares two independent runs; gaps are NaN. Mann-Whitney's U with the variance of autocorrelated samples,
/// n1 n2 (n2 F1 + n1 F2 + 1)/12 times the tie factor, F = mean_variance_factor() of the larger phi of both; held
/// against Student's t with max(n1/F1 + n2/F2 - 2, 2) degrees of freedom. Shift and interval: Hodges & Lehmann 1963.
/// O(n log n) time, O(n) memory.
[[nodiscard]] inline RunComparison compare_runs(std::span<const double> baseline, std::span<const double> candidate) {
  const double unit = std::max(safe_unit(baseline), safe_unit(candidate));
  KnownValues a = known_values(baseline, unit);
  KnownValues b = known_values(candidate, unit);
  RunComparison result{.baseline = a.size(), .candidate = b.size()};
  if (std::min(a.size(), b.size()) < RunComparison::least_known) return result;
  const auto n1 = static_cast<double>(a.size());
  const auto n2 = static_cast<double>(b.size());
  result.phi = std::max(level_phi(a.values, a.places), level_phi(b.values, b.places));
  result.factor_baseline = mean_variance_factor(result.phi, a.size());
  result.factor_candidate = mean_variance_factor(result.phi, b.size());
  std::sort(a.values.begin(), a.values.end());
  std::sort(b.values.begin(), b.values.end());
  const compare_detail::RankSum ranks = compare_detail::mann_whitney(a.values, b.values);
  result.statistic = ranks.u;
  result.variance = n1 * n2 * (n2 * result.factor_baseline + n1 * result.factor_candidate + 1) / 12 * ranks.tie_factor;
  result.dof = std::max(n1 / result.factor_baseline + n2 / result.factor_candidate - 2, 2.0);
  result.z = compare_detail::corrected_z(ranks.u - n1 * n2 / 2, result.variance);
  result.p = student_t_two_sided(result.z, result.dof);
  const double reach = student_t_quantile(0.05, result.dof) * std::sqrt(result.variance);
  compare_detail::set_shift(result, hodges_lehmann(PairDifferences(a.values, b.values), reach), unit);
  return result;
}

/// Compares a canary with the control beside it: both series have the same windows, and only the differences candidate
/// - baseline of windows known in both count. Wilcoxon's signed rank W with the variance n(n+1)(2n+1)/24 F; shift and
/// interval from the Walsh averages. A difference of 0 keeps its rank out of both sides (Pratt 1959), so equal runs are
/// equal. O(n log n) time, O(n) memory. Precondition: equal sizes.
[[nodiscard]] inline RunComparison compare_paired(std::span<const double> baseline, std::span<const double> candidate) {
  const double unit = std::max(safe_unit(baseline), safe_unit(candidate));
  std::vector<double> differences;
  std::vector<double> order;
  for (std::size_t w = 0; w < baseline.size(); ++w) {
    if (is_gap(baseline[w]) || is_gap(candidate[w])) continue;
    differences.push_back(candidate[w] / unit - baseline[w] / unit);
    order.push_back(static_cast<double>(order.size()));
  }
  const std::size_t count = differences.size();
  RunComparison result{.baseline = count, .candidate = count};
  if (count < RunComparison::least_known) return result;
  std::vector<double> sizes;
  for (const double difference : differences) sizes.push_back(std::fabs(difference));
  const std::vector<double> ranks = midranks(sizes);
  double w = 0;
  double zeros = 0;
  for (std::size_t i = 0; i < count; ++i) {
    w += differences[i] > 0 ? ranks[i] : 0;
    zeros += differences[i] == 0 ? 1 : 0;
  }
  const auto n = static_cast<double>(count);
  result.statistic = w;
  result.phi = level_phi(differences, order);
  result.factor_baseline = result.factor_candidate = mean_variance_factor(result.phi, count);
  result.variance = (n * (n + 1) * (2 * n + 1) - zeros * (zeros + 1) * (2 * zeros + 1)) / 24 * result.factor_candidate;
  result.dof = std::max(n / result.factor_candidate - 1, 2.0);
  result.z = compare_detail::corrected_z(w - (n * (n + 1) - zeros * (zeros + 1)) / 4, result.variance);
  result.p = student_t_two_sided(result.z, result.dof);
  std::sort(differences.begin(), differences.end());
  std::vector<double> mirrored;
  for (auto d = differences.rbegin(); d != differences.rend(); ++d) mirrored.push_back(-*d);
  const PairDifferences sums(mirrored, differences, PairDifferences::Shape::upper);
  const double reach = student_t_quantile(0.05, result.dof) * std::sqrt(result.variance);
  compare_detail::set_shift(result, hodges_lehmann(sums, reach), unit / 2);
  return result;
}

}  // namespace soak
