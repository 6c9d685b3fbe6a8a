// What a check of `soak doctor` found.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

enum class CheckStatus { ok, skip, warn, fail };

[[nodiscard]] constexpr std::string_view to_string(CheckStatus status) noexcept {
  constexpr std::string_view names[] = {"OK", "SKIP", "WARN", "FAIL"};
  return names[static_cast<std::size_t>(status)];
}

/// One line of the doctor. Never holds a secret.
struct Finding {
  std::string name;
  CheckStatus status = CheckStatus::ok;
  std::string detail = {};
  std::string todo = {};  ///< what to do; empty if nothing is
};

[[nodiscard]] inline bool has_failed(const std::vector<Finding>& findings) noexcept {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.status == CheckStatus::fail; });
}

}  // namespace soak
