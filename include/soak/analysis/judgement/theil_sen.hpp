// Theil-Sen: the slope of a series as the median of the slopes of its pairs.
#pragma once

#include <soak/analysis/judgement/known_values.hpp>
#include <soak/analysis/judgement/pair_ranks.hpp>
#include <soak/core/stats.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

namespace soak {

/// The slopes of the pairs of a series' known values, in units of `known` a window, as a sorted list that is never
/// made.
///
/// Up to 2,048 values every pair takes part. A longer series is thinned by its lags, not by its values: every value
/// takes part, in pairs that are s, 2s, 3s, … known values apart, with s so that about half a million pairs remain, but
/// no fewer than eight lags. This is Theil's incomplete method with more than one lag; it holds no randomness, so the
/// same series gives the same slope everywhere.
class PairSlopes {
 public:
  /// Refers to `known`.
  explicit PairSlopes(const KnownValues& known) noexcept : known_(known), step_(lag_step(known.size())) {
    for (std::size_t lag = step_; lag < known.size(); lag += step_) size_ += known.size() - lag;
  }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool is_thinned() const noexcept { return step_ > 1; }

  /// The slope of that rank, from 0. `scratch` is overwritten. Precondition: rank < size().
  [[nodiscard]] double select(std::size_t rank, std::vector<double>& scratch) const {
    const std::size_t below = narrow(rank, rank, scratch);
    return nth(scratch, rank - below);
  }

  /// The mean of the middle two for an even count; NaN if there is no pair.
  [[nodiscard]] double median(std::vector<double>& scratch) const {
    if (size_ == 0) return gap;
    const std::size_t lower = (size_ - 1) / 2;
    const std::size_t upper = size_ / 2;
    const std::size_t below = narrow(lower, upper, scratch);
    const double high = nth(scratch, upper - below);
    if (lower == upper) return high;
    // nth() left the smaller ones in front.
    const auto end = scratch.begin() + static_cast<std::ptrdiff_t>(upper - below);
    return std::midpoint(*std::max_element(scratch.begin(), end), high);
  }

 private:
  [[nodiscard]] static constexpr std::size_t lag_step(std::size_t n) noexcept {
    constexpr std::size_t most_values_of_all_pairs = 2048;
    constexpr double most_pairs = 1 << 19;
    if (n <= most_values_of_all_pairs) return 1;
    const auto count = static_cast<double>(n);
    return std::min(static_cast<std::size_t>(count * count / (2 * most_pairs)) + 1, n / 8);
  }

  [[nodiscard]] static double nth(std::vector<double>& values, std::size_t rank) {
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(values.begin(), place, values.end());
    return *place;
  }

  struct Bounds {
    double low;
    double high;

    [[nodiscard]] bool are_finite() const noexcept { return std::isfinite(low) && std::isfinite(high); }
  };

