// Text in lines of a given width.
#pragma once

#include <soak/core/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

namespace text_detail {

/// The longest beginning that is no wider than `width`; at least one character.
[[nodiscard]] inline std::size_t bytes_within(std::string_view text, std::size_t width) {
  std::string_view rest = text;
  std::size_t taken = 0;
  while (!rest.empty()) {
    (void)take_code_point(rest);
    const std::size_t bytes = text.size() - rest.size();
    if (taken > 0 && display_width(text.substr(0, bytes)) > width) break;
    taken = bytes;
  }
  return taken;
}

}  // namespace text_detail

/// One line in as many as it takes, broken at blanks; all but the first begin with `indent` blanks. A word that is
/// wider than a line is cut. Without LF at the end. Precondition: indent < width.
[[nodiscard]] inline std::string wrapped(std::string_view line, std::size_t width, std::size_t indent) {
  if (display_width(line) <= width) return std::string(line);
  // The blanks that the line itself begins with stay.
  const std::size_t lead = std::min(line.find_first_not_of(' '), line.size());
  std::string out(line.substr(0, lead));
  std::size_t at = lead;
  bool is_first_word = true;
  for (std::string_view rest = line.substr(lead); !rest.empty();) {
    const std::size_t blanks = std::min(rest.find_first_not_of(' '), rest.size());
    const std::size_t end = std::min(rest.find(' ', blanks), rest.size());
    std::string_view word = rest.substr(blanks, end - blanks);
    rest.remove_prefix(end);
    if (word.empty()) break;
    const std::size_t gap_width = is_first_word ? 0 : blanks;
    if (!is_first_word && at + gap_width + display_width(word) > width) {
      out += "\n" + std::string(indent, ' ');
      at = indent;
    } else {
      out.append(gap_width, ' ');
      at += gap_width;
    }
    while (at + display_width(word) > width) {
      const std::size_t bytes = text_detail::bytes_within(word, width - at);
      out += std::string(word.substr(0, bytes)) + "\n" + std::string(indent, ' ');
      word.remove_prefix(bytes);
      at = indent;
    }
    out += word;
    at += display_width(word);
    is_first_word = false;
  }
  return out;
}

}  // namespace soak
