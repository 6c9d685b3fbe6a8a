// What Python's json module writes and Boost.JSON refuses: the literals NaN, Infinity, -Infinity, and exponents of more
// digits than an int holds.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

namespace json_detail {

/// Index behind the string literal that begins at `begin`, or the size of the text if it is not closed.
[[nodiscard]] inline std::size_t end_of_json_string(std::string_view text, std::size_t begin) noexcept {
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return text.size();
}

/// Length of the number at the front if its exponent has more than eight digits, else 0.
[[nodiscard]] inline std::size_t huge_exponent(std::string_view text) noexcept {
  const std::size_t mantissa = std::min(text.find_first_not_of("-0123456789."), text.size());
  if (mantissa == 0 || mantissa == text.size() || (text[mantissa] != 'e' && text[mantissa] != 'E')) return 0;
  const bool is_signed = mantissa + 1 < text.size() && (text[mantissa + 1] == '+' || text[mantissa + 1] == '-');
  const std::size_t digits = mantissa + (is_signed ? 2 : 1);
  const std::size_t end = std::min(text.find_first_not_of("0123456789", digits), text.size());
  return end > digits + 8 ? end : 0;
}

[[nodiscard]] inline std::size_t refused_literal(std::string_view text) noexcept {
  for (const std::string_view literal : {"-Infinity", "Infinity", "NaN"}) {
    if (text.starts_with(literal)) return literal.size();
  }
  return 0;
}

/// Length of the run at the front that is neither a string nor part of a number or literal.
[[nodiscard]] inline std::size_t token_length(std::string_view text) noexcept {
  const std::size_t end = std::min(text.find_first_not_of("+-.0123456789abcdefghijklmnopqrstuvwxyz"
                                                          "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
                                   text.size());
  return std::max<std::size_t>(end, 1);
}

}  // namespace json_detail

/// Index behind the first value, an object or array, or the size of the text if its brackets do not close. Linear time.
[[nodiscard]] inline std::size_t end_of_json_value(std::string_view text) noexcept {
  std::size_t depth = 0;
  for (std::size_t i = text.find_first_of("{["); i < text.size();) {
    const char c = text[i];
    if (c == '"') {
      i = json_detail::end_of_json_string(text, i);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++i;
    if (depth == 0) return i;
    i = text.find_first_of("\"{}[]", i);
  }
  return text.size();
}

/// Replaces each such token by one of the same length, so that byte offsets keep their meaning: by an empty string,
/// which reads as a gap, or by 0 where the exponent is negative (underflow). False if there is none. Linear time.
[[nodiscard]] inline bool replace_refused_tokens(std::string& text) {
  bool found = false;
  const std::string_view view = text;
  for (std::size_t i = 0; i < view.size();) {
    if (view[i] == '"') {
      i = json_detail::end_of_json_string(view, i);
      continue;
    }
    const std::string_view rest = view.substr(i);
    const std::size_t literal = json_detail::refused_literal(rest);
    const std::size_t length = literal != 0 ? literal : json_detail::huge_exponent(rest);
    if (length == 0) {
      i += json_detail::token_length(rest);
      continue;
    }
    const bool underflows = literal == 0 && rest.substr(0, length).find_first_of("-", 1) != std::string_view::npos;
    text.replace(i, length, length, ' ');
    text.replace(i, underflows ? 1 : 2, underflows ? "0" : "\"\"");
    found = true;
    i += length;
  }
  return found;
}

}  // namespace soak
