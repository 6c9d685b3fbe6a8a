// Markdown from untrusted text.
#pragma once

#include <soak/core/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// `text` so that it stands in a paragraph, a heading or a table cell as itself: no markup, no HTML, no mention, no new
/// line. An underscore within a word is left alone, as CommonMark does.
[[nodiscard]] inline std::string escape_markdown(std::string_view text) {
  std::string out;
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & '\x80') != 0;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool in_word = i > 0 && i + 1 < text.size() && is_word(text[i - 1]) && is_word(text[i + 1]);
    if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '@') {
      out += "&#64;";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += ' ';
    } else {
      const bool begins_address = text.substr(i).starts_with("://");
      const bool is_markup = std::string_view("\\`*[]|~!#$").find(c) != std::string_view::npos;
      if (is_markup || begins_address || (c == '_' && !in_word)) out += '\\';
      out += c;
    }
  }
  return out;
}

namespace report_detail {

/// True if GitHub would read `text` from `at` on as the beginning of a mention, a reference, a link or an emoji.
[[nodiscard]] inline bool begins_github_reference(std::string_view text, std::size_t at) noexcept {
  const auto lower = [&](std::size_t i) { return i < text.size() ? static_cast<char>(text[i] | 0x20) : '\0'; };
  const bool before_digit = at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
  switch (text[at]) {
    case '@':
    case '#':
      return true;
    case ':':  // https://, :emoji:
      return text.substr(at + 1).starts_with("//") || text.find(':', at + 1) != text.npos;
    case '-':  // GH-1
      return before_digit && at >= 2 && lower(at - 2) == 'g' && lower(at - 1) == 'h';
    case 'w':
    case 'W':  // www.
      return at >= 2 && at + 1 < text.size() && text[at + 1] == '.' && lower(at - 1) == 'w' && lower(at - 2) == 'w';
    default:
      return false;
  }
}

}  // namespace report_detail

/// escape_markdown for GitHub's comments. GitHub looks for mentions, references, links and emoji in the text after
/// Markdown is done, where an escape has no effect any more: only a zero-width space within them keeps them text.
[[nodiscard]] inline std::string escape_github(std::string_view text) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!report_detail::begins_github_reference(text, i)) continue;
    out += escape_markdown(text.substr(begin, i + 1 - begin)) + "&#8203;";
    begin = i + 1;
  }
  return out + escape_markdown(text.substr(begin));
}

/// `text` as a code span (CommonMark 6.1): fenced by more backticks than stand in a row in it. One line, not empty.
[[nodiscard]] inline std::string code_span(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const auto needs_blank = [](char c) { return c == '`' || c == ' '; };
  const std::string blank = needs_blank(text.front()) || needs_blank(text.back()) ? " " : "";
  return fence + blank + std::string(text) + blank + fence;
}

/// A name, escaped; where that takes entities and a code span will do, as one: that reads well in the raw text too.
[[nodiscard]] inline std::string markdown_name(std::string_view name) {
  const bool takes_entity = name.find_first_of("<>&@") != name.npos;
  const bool fits_span = std::none_of(name.begin(), name.end(), [](char c) {
    return c == '|' || c == '`' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
  return takes_entity && fits_span ? code_span(name) : escape_markdown(name);
}

/// A table whose columns are aligned for the eye; cells must be escaped already.
class MarkdownTable {
 public:
  explicit MarkdownTable(std::vector<std::string> heading) { add(std::move(heading)); }

  void add(std::vector<std::string> row) {
    widths_.resize(std::max(widths_.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths_[i] = std::max(widths_[i], display_width(row[i]));
    rows_.push_back(std::move(row));
  }

  [[nodiscard]] std::string text() const {
    std::string out;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      for (std::size_t i = 0; i < widths_.size(); ++i) {
        out += "| ";
        out += pad_right(i < rows_[r].size() ? rows_[r][i] : "", widths_[i]);
        out += ' ';
      }
      out += "|\n";
      if (r > 0) continue;
      for (const std::size_t width : widths_) out += "|" + std::string(width + 2, '-');
      out += "|\n";
    }
    return out;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> widths_;
};

}  // namespace soak
