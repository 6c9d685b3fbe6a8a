// `.env`: the assignments that python-dotenv and `docker --env-file` understand.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/encoding.hpp>
#include <soak/core/text/plain_text.hpp>
#include <soak/core/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct Dotenv {
  std::map<std::string, std::string> values;  ///< of every name, known or not; the last one counts
  std::vector<std::size_t> unread_lines;      ///< numbers of lines that are no assignment and about no known name
};

namespace text_detail {

[[nodiscard]] constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

[[nodiscard]] constexpr std::string_view without_leading_blanks(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

[[nodiscard]] constexpr std::string_view without_trailing_blanks(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Skips `word` and the blanks behind it; false, and nothing skipped, if something else or no blank stands there.
[[nodiscard]] constexpr bool skip_word(std::string_view& text, std::string_view word) noexcept {
  if (!text.starts_with(word) || text.size() == word.size() || !is_blank(text[word.size()])) return false;
  text = without_leading_blanks(text.substr(word.size()));
  return true;
}

/// The name that a line is about which is no assignment: "ENV: prod" (YAML), "set ENV=prod", `"ENV": "prod"`.
[[nodiscard]] inline std::string_view name_meant(std::string_view line) noexcept {
  line = without_leading_blanks(line);
  for (const std::string_view prefix : {"export", "-", "set", "SET", "setx", "setenv"}) {
    if (skip_word(line, prefix)) break;
  }
  for (const std::string_view prefix : {"$env:", "\"", "'", "{\""}) {
    if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
  }
  const auto is_word = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  std::size_t size = 0;
  while (size < line.size() && is_word(line[size])) ++size;
  const bool ends = size == line.size() || std::string_view(" \t=:?+\"'").find(line[size]) != std::string_view::npos;
  return ends ? line.substr(0, size) : std::string_view();
}

/// The text between quotes with its escapes undone: in single quotes \\ and \', in double ones those of a C string.
[[nodiscard]] inline std::string unescaped(std::string_view text, char quote) {
  constexpr std::string_view letters = "\\'\"abfnrtv";
  constexpr std::string_view meanings = "\\'\"\a\b\f\n\r\t\v";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto known = text[i] == '\\' && i + 1 < text.size()
                           ? letters.substr(0, quote == '"' ? letters.npos : 2).find(text[i + 1])
                           : letters.npos;
    out += known == letters.npos ? text[i] : meanings[known];
    if (known != letters.npos) ++i;
  }
  return out;
}

/// Takes a value in quotes, and its line to the end, from the front. Nothing is taken if the quote is not closed or if
/// more than a comment stands behind it.
[[nodiscard]] inline std::optional<std::string> take_quoted(std::string_view& text) {
  const char quote = text.front();
  std::size_t end = 1;
  while (end < text.size() && text[end] != quote) end += text[end] == '\\' ? 2 : 1;
  if (end >= text.size()) return std::nullopt;
  const std::string_view behind = text.substr(end + 1);
  const std::string_view comment = without_leading_blanks(behind.substr(0, behind.find('\n')));
  if (!comment.empty() && comment.front() != '#') return std::nullopt;
  std::string value = unescaped(text.substr(1, end - 1), quote);
  text.remove_prefix(std::min(text.find('\n', end), text.size()));
  return value;
}

/// The value of a line that has no quotes: a comment begins with a # behind a blank.
[[nodiscard]] inline std::string_view plain_value(std::string_view text) noexcept {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '#' && is_blank(text[i - 1])) text = text.substr(0, i);
  }
  return without_trailing_blanks(without_leading_blanks(text));
}

class DotenvParser {
 public:
  DotenvParser(std::string_view text, std::string_view file_name, std::span<const std::string_view> known)
      : rest_(text), file_name_(file_name), known_(known) {}

