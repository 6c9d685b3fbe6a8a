// Taking texts apart, without copies.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <vector>

namespace soak {

/// The parts between separators; the last of at most `max_parts` keeps whatever separators are left.
[[nodiscard]] inline std::vector<std::string_view> split(std::string_view text, char separator, std::size_t max_parts) {
  std::vector<std::string_view> parts;
  while (parts.size() + 1 < max_parts) {
    const auto at = text.find(separator);
    if (at == std::string_view::npos) break;
    parts.push_back(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  parts.push_back(text);
  return parts;
}

/// Calls `visit(line)` for each line of `text`, LF removed, until it returns false. Gives what follows the last LF.
template <class Visit>
std::string_view visit_lines(std::string_view text, Visit&& visit) {
  for (auto end = text.find('\n'); end != text.npos; end = text.find('\n')) {
    if (!visit(text.substr(0, end))) return {};
    text.remove_prefix(end + 1);
  }
  return text;
}

/// What `make` makes of each line of `text`, LF removed; what follows the last LF is none.
template <class Make>
[[nodiscard]] auto values_of_lines(std::string_view text, Make&& make) {
  std::vector<std::decay_t<std::invoke_result_t<Make&, std::string_view>>> values;
  (void)visit_lines(text, [&](std::string_view line) {
    values.push_back(make(line));
    return true;
  });
  return values;
}

}  // namespace soak
