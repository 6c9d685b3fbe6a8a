// Untrusted text and numbers inside a page: HTML text, attribute values, and JSON inside a script element.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace soak {

namespace page_detail {

/// Calls `put(code_point, bytes)` for each code point; what is ill-formed, invisible or reorders text becomes U+FFFD.
template <class Put>
void visit_shown(std::string_view text, const Put& put) {
  while (!text.empty()) {
    const std::string_view before = text;
    const char32_t c = take_code_point(text);
    if (c != invalid_code_point && is_printable(c)) {
      put(c, before.substr(0, before.size() - text.size()));
    } else {
      put(U'\uFFFD', std::string_view("\xEF\xBF\xBD"));
    }
  }
}

/// A style sheet in one piece.
[[nodiscard]] inline std::string joined(std::span<const std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

}  // namespace page_detail

/// `text` so that it stands as itself in HTML text and in a quoted attribute value.
[[nodiscard]] inline std::string escape_html(std::string_view text) {
  std::string out;
  page_detail::visit_shown(text, [&](char32_t c, std::string_view bytes) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += bytes;
    }
  });
  return out;
}

/// Appends `text` as a JSON string that cannot end the script element it stands in, nor open a comment in it.
inline void append_script_string(std::string& out, std::string_view text) {
  out += '"';
  page_detail::visit_shown(text, [&](char32_t c, std::string_view bytes) {
    if (c == '"' || c == '\\') {
      (out += '\\') += bytes;
    } else if (c == '<' || c == '>' || c == '&') {
      out += c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : "\\u0026";
    } else {
      out += bytes;
    }
  });
  out += '"';
}

namespace page_detail {

/// Without the zeros that end its fraction.
[[nodiscard]] inline std::string trimmed_fraction(std::string text) {
  if (text.find('.') == text.npos || text.find('e') != text.npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace page_detail

/// Appends a number for a chart that shows `decimals` digits: one digit more, so that a curve has no steps, unless
/// rounding twice would show another number than rounding once. `null` for a gap.
inline void append_script_number(std::string& out, double value, int decimals) {
  if (is_gap(value)) {
    out += "null";
    return;
  }
  const std::string shown = format_fixed(value, decimals);
  const std::string finer = format_fixed(value, decimals + 1);
  const auto read_back = parse_json_number(finer);
  out += page_detail::trimmed_fraction(read_back && format_fixed(*read_back, decimals) == shown ? finer : shown);
}

}  // namespace soak
