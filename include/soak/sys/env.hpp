// The environment and the `.env` file of the working directory.
#pragma once

#include <soak/sys/file/read_file.hpp>

#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Value of an environment variable; an empty one counts as unset, as `VAR= command` is the usual way to unset.
[[nodiscard]] inline std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return std::string(value);
}

namespace sys_detail {

[[nodiscard]] inline std::string_view trim(std::string_view text) noexcept {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

[[nodiscard]] inline bool is_variable_name(std::string_view name) noexcept {
  const auto is_word = [](char c) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  };
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  for (const char c : name) {
    if (!is_word(c)) return false;
  }
  return true;
}

/// The value of one assignment: quoted text is taken as it is, else " #" starts a comment. Nothing if a quote is open.
[[nodiscard]] inline std::optional<std::string> dotenv_value(std::string_view text) {
  text = trim(text);
  if (text.empty() || (text.front() != '"' && text.front() != '\'')) {
    const auto comment = text.starts_with('#') ? 0 : text.find(" #");
    return std::string(trim(text.substr(0, comment)));
  }
  const auto end = text.find(text.front(), 1);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view rest = trim(text.substr(end + 1));
  if (!rest.empty() && rest.front() != '#') return std::nullopt;
  return std::string(text.substr(1, end - 1));
}

}  // namespace sys_detail

/// Parses `NAME=value` lines: blank lines, `# comments`, `export NAME=…` and single or double quotes are understood;
/// nothing is expanded. The error names the line, never its content, which may be a secret.
[[nodiscard]] inline Result<std::map<std::string, std::string>> parse_dotenv(std::string_view text,
                                                                             std::string_view file_name) {
  std::map<std::string, std::string> values;
  for (std::size_t line_number = 1; !text.empty(); ++line_number) {
    const auto end = text.find('\n');
    std::string_view line = sys_detail::trim(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("export ")) line = sys_detail::trim(line.substr(7));
    const auto equals = line.find('=');
    const std::string_view name = sys_detail::trim(line.substr(0, equals));
    const auto value =
        equals == std::string_view::npos ? std::nullopt : sys_detail::dotenv_value(line.substr(equals + 1));
    if (!value || !sys_detail::is_variable_name(name)) {
      return Error{Errc::usage, printable(file_name) + ": line " + std::to_string(line_number) +
                                    " is not NAME=value (quotes must be closed)"};
    }
    values[std::string(name)] = *value;
  }
  return values;
}

/// The assignments of `.env` in the working directory; none if there is no such file.
[[nodiscard]] inline Result<std::map<std::string, std::string>> read_dotenv() {
  auto content = read_file(".env", 1 << 20);
  if (content) return parse_dotenv(*content, ".env");
  if (!file_exists(".env")) return std::map<std::string, std::string>{};
  return Error{Errc::usage, content.error().message};
}

}  // namespace soak
