// What a file is that should be JSON in UTF-8 and is not, told from its first bytes.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace soak {

inline constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

/// Bytes of a byte order mark at the front.
[[nodiscard]] constexpr std::size_t byte_order_mark(std::string_view text) noexcept {
  return text.starts_with(utf8_mark) ? utf8_mark.size() : 0;
}

namespace text_detail {

/// A first line of several columns that is no JSON.
[[nodiscard]] inline bool looks_like_csv(std::string_view text) noexcept {
  const std::string_view line = text.substr(0, std::min(text.find('\n'), std::size_t{4096}));
  if (line.empty() || line.find_first_of("{}[]") != std::string_view::npos) return false;
  const auto has_columns = [&](char separator) { return std::count(line.begin(), line.end(), separator) >= 2; };
  return text.find('\n') != std::string_view::npos && (has_columns(',') || has_columns(';') || has_columns('\t'));
}

}  // namespace text_detail

/// Says what the text is and what to do, if it is known to be something else than JSON in UTF-8; else nothing.
[[nodiscard]] inline std::string_view foreign_content(std::string_view text) noexcept {
  constexpr std::string_view utf16 = "is UTF-16 text, not UTF-8 (convert it: iconv -f UTF-16 -t UTF-8)";
  constexpr std::string_view utf32 = "is UTF-32 text, not UTF-8 (convert it: iconv -f UTF-32 -t UTF-8)";
  using namespace std::string_view_literals;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 11> beginnings{{
      {"\xFF\xFE\0\0"sv, utf32},
      {"\0\0\xFE\xFF"sv, utf32},
      {"\xFF\xFE"sv, utf16},
      {"\xFE\xFF"sv, utf16},
      {"\x1F\x8B"sv, "is compressed with gzip; only files named .gz are unpacked (rename it, or gunzip it)"},
      {"\x28\xB5\x2F\xFD"sv, "is compressed with zstd; only files named .zst are unpacked (rename it, or unzstd it)"},
      {"BZh"sv, "is compressed with bzip2, which is not read (bunzip2 it)"},
      {"\xFD"
       "7zXZ"sv,
       "is compressed with xz, which is not read (unxz it)"},
      {"\x04\x22\x4D\x18"sv, "is compressed with lz4, which is not read (unlz4 it)"},
      {"PK\x03\x04"sv, "is a zip archive, which is not read (unzip it)"},
      {"SQLite format 3\0"sv, "is an SQLite database, no window"},
  }};
  for (const auto& [beginning, meaning] : beginnings) {
    if (text.starts_with(beginning)) return meaning;
  }
  if (text.size() >= 4 && (text[0] == '\0') != (text[1] == '\0') && (text[2] == '\0') != (text[3] == '\0'))
    return utf16;
  if (text_detail::looks_like_csv(text)) return "looks like CSV; windows are JSON objects";
  return {};
}

}  // namespace soak
