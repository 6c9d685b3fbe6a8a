// How long a message is for a chat, and messages cut to what one takes.
#pragma once

#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// Length as Telegram counts it: UTF-16 code units.
[[nodiscard]] constexpr std::size_t utf16_length(std::string_view text) noexcept {
  std::size_t units = 0;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    units += c != invalid_code_point && c > 0xFFFF ? 2 : 1;
  }
  return units;
}

/// `text` cut to `max_units` UTF-16 units, between code points. Its last line (the id) survives; the cut shows as "…".
[[nodiscard]] inline std::string fit_message(std::string_view text, std::size_t max_units) {
  if (utf16_length(text) <= max_units) return std::string(text);
  const auto last_line = text.rfind('\n');
  std::string_view tail = last_line == std::string_view::npos ? std::string_view() : text.substr(last_line);
  if (utf16_length(tail) + 1 >= max_units) tail = {};
  std::string_view rest = text.substr(0, text.size() - tail.size());
  const std::size_t room = max_units - utf16_length(tail) - 1;
  std::string out;
  std::size_t units = 0;
  while (!rest.empty()) {
    const std::string_view before = rest;
    const std::size_t width = take_code_point(rest) > 0xFFFF ? 2 : 1;
    if (units + width > room) break;
    units += width;
    out += before.substr(0, before.size() - rest.size());
  }
  return out + "…" + std::string(tail);
}

}  // namespace soak
