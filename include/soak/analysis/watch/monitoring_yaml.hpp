// YAML files of Prometheus and Alertmanager: what can be said of one without a reader of YAML, and who can say more.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Who knows whether a YAML file with this member at its top is right.
struct YamlJudge {
  std::string_view member;
  std::array<const char*, 4> command;  ///< without the file; ends at the first null
};

inline constexpr std::array<YamlJudge, 3> yaml_judges{
    {{"groups:", {"promtool", "check", "rules", nullptr}},
     {"scrape_configs:", {"promtool", "check", "config", "--syntax-only"}},
     {"receivers:", {"amtool", "check-config", nullptr, nullptr}}}};

[[nodiscard]] inline bool has_top_member(std::string_view yaml, std::string_view member) {
  return yaml.starts_with(member) || yaml.find("\n" + std::string(member)) != yaml.npos;
}

/// Why it cannot be YAML: it has no lines, or one is indented by a tab, which is forbidden. Nothing: nothing is seen.
[[nodiscard]] inline std::optional<std::string> yaml_problem(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == text.npos) return "is empty";
  std::size_t number = 1;
  for (std::string_view rest = text; !rest.empty(); ++number) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto indent = line.substr(0, line.find_first_not_of(" \t"));
    if (indent.find('\t') != line.npos) return "line " + std::to_string(number) + ": a tab in the indentation";
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
  }
  return std::nullopt;
}

}  // namespace soak