  [[nodiscard]] Result<Dotenv> run() {
    while (!rest_.empty()) {
      const std::string_view before = rest_;
      if (auto taken = take_line(); !taken) return taken.error();
      if (!rest_.empty()) rest_.remove_prefix(1);
      const std::string_view done = before.substr(0, before.size() - rest_.size());
      line_ += static_cast<std::size_t>(std::count(done.begin(), done.end(), '\n'));
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] bool is_known(std::string_view name) const {
    return std::find(known_.begin(), known_.end(), name) != known_.end();
  }

  /// What is wrong about a known name stops; the text is not shown, it may be a secret.
  [[nodiscard]] Result<void> refuse(std::string_view name, const std::string& reason) {
    if (is_known(name)) {
      return Error{Errc::usage, printable(file_name_) + ": line " + std::to_string(line_) +
                                    " is not NAME=value: " + std::string(name) + " " + reason};
    }
    result_.unread_lines.push_back(line_);
    return {};
  }

  /// Takes one line, or as many as a value in quotes has, up to the line end.
  [[nodiscard]] Result<void> take_line() {
    if (rest_.starts_with(utf8_mark)) rest_.remove_prefix(utf8_mark.size());
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    std::string_view text = without_leading_blanks(line);
    (void)skip_word(text, "export");
    std::string_view name = text.substr(0, text.find_first_of("=# \t"));
    const std::string_view tail = without_leading_blanks(text.substr(name.size()));
    if (name.size() > 2 && name.front() == '\'' && name.back() == '\'') name = name.substr(1, name.size() - 2);
    const std::string_view meant = name_meant(line);
    if (tail.starts_with('=') && (is_known(name) || (!name.empty() && !is_known(meant)))) {
      rest_.remove_prefix(static_cast<std::size_t>(tail.data() + 1 - rest_.data()));
      return take_value(name, line);
    }
    rest_.remove_prefix(line.size());
    const bool says_nothing = tail.empty() || tail.front() == '#';
    if (says_nothing && (name == meant || !is_known(meant))) return {};
    return refuse(meant, "must stand before an equals sign");
  }

  /// `rest_` begins behind the equals sign of `line`.
  [[nodiscard]] Result<void> take_value(std::string_view name, std::string_view line) {
    const std::string_view text = rest_.substr(0, line.size() - static_cast<std::size_t>(rest_.data() - line.data()));
    const std::string_view quoted = without_leading_blanks(text);
    std::string value(plain_value(text));
    if (quoted.starts_with('"') || quoted.starts_with('\'')) {
      rest_.remove_prefix(text.size() - quoted.size());
      auto taken = take_quoted(rest_);
      if (!taken) {
        rest_.remove_prefix(quoted.size());
        return refuse(name, "has a quote that is not closed, or something behind it");
      }
      value = std::move(*taken);
    } else {
      rest_.remove_prefix(text.size());
    }
    if (is_known(name) && value.find('\0') != std::string::npos) return refuse(name, "has a NUL byte in its value");
    if (is_known(name) && !is_utf8(value)) return refuse(name, "has a value that is not UTF-8 (Latin-1?)");
    result_.values.insert_or_assign(std::string(name), std::move(value));
    return {};
  }

  std::string_view rest_;
  std::string_view file_name_;
  std::span<const std::string_view> known_;
  std::size_t line_ = 1;
  Dotenv result_;
};

}  // namespace text_detail

/// Parses `NAME=value` lines: blank lines, comments, `export`, blanks around the equals sign, a byte order mark, CRLF,
/// UTF-16, and values in quotes with escapes over several lines are understood; nothing is expanded, and a bare NAME
/// says nothing. What is wrong about one of the names `known` is an error, which names the line and never its content;
/// other lines are somebody else's business.
[[nodiscard]] inline Result<Dotenv> parse_dotenv(std::string_view text, std::string_view file_name,
                                                 std::span<const std::string_view> known) {
  const auto plain = plain_text(text, file_name);
  if (!plain) return plain.error();
  return text_detail::DotenvParser(*plain, file_name, known).run();
}

}  // namespace soak
