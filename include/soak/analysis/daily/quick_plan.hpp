// The quick commands: which steps a command stands for, and the summary of a run.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/time.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// The steps, each a script of the same name; a command is one of them, or "all" of them in this order.
inline constexpr std::array<std::string_view, 3> quick_steps{"ready-bundle", "full-validate", "soak-14d"};

/// Steps of a command; empty if there is no such command.
[[nodiscard]] inline std::vector<std::string> quick_plan(std::string_view command) {
  std::vector<std::string> steps;
  for (const std::string_view step : quick_steps) {
    if (command == step || command == "all") steps.emplace_back(step);
  }
  return steps;
}

/// The environment that every step gets, whatever the caller's is.
[[nodiscard]] inline std::map<std::string, std::string> quick_environment() {
  return {
      {"LANG", "C"}, {"LC_ALL", "C"}, {"MM_FREEZE_UTC", "1"}, {"PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1"}, {"TZ", "UTC"}};
}

/// The script of a step.
[[nodiscard]] inline std::string quick_script(const std::string& scripts, const std::string& step) {
  return scripts + "/" + step + ".sh";
}

struct QuickStep {
  std::string name;
  std::string status;   ///< OK, FAIL, SKIP
  std::string outcome;  ///< "exit status 3"
  double seconds = 0;
  std::string last_line;  ///< of its output
};

[[nodiscard]] inline bool quick_ok(const std::vector<QuickStep>& steps) noexcept {
  return std::all_of(steps.begin(), steps.end(), [](const QuickStep& step) { return step.status == "OK"; });
}

}  // namespace soak
