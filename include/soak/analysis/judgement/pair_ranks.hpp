// Which pairs of a series rise by less than so much a window, found by sorting instead of by looking at each.
//
// A pair (i, j), i < j, has a slope below b exactly where i and j change places when the values are sorted by value - b
// * place. So the pairs below b are the inversions of those keys, and the pairs between two bounds change places
// between the two orders (Matousek 1991, Inf. Process. Lett. 39:183-187). Keys are rounded: a pair whose slope is
// within key_error() of a bound may be taken for one on the other side.
#pragma once

#include <soak/analysis/judgement/kendall.hpp>
#include <soak/analysis/judgement/known_values.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace soak::judgement_detail {

/// How far a slope must be from a bound of this magnitude for the keys to tell on which side it is.
[[nodiscard]] inline double key_error(const KnownValues& known, double bound) noexcept {
  double magnitude = 0;
  for (const double value : known.values) magnitude = std::max(magnitude, std::fabs(value));
  return 16 * std::numeric_limits<double>::epsilon() * (magnitude + std::fabs(bound) * known.places.back());
}

/// How many pairs have a slope below `bound`. `keys` is overwritten. O(n log n).
[[nodiscard]] inline std::size_t pairs_below(const KnownValues& known, double bound, std::vector<double>& keys) {
  keys.resize(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) keys[i] = known.values[i] - bound * known.places[i];
  return static_cast<std::size_t>(sort_counting_inversions(keys));
}

/// A value with its keys for the two bounds, in the order that is being made.
struct KeyedPlace {
  double low;
  double high;
  std::uint32_t index;
};

/// Merges two halves that are sorted by `high`, and calls `visit(a, b)` for each a of the left and b of the right half
/// where b does not stand above a.
template <class Visit>
void merge_visiting(const KeyedPlace* left, const KeyedPlace* middle, const KeyedPlace* end, KeyedPlace* out,
                    const Visit& visit) {
  const KeyedPlace* right = middle;
  while (left != middle && right != end) {
    if (right->high <= left->high) {
      for (const KeyedPlace* above = left; above != middle; ++above) visit(*above, *right);
      *out++ = *right++;
    } else {
      *out++ = *left++;
    }
  }
  std::copy(right, end, std::copy(left, middle, out));
}

/// Puts the slopes between two finite bounds into `slopes` and returns how many are below. O(n log n + slopes found).
[[nodiscard]] inline std::size_t collect_between(const KnownValues& known, double low, double high,
                                                 std::vector<double>& slopes) {
  const std::size_t n = known.size();
  std::vector<double> keys;
  const std::size_t below = pairs_below(known, low, keys);
  std::vector<KeyedPlace> order(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double place = known.places[i];
    order[i] = {known.values[i] - low * place, known.values[i] - high * place, static_cast<std::uint32_t>(i)};
  }
  std::sort(order.begin(), order.end(), [](const KeyedPlace& a, const KeyedPlace& b) {
    return a.low < b.low || (a.low == b.low && a.index < b.index);
  });
  slopes.clear();
  const auto visit = [&](const KeyedPlace& a, const KeyedPlace& b) {
    // Of a pair that changed places between the bounds the earlier value stands first in the order of the lower one.
    if (a.index > b.index) return;
    slopes.push_back((known.values[b.index] - known.values[a.index]) / (known.places[b.index] - known.places[a.index]));
  };
  std::vector<KeyedPlace> merged(n);
  for (std::size_t width = 1; width < n; width *= 2) {
    for (std::size_t begin = 0; begin < n; begin += 2 * width) {
      const KeyedPlace* const left = order.data() + begin;
      const KeyedPlace* const middle = order.data() + std::min(begin + width, n);
      const KeyedPlace* const end = order.data() + std::min(begin + 2 * width, n);
      merge_visiting(left, middle, end, merged.data() + begin, visit);
    }
    std::swap(order, merged);
  }
  return below;
}

}  // namespace soak::judgement_detail
