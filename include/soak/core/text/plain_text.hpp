// A file of settings as text: what an editor or a shell of another system made of it is undone.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/encoding.hpp>
#include <soak/core/text/utf16.hpp>
#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// The text in UTF-8 with plain line ends and without a byte order mark at its front; UTF-16 that has one is converted.
/// UTF-16 without a mark, and UTF-32, are refused by name.
[[nodiscard]] inline Result<std::string> plain_text(std::string_view text, std::string_view file_name) {
  using namespace std::string_view_literals;
  const auto refuse = [&](const char* what) {
    return Error{Errc::usage, printable(file_name) + " is " + what + "; save it as UTF-8"};
  };
  if (text.starts_with("\xFF\xFE\0\0"sv) || text.starts_with("\0\0\xFE\xFF"sv)) return refuse("UTF-32 text");
  std::string converted;
  if (text.starts_with("\xFF\xFE"sv) || text.starts_with("\xFE\xFF"sv)) {
    converted = utf16_to_utf8(text);
    text = converted;
  } else if (text.substr(0, 2).find('\0') != std::string_view::npos) {
    return refuse("UTF-16 text without a byte order mark");
  }
  text.remove_prefix(byte_order_mark(text));
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i] == '\r' ? '\n' : text[i];
  }
  return out;
}

}  // namespace soak
