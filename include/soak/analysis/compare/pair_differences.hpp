// Order statistics of the differences of all pairs of two samples, without making them.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

namespace soak {

/// The matrix of values `columns[j] - rows[i]`, of which row i holds the columns from `first(i)` on. Both samples are
/// sorted and finite, so that each row rises and each column falls.
class PairDifferences {
 public:
  enum class Shape {
    all,    ///< every pair
    upper,  ///< the columns j >= n - 1 - i: each unordered pair once, with itself, where rows are negated columns
  };

  PairDifferences(std::span<const double> rows, std::span<const double> columns, Shape shape = Shape::all) noexcept
      : rows_(rows), columns_(columns), shape_(shape) {}

  [[nodiscard]] std::size_t size() const noexcept {
    return shape_ == Shape::all ? rows_.size() * columns_.size() : rows_.size() * (rows_.size() + 1) / 2;
  }

  /// How many values are at most `limit`. O(rows + columns): the border moves to the right only.
  [[nodiscard]] std::size_t count_at_most(double limit) const noexcept {
    std::size_t count = 0;
    std::size_t border = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const double row = rows_[i];
      while (border < columns_.size() && columns_[border] - row <= limit) ++border;
      const std::size_t begin = first(i);
      count += border > begin ? border - begin : 0;
    }
    return count;
  }

  /// The value of that rank, from 0, among all of them in order. Preconditions: rank < size(), differences are finite.
  ///
  /// Halves the interval that holds it until few values are left there, and takes it from these: by the middle of the
  /// values and by the middle of their bit patterns in turn, so that neither ties nor values of all magnitudes make
  /// more than some 130 steps of it; ordinary samples need about 20. O((rows + columns) log(1/resolution)).
  [[nodiscard]] double select(std::size_t rank, std::vector<double>& scratch) const {
    double low = columns_.front() - rows_.back();
    double high = columns_.back() - rows_.front();
    const std::size_t at_low = count_at_most(low);
    if (rank < at_low) return low;
    std::size_t below = at_low;  // values <= low; the wanted one is in (low, high]
    std::size_t up_to = size();  // values <= high
    const std::size_t few = 2 * (rows_.size() + columns_.size());
    for (bool by_bits = false; up_to - below > few; by_bits = !by_bits) {
      const double middle = by_bits ? between(low, high) : std::midpoint(low, high);
      if (!(low < middle && middle < high)) {
        if (std::nextafter(low, high) == high) return high;
        continue;
      }
      const std::size_t count = count_at_most(middle);
      (rank < count ? high : low) = middle;
      (rank < count ? up_to : below) = count;
    }
    collect(low, high, scratch);
    const auto place = scratch.begin() + static_cast<std::ptrdiff_t>(rank - below);
    std::nth_element(scratch.begin(), place, scratch.end());
    return *place;
  }

 private:
  [[nodiscard]] std::size_t first(std::size_t row) const noexcept {
    return shape_ == Shape::all ? 0 : rows_.size() - 1 - row;
  }

  /// Whole numbers in the order of the doubles.
  [[nodiscard]] static std::int64_t order_of(double value) noexcept {
    const auto bits = std::bit_cast<std::int64_t>(value);
    return bits < 0 ? std::int64_t{-0x7fffffffffffffff - 1} - bits : bits;
  }

  [[nodiscard]] static double between(double low, double high) noexcept {
    const std::int64_t order = std::midpoint(order_of(low), order_of(high));
    return std::bit_cast<double>(order < 0 ? std::int64_t{-0x7fffffffffffffff - 1} - order : order);
  }

  /// The values in (low, high].
  void collect(double low, double high, std::vector<double>& values) const {
    values.clear();
    std::size_t begin = 0;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      while (begin < columns_.size() && columns_[begin] - rows_[i] <= low) ++begin;
      for (std::size_t j = std::max(begin, first(i)); j < columns_.size(); ++j) {
        const double value = columns_[j] - rows_[i];
        if (value > high) break;
        values.push_back(value);
      }
    }
  }

  std::span<const double> rows_;
  std::span<const double> columns_;
  Shape shape_;
};

/// A location estimate with its interval.
struct ShiftEstimate {
  double estimate;
  double low;   ///< -infinity if the values do not reach
  double high;  ///< infinity then
};

/// Median of the values, the mean of the middle two for an even count, and the interval [v_k, v_(N+1-k)], 1-based, with
/// k = floor(N/2 - reach) (Hodges & Lehmann 1963). Preconditions: N > 0, reach >= 0.
[[nodiscard]] inline ShiftEstimate hodges_lehmann(const PairDifferences& differences, double reach) {
  std::vector<double> scratch;
  const std::size_t n = differences.size();
  const double upper = differences.select(n / 2, scratch);
  const double middle = n % 2 == 1 ? upper : std::midpoint(differences.select(n / 2 - 1, scratch), upper);
  const double k = std::floor(static_cast<double>(n) / 2 - reach);
  if (!(k >= 1)) return {middle, -std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  const auto rank = static_cast<std::size_t>(k);
  return {middle, differences.select(rank - 1, scratch), differences.select(n - rank, scratch)};
}

}  // namespace soak
