// Natural order of names: runs of digits compare by their value, so "_2" stands before "_10".
#pragma once

#include <compare>
#include <cstddef>
#include <string_view>

namespace soak {

namespace core_detail {

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Takes a run of digits; the result is without leading zeros, so a longer one is the greater number.
[[nodiscard]] constexpr std::string_view take_digit_run(std::string_view& text) noexcept {
  std::size_t length = 0;
  while (length < text.size() && is_digit(text[length])) ++length;
  std::string_view run = text.substr(0, length);
  text.remove_prefix(length);
  while (run.size() > 1 && run.front() == '0') run.remove_prefix(1);
  return run;
}

}  // namespace core_detail

/// A strict total order over byte strings: names that differ only in leading zeros compare by their bytes.
[[nodiscard]] constexpr std::strong_ordering natural_compare(std::string_view a, std::string_view b) noexcept {
  std::string_view x = a;
  std::string_view y = b;
  while (!x.empty() && !y.empty()) {
    if (core_detail::is_digit(x.front()) && core_detail::is_digit(y.front())) {
      const std::string_view m = core_detail::take_digit_run(x);
      const std::string_view n = core_detail::take_digit_run(y);
      if (m.size() != n.size()) return m.size() <=> n.size();
      if (const auto order = m.compare(n); order != 0) return order <=> 0;
    } else {
      const auto p = static_cast<unsigned char>(x.front());
      const auto q = static_cast<unsigned char>(y.front());
      if (p != q) return p <=> q;
      x.remove_prefix(1);
      y.remove_prefix(1);
    }
  }
  if (x.empty() != y.empty()) return x.empty() ? std::strong_ordering::less : std::strong_ordering::greater;
  return a.compare(b) <=> 0;
}

[[nodiscard]] constexpr bool natural_less(std::string_view a, std::string_view b) noexcept {
  return natural_compare(a, b) < 0;
}

}  // namespace soak
