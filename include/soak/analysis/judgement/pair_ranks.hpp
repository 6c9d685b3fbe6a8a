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

/// Sorts `places`, keeping equal ones in order: `overtakes(right, left)` says that the right one comes first. Calls
/// `visit(left, middle, right)` where `right` overtakes all of [left, middle).
template <class Overtakes, class Visit>
void sort_overtaking(std::vector<KeyedPlace>& places, const Overtakes& overtakes, const Visit& visit) {
  sort_by_merging(places,
                  [&](const KeyedPlace* left, const KeyedPlace* middle, const KeyedPlace* end, KeyedPlace* out) {
                    const KeyedPlace* right = middle;
                    while (left != middle && right != end) {
                      if (overtakes(*right, *left)) {
                        visit(left, middle, *right);
                        *out++ = *right++;
                      } else {
                        *out++ = *left++;
                      }
                    }
                    std::copy(right, end, std::copy(left, middle, out));
                  });
}

/// Puts the slopes between two finite bounds into `slopes` and returns how many are below. O(n log n + slopes found).
[[nodiscard]] inline std::size_t collect_between(const KnownValues& known, double low, double high,
                                                 std::vector<double>& slopes) {
  std::vector<KeyedPlace> places;
  places.reserve(known.size());
  for (std::size_t i = 0; i < known.size(); ++i) {
    const double value = known.values[i];
    const double place = known.places[i];
    places.push_back({value - low * place, value - high * place, static_cast<std::uint32_t>(i)});
  }
  std::size_t below = 0;
  sort_overtaking(
      places, [](const KeyedPlace& right, const KeyedPlace& left) { return right.low < left.low; },
      [&](const KeyedPlace* left, const KeyedPlace* middle, const KeyedPlace&) {
        below += static_cast<std::size_t>(middle - left);
      });
  slopes.clear();
  sort_overtaking(
      places, [](const KeyedPlace& right, const KeyedPlace& left) { return right.high <= left.high; },
      [&](const KeyedPlace* left, const KeyedPlace* middle, const KeyedPlace& right) {
        const std::size_t j = right.index;
        for (; left != middle; ++left) {
          const std::size_t i = left->index;
          // Of a pair that changes places between the bounds the earlier value stands first in the lower one's order.
          if (i < j) slopes.push_back((known.values[j] - known.values[i]) / (known.places[j] - known.places[i]));
        }
      });
  return below;
}

}  // namespace soak::judgement_detail
