// UTF-8: validation, what is printable, and how wide it stands in a terminal.
#pragma once

#include <soak/core/text/hex.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

inline constexpr char32_t invalid_code_point = 0xFFFFFFFF;

/// Takes one code point from the front of `text`. An ill-formed sequence (overlong, surrogate, truncated, beyond
/// U+10FFFF) consumes one byte and gives `invalid_code_point`. Precondition: `text` is not empty.
[[nodiscard]] constexpr char32_t take_code_point(std::string_view& text) noexcept {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  std::size_t length = 1;
  char32_t value = lead;
  char32_t smallest = 0;
  if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4, value = lead & 0x07u, smallest = 0x10000;
  } else if (lead >= 0xE0 && lead < 0xF0) {
    length = 3, value = lead & 0x0Fu, smallest = 0x800;
  } else if (lead >= 0xC2 && lead < 0xE0) {
    length = 2, value = lead & 0x1Fu, smallest = 0x80;
  } else if (lead >= 0x80) {
    length = 0;
  }
  bool valid = length != 0 && length <= text.size();
  for (std::size_t i = 1; valid && i < length; ++i) {
    valid = (byte(i) & 0xC0u) == 0x80u;
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  valid = valid && value >= smallest && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
  text.remove_prefix(valid ? length : 1);
  return valid ? value : invalid_code_point;
}

[[nodiscard]] constexpr bool is_utf8(std::string_view text) noexcept {
  unsigned char all = 0;  // mostly it is ASCII, which a loop without a branch finds out several bytes at a time
  for (const char c : text) all = static_cast<unsigned char>(all | static_cast<unsigned char>(c));
  if (all < 0x80) return true;
  while (!text.empty()) {
    if (take_code_point(text) == invalid_code_point) return false;
  }
  return true;
}

/// False for controls, line and paragraph separators, and the marks that reorder or hide text (bidirectional controls,
/// zero-width characters): none of them has a place in a name that goes into logs, reports and alerts.
[[nodiscard]] constexpr bool is_printable(char32_t c) noexcept {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c > 0x10FFFF) return false;
  if (c == 0x00AD || c == 0x061C || c == 0x180E || c == 0xFEFF) return false;
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F)) return false;
  if ((c >= 0xFFF0 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF) || (c >= 0xFDD0 && c <= 0xFDEF)) return false;
  return (c & 0xFFFE) != 0xFFFE;
}

/// True if `text` is well-formed UTF-8 and every code point of it is printable.
[[nodiscard]] constexpr bool is_printable_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const char c = text.front();
    if (c >= 0x20 && c < 0x7F) {
      text.remove_prefix(1);
    } else if (!is_printable(take_code_point(text))) {
      return false;
    }
  }
  return true;
}

/// Text safe for one line of a log: what is not printable becomes "\xNN", and beyond `max_bytes` it ends in "...".
[[nodiscard]] inline std::string printable(std::string_view text, std::size_t max_bytes = 200) {
  std::string out;
  while (!text.empty()) {
    if (out.size() >= max_bytes) return out + "...";
    const std::string_view before = text;
    const bool shown = is_printable(take_code_point(text));
    for (const char c : before.substr(0, before.size() - text.size())) {
      if (shown) {
        out += c;
      } else {
        append_hex_escape(out, c);
      }
    }
  }
  return out;
}

/// Text for the operations tools, which print ASCII only: what is not printable ASCII becomes "\xNN".
[[nodiscard]] inline std::string ascii_only(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      append_hex_escape(out, c);
    }
  }
  return out;
}

/// Code points of `text`, a byte of an ill-formed sequence counting as one.
[[nodiscard]] constexpr std::size_t code_point_count(std::string_view text) noexcept {
  std::size_t count = 0;
  for (; !text.empty(); ++count) (void)take_code_point(text);
  return count;
}

namespace text_detail {

/// East Asian wide and emoji blocks, in the coarse ranges that wcwidth() implementations agree on.
[[nodiscard]] constexpr bool is_wide(char32_t c) noexcept {
  struct Range {
    char32_t first, last;
  };
  constexpr Range ranges[] = {{0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2705, 0x2705},
                              {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
                              {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xAC00, 0xD7A3},
                              {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
                              {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF},
                              {0x20000, 0x3FFFD}};
  for (const Range& range : ranges) {
    if (c >= range.first && c <= range.last) return true;
  }
  return false;
}

[[nodiscard]] constexpr bool is_combining(char32_t c) noexcept {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) || c == 0xFE0E;
}

}  // namespace text_detail

/// Columns that `text` takes in a terminal. U+FE0F (emoji presentation) widens the character before it to two.
[[nodiscard]] constexpr std::size_t display_width(std::string_view text) noexcept {
  std::size_t width = 0;
  std::size_t last = 0;
  while (!text.empty()) {
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      text.remove_prefix(1);
      width += last = 1;
      continue;
    }
    const char32_t c = take_code_point(text);
    if (c == 0xFE0F) {
      width += last == 1 ? 1 : 0;
      last = 2;
    } else if (!text_detail::is_combining(c)) {
      last = text_detail::is_wide(c) ? 2 : 1;
      width += last;
    }
  }
  return width;
}

/// `text` followed by blanks up to `width` columns; text that is wider stays whole.
[[nodiscard]] inline std::string pad_right(std::string_view text, std::size_t width) {
  const std::size_t taken = display_width(text);
  std::string out(text);
  if (taken < width) out.append(width - taken, ' ');
  return out;
}

}  // namespace soak
