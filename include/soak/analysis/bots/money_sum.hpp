// Sums of money: exact where the bot counts in whole millionths, compensated doubles elsewhere.
#pragma once

#include <cmath>
#include <cstdint>

namespace soak {

namespace bots_detail {

__extension__ typedef __int128 Wide;  // 1e26 in quote at 1e-12: no sum of a window overflows

/// `value` in whole millionths. Precondition: it is a count of millionths below 9e15, divided by a million.
[[nodiscard]] inline Wide millionths(double value) noexcept { return static_cast<Wide>(std::llround(value * 1e6)); }

}  // namespace bots_detail

/// Adds products of two numbers, in units of 1e-12 if both are whole millionths. The rest goes into a double with the
/// rounding errors carried along (Neumaier 1974).
class MoneySum {
 public:
  /// `is_exact`: both are whole millionths.
  void add_product(double a, double b, bool is_exact) noexcept {
    if (is_exact) {
      exact_ += bots_detail::millionths(a) * bots_detail::millionths(b);
    } else {
      add(a * b);
    }
  }
  void add_amount(double amount, bool is_exact) noexcept { add_product(amount, 1, is_exact); }
  void operator+=(const MoneySum& other) noexcept {
    exact_ += other.exact_;
    add(other.sum_);
    add(other.error_);
  }
  void operator-=(const MoneySum& other) noexcept {
    exact_ -= other.exact_;
    add(-other.sum_);
    add(-other.error_);
  }

  /// This sum of whole millionths times another one; of anything else in doubles.
  [[nodiscard]] MoneySum times(double factor, bool is_exact) const noexcept {
    MoneySum product;
    if (is_exact && is_whole()) {
      product.exact_ = exact_ / 1'000'000 * bots_detail::millionths(factor);
    } else {
      product.add(value() * factor);
    }
    return product;
  }

  [[nodiscard]] double value() const noexcept { return static_cast<double>(exact_) / 1e12 + (sum_ + error_); }
  /// Compared exactly where both are exact.
  [[nodiscard]] bool exceeds_share(const MoneySum& whole, int one_in) const noexcept {
    return is_whole() && whole.is_whole() ? exact_ * one_in > whole.exact_ : value() * one_in > whole.value();
  }

 private:
  /// True if all of it is exact.
  [[nodiscard]] bool is_whole() const noexcept { return sum_ == 0 && error_ == 0; }
  void add(double term) noexcept {
    const double total = sum_ + term;
    error_ += std::fabs(sum_) >= std::fabs(term) ? (sum_ - total) + term : (term - total) + sum_;
    sum_ = total;
  }

  bots_detail::Wide exact_ = 0;
  double sum_ = 0;
  double error_ = 0;
};

}  // namespace soak