  /// Leaves in `values` slopes among which those of the two ranks are, and returns how many smaller ones are left out.
  /// A sample says between which two slopes they are likely to be (Floyd & Rivest 1975); what is there is kept and what
  /// is below is counted. If the sample was wrong, or there are few, all are kept.
  [[nodiscard]] std::size_t narrow(std::size_t lower, std::size_t upper, std::vector<double>& values) const {
    constexpr std::size_t few = 4096;
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (size_ > few) {
      const Bounds likely = likely_bounds(static_cast<double>(lower), static_cast<double>(upper), values);
      const bool by_sorting = !is_thinned() && likely.are_finite();
      const Bounds bounds = by_sorting ? tightened(likely, lower, upper, values) : likely;
      const std::size_t below = by_sorting ? collect_sorting(bounds, values) : collect(bounds, values);
      // Beyond the bounds are slopes of which it is not certain on which side they were counted.
      const auto is_low = [&](double value) { return value < bounds.low; };
      const auto is_high = [&](double value) { return value > bounds.high; };
      const auto low = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), is_low));
      const auto high = static_cast<std::size_t>(std::count_if(values.begin(), values.end(), is_high));
      if (below + low <= lower && upper + high < below + values.size()) return below;
    }
    return collect({-infinity, infinity}, values);
  }

  /// Bounds that the two ranks are between, if they were so before, but closer: slopes are counted below two that stand
  /// close to where the ranks are if slopes lie evenly between the bounds.
  [[nodiscard]] Bounds tightened(Bounds bounds, std::size_t lower, std::size_t upper, std::vector<double>& keys) const {
    const auto below = [&](double bound) {
      return static_cast<double>(judgement_detail::pairs_below(known_, bound, keys));
    };
    const double below_low = below(bounds.low);
    const double share = (static_cast<double>(lower) - below_low) / (below(bounds.high) - below_low);
    const double width = bounds.high - bounds.low;
    if (!(share > 0 && share < 1)) return bounds;
    const double guess = bounds.low + share * width;
    for (const double bound : {guess - width / 64, guess + width / 64}) {
      if (bound <= bounds.low || bound >= bounds.high) continue;
      const double count = below(bound);
      if (count <= static_cast<double>(lower)) bounds.low = bound;
      if (count > static_cast<double>(upper)) bounds.high = bound;
    }
    return bounds;
  }

  /// As collect(), with more than what is between the bounds by as much as rounding may hide.
  [[nodiscard]] std::size_t collect_sorting(Bounds bounds, std::vector<double>& values) const {
    const double error = judgement_detail::key_error(known_, std::max(std::fabs(bounds.low), std::fabs(bounds.high)));
    return judgement_detail::collect_between(known_, bounds.low - error, bounds.high + error, values);
  }

  [[nodiscard]] Bounds likely_bounds(double lower, double upper, std::vector<double>& sample) const {
    // A larger sample leaves fewer slopes between its bounds; where sorting narrows them once more a small one will do.
    const std::size_t wanted = is_thinned() ? 4096 : 1024;
    sample.clear();
    // Any fixed numbers that look like chance will do: they decide how long the search takes, not what it finds. A
    // regular choice of pairs meets the periods of a series.
    std::minstd_rand random;
    const std::size_t rows = (known_.size() - 1) / step_;
    while (sample.size() < wanted) {
      const std::size_t lag = step_ * (1 + random() % rows);
      const std::size_t first = random() % known_.size();
      if (first + lag < known_.size()) sample.push_back(slope(first, lag));
    }
    const auto taken = static_cast<double>(sample.size());
    const double reach = 2 * std::sqrt(taken);  // four standard deviations of the median's rank
    const auto at = [&](double rank) {
      if (rank < 0) return -std::numeric_limits<double>::infinity();
      if (rank > taken - 1) return std::numeric_limits<double>::infinity();
      return nth(sample, static_cast<std::size_t>(rank));
    };
    const double low = at(lower * taken / static_cast<double>(size_) - reach);
    const double high = at(upper * taken / static_cast<double>(size_) + reach);
    // A little wider, so that slopes equal to a bound are all inside.
    return {low - 1e-12 * std::fabs(low), high + 1e-12 * std::fabs(high)};
  }

  [[nodiscard]] double slope(std::size_t i, std::size_t lag) const noexcept {
    return (known_.values[i + lag] - known_.values[i]) / (known_.places[i + lag] - known_.places[i]);
  }

  /// Keeps the slopes within the bounds and returns how many are below.
  [[nodiscard]] std::size_t collect(Bounds bounds, std::vector<double>& values) const {
    values.clear();
    if (known_.size() == 0) return 0;
    const auto n = static_cast<double>(known_.size());
    const bool has_gaps = known_.places.back() - known_.places.front() != n - 1;
    std::vector<std::uint32_t> kept(known_.size());
    std::size_t below = 0;
    for (std::size_t lag = step_; lag < known_.size(); lag += step_) {
      const double* place = known_.places.data();
      const auto width = static_cast<double>(lag);
      const Row row = has_gaps ? scan(bounds, lag, kept, [=](std::size_t i) { return place[i + lag] - place[i]; })
                               : scan(bounds, lag, kept, [=](std::size_t) { return width; });
      below += row.below;
      for (std::size_t k = 0; k < row.kept; ++k) values.push_back(slope(kept[k], lag));
    }
    return below;
  }

  struct Row {
    std::size_t below;
    std::size_t kept;
  };

  /// The pairs of one lag: `kept` gets the first of each that is within the bounds. No division and no branch: half the
  /// slopes are below, in no order, and a branch on that is guessed wrong every other time.
  template <class Run>
  [[nodiscard]] Row scan(Bounds bounds, std::size_t lag, std::vector<std::uint32_t>& kept, Run run) const noexcept {
    Row row{0, 0};
    const std::size_t count = known_.size() - lag;
    const double* value = known_.values.data();
    std::uint32_t* out = kept.data();
    for (std::size_t i = 0; i < count; ++i) {
      const double rise = value[i + lag] - value[i];
      const auto is_below = static_cast<unsigned>(rise < bounds.low * run(i));
      const auto is_above = static_cast<unsigned>(rise > bounds.high * run(i));
      row.below += is_below;
      out[row.kept] = static_cast<std::uint32_t>(i);
      row.kept += (is_below | is_above) ^ 1U;
    }
    return row;
  }

  const KnownValues& known_;
  std::size_t step_;
  std::size_t size_ = 0;
};

/// Theil-Sen slope, in units of `known` a window (Theil 1950, Sen 1968); NaN for fewer than two values.
[[nodiscard]] inline double theil_sen_slope(const KnownValues& known, std::vector<double>& scratch) {
  return PairSlopes(known).median(scratch);
}

}  // namespace soak
