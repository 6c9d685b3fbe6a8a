// Kendall's S: how many pairs of values rise less how many fall, and its variance.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace soak {

/// `s` = sum over i < j of sgn(x_j - x_i). `variance` is that of independent values without a trend,
/// [n(n-1)(2n+5) - sum c(c-1)(2c+5)]/18 over groups of c equal values; 0 for a constant series. `tau_b` corrects for
/// ties, -1..1, 0 for a constant series. (Kendall 1938, 1945.)
struct KendallCount {
  std::int64_t s = 0;
  double variance = 0;
  double tau_b = 0;
};

namespace judgement_detail {

/// Merges two sorted halves of one length and returns how many pairs of one value from each stood in falling order.
/// From both ends at once: the smaller half of the result takes no more than all of either half, and so does the
/// greater, so neither has to look for an end, and the processor does both at the same time.
[[nodiscard]] inline std::int64_t merge_equal_counting_inversions(const double* left, const double* middle,
                                                                  double* out) {
  const std::ptrdiff_t length = middle - left;
  std::ptrdiff_t first_left = 0;
  std::ptrdiff_t first_right = length;
  std::ptrdiff_t last_left = length - 1;
  std::ptrdiff_t last_right = 2 * length - 1;
  std::int64_t inversions = 0;
  for (std::ptrdiff_t i = 0; i < length; ++i) {
    const std::ptrdiff_t takes_right = left[first_right] < left[first_left] ? 1 : 0;
    out[i] = left[first_left + takes_right * (first_right - first_left)];
    inversions += -takes_right & (length - first_left);
    first_right += takes_right;
    first_left += 1 - takes_right;

    const std::ptrdiff_t takes_left = left[last_right] < left[last_left] ? 1 : 0;
    out[2 * length - 1 - i] = left[last_right - takes_left * (last_right - last_left)];
    inversions += (takes_left - 1) & (length - 1 - last_left);
    last_left -= takes_left;
    last_right -= 1 - takes_left;
  }
  return inversions;
}

/// Merges two sorted halves and returns how many pairs of one value from each stood in falling order. Which half gives
/// the next value cannot be guessed, so the loop chooses without a branch.
[[nodiscard]] inline std::int64_t merge_counting_inversions(const double* left, const double* middle, const double* end,
                                                            double* out) {
  if (end - middle == middle - left) return merge_equal_counting_inversions(left, middle, out);
  std::int64_t inversions = 0;
  const double* right = middle;
  while (left != middle && right != end) {
    const std::ptrdiff_t takes_right = *right < *left ? 1 : 0;
    *out++ = left[takes_right * (right - left)];
    inversions += -takes_right & (middle - left);
    right += takes_right;
    left += 1 - takes_right;
  }
  std::copy(right, end, std::copy(left, middle, out));
  return inversions;
}

/// Sorts `values` by merging ever longer neighbours: `merge(left, middle, end, out)` merges two sorted halves.
/// O(n log n) steps of it.
template <class T, class Merge>
void sort_by_merging(std::vector<T>& values, const Merge& merge) {
  const std::size_t n = values.size();
  std::vector<T> merged(n);
  for (std::size_t width = 1; width < n; width *= 2) {
    for (std::size_t begin = 0; begin < n; begin += 2 * width) {
      const T* const left = values.data() + begin;
      const T* const middle = values.data() + std::min(begin + width, n);
      const T* const end = values.data() + std::min(begin + 2 * width, n);
      merge(left, middle, end, merged.data() + begin);
    }
    std::swap(values, merged);
  }
}

/// Sorts `values` and returns how many pairs stood in falling order (Knight 1966). O(n log n).
[[nodiscard]] inline std::int64_t sort_counting_inversions(std::vector<double>& values) {
  std::int64_t inversions = 0;
  sort_by_merging(values, [&](const double* left, const double* middle, const double* end, double* out) {
    inversions += merge_counting_inversions(left, middle, end, out);
  });
  return inversions;
}

}  // namespace judgement_detail

/// Counts by a merge sort, so a series of 100,000 windows takes milliseconds. No value is a gap.
[[nodiscard]] inline KendallCount kendall_count(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  const std::int64_t falling = judgement_detail::sort_counting_inversions(sorted);
  const auto n = static_cast<double>(sorted.size());
  double tied_pairs = 0;
  double tie_variance = 0;
  for (std::size_t begin = 0, end = 0; begin < sorted.size(); begin = end) {
    while (end < sorted.size() && sorted[end] == sorted[begin]) ++end;
    const auto c = static_cast<double>(end - begin);
    tied_pairs += c * (c - 1) / 2;
    tie_variance += c * (c - 1) * (2 * c + 5);
  }
  const double pairs = n * (n - 1) / 2;
  KendallCount count;
  count.s = static_cast<std::int64_t>(pairs - tied_pairs) - 2 * falling;
  if (tied_pairs == pairs) return count;
  count.variance = (n * (n - 1) * (2 * n + 5) - tie_variance) / 18;
  count.tau_b = static_cast<double>(count.s) / std::sqrt(pairs * (pairs - tied_pairs));
  return count;
}

}  // namespace soak
