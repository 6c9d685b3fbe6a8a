// UTF-16, as some editors and shells save a text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

namespace text_detail {

/// A surrogate that stands alone is written like any other code point, which is no valid UTF-8: whoever checks sees it.
inline void append_utf8(std::string& out, char32_t c) {
  const auto last = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
    return;
  }
  if (c < 0x800) {
    out += static_cast<char>(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | (c >> 12));
    out += last(c >> 6);
  } else {
    out += static_cast<char>(0xF0 | (c >> 18));
    out += last(c >> 12);
    out += last(c >> 6);
  }
  out += last(c);
}

}  // namespace text_detail

/// UTF-16 with a byte order mark (2 bytes, which the caller has seen) as UTF-8. Half a unit at the end is left out.
[[nodiscard]] inline std::string utf16_to_utf8(std::string_view text) {
  const bool little = text.starts_with('\xFF');
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(text[i]);
    const auto second = static_cast<unsigned char>(text[i + 1]);
    return static_cast<char32_t>(little ? first | second << 8 : first << 8 | second);
  };
  std::string out;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    char32_t c = unit(i);
    if (c >= 0xD800 && c < 0xDC00 && i + 3 < text.size() && unit(i + 2) >= 0xDC00 && unit(i + 2) < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
      i += 2;
    }
    text_detail::append_utf8(out, c);
  }
  return out;
}

}  // namespace soak
