// Bytes as lower-case hexadecimal digits.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::string_view hex_digits = "0123456789abcdef";

/// Appends the two digits of a byte.
inline void append_hex(std::string& out, unsigned char byte) {
  out += hex_digits[byte >> 4];
  out += hex_digits[byte & 15];
}

/// Appends "\xNN".
inline void append_hex_escape(std::string& out, char c) {
  out += "\\x";
  append_hex(out, static_cast<unsigned char>(c));
}

[[nodiscard]] inline std::string to_hex(std::span<const unsigned char> bytes) {
  std::string out;
  out.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) append_hex(out, byte);
  return out;
}

[[nodiscard]] inline std::string to_hex(std::string_view bytes) {
  return to_hex(std::span(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

/// True if `text` consists of such digits, also if it is empty.
[[nodiscard]] constexpr bool is_hex(std::string_view text) noexcept {
  return text.find_first_not_of(hex_digits) == text.npos;
}

}  // namespace soak
