// Numbers as text: correctly rounded in both directions and independent of the locale.
#pragma once

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace soak {

namespace core_detail {

inline constexpr std::array<double, 16> powers_of_ten{1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                      1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/// A number, and how many characters of a text it takes.
struct ShortDecimal {
  double value;
  std::size_t length;
};

/// The number without exponent and of at most 15 digits, which is how measurements are written, that `text` begins
/// with; nothing if what it begins with is none by JSON's grammar. Exact: both the digits as a whole number and the
/// power of ten are doubles without error, so their quotient is rounded once and hence correctly (Clinger, "How to read
/// floating point numbers accurately", 1990). Three times as fast as from_chars.
[[nodiscard, gnu::hot]] inline std::optional<ShortDecimal> short_decimal(std::string_view text) noexcept {
  constexpr std::size_t max_digits = 15;
  const bool is_negative = !text.empty() && text.front() == '-';
  const char* const begin = text.data() + (is_negative ? 1 : 0);
  const char* const end = text.data() + text.size();
  std::uint64_t digits = 0;
  const auto take_digits = [&](const char* at) {
    for (unsigned digit = 0; at != end && (digit = static_cast<unsigned>(*at) - '0') <= 9; ++at) {
      if (at - begin > static_cast<std::ptrdiff_t>(max_digits)) break;
      digits = digits * 10 + digit;
    }
    return at;
  };
  const char* at = take_digits(begin);
  const std::ptrdiff_t whole = at - begin;
  std::size_t decimals = 0;
  if (at != end && *at == '.') {
    const char* const point = at;
    at = take_digits(at + 1);
    decimals = static_cast<std::size_t>(at - point - 1);
    if (decimals == 0) return std::nullopt;
  }
  const bool is_number = whole == 1 || (whole > 1 && *begin != '0');
  if (!is_number || static_cast<std::size_t>(whole) + decimals > max_digits) return std::nullopt;
  const double value = static_cast<double>(digits) / powers_of_ten[decimals];
  return ShortDecimal{is_negative ? -value : value, static_cast<std::size_t>(at - text.data())};
}

}  // namespace core_detail

/// Value of a JSON number's text, rounded to nearest as `strtod` does. The text must be a JSON number and nothing else.
/// Underflow gives 0 (signed), overflow gives nothing: a measurement beyond the range of a double is a gap, not a
/// value.
[[nodiscard, gnu::hot]] inline std::optional<double> parse_json_number(std::string_view text) noexcept {
  if (const auto exact = core_detail::short_decimal(text); exact && exact->length == text.size()) return exact->value;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc{}) return value;
  if (error != std::errc::result_out_of_range) return std::nullopt;
  // from_chars does not say which way it went out of range; strtod does, and no tool of soak sets LC_NUMERIC.
  value = std::strtod(std::string(text).c_str(), nullptr);
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

/// True if the text is a number by JSON's grammar and nothing else.
[[nodiscard]] constexpr bool is_json_number(std::string_view text) noexcept {
  const auto take_digits = [&] {
    const std::size_t count = text.find_first_not_of("0123456789");
    const std::size_t digits = count == std::string_view::npos ? text.size() : count;
    text.remove_prefix(digits);
    return digits;
  };
  if (text.starts_with('-')) text.remove_prefix(1);
  const bool has_leading_zero = text.starts_with('0');
  const std::size_t whole = take_digits();
  if (whole == 0 || (has_leading_zero && whole > 1)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (take_digits() == 0) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (take_digits() == 0) return false;
  }
  return text.empty();
}

/// Number given by a person on a command line or in a setting: finite, whole text, no blanks.
[[nodiscard]] inline std::optional<double> parse_finite(std::string_view text) noexcept {
  double value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Appends the shortest text that reads back as `value`: plain decimal for decimal exponents in [-4, 16), as Python's
/// repr() has it, else scientific; whole numbers without ".0". `value` must be finite.
inline void append_number(std::string& out, double value) {
  const double magnitude = std::fabs(value);
  const bool plain = magnitude == 0 || (magnitude >= 1e-4 && magnitude < 1e16);
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 plain ? std::chars_format::fixed : std::chars_format::scientific)
                       .ptr;
  out.append(buffer.data(), end);
}

[[nodiscard]] inline std::string format_number(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

/// `value` with exactly `decimals` digits after the point, for people. Text longer than a column makes sense
/// (|value| >= 1e15) falls back to the shortest form.
[[nodiscard]] inline std::string format_fixed(double value, int decimals) {
  if (!(std::fabs(value) < 1e15)) return format_number(value);
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals).ptr;
  std::string text(buffer.data(), end);
  const bool is_negative_zero = text.front() == '-' && text.find_first_not_of("-0.") == std::string::npos;
  return is_negative_zero ? text.substr(1) : text;
}

/// format_fixed, or "n/a" for a value that is not there (NaN).
[[nodiscard]] inline std::string text_or_na(double value, int decimals) {
  return std::isnan(value) ? "n/a" : format_fixed(value, decimals);
}

}  // namespace soak
