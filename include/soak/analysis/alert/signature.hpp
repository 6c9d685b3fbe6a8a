// What makes one set of violations, or one summary, another one.
#pragma once

#include <soak/model/alert/violation_set.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/summary/violation.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

inline constexpr std::size_t signature_violations = 5;

/// SHA-1, hex, over the first five violations by (level, symbol), stable, each as "symbol:metric:window_index", joined
/// by "|"; a missing index is "None". Levels compare as texts, so CRIT stands before WARN. It is the guide's and is
/// kept for who reads it; what decides is the set, since an index moves with every window that leaves a rolling folder.
[[nodiscard]] inline std::string violations_signature(std::span<const Violation> violations) {
  std::vector<Violation> sorted(violations.begin(), violations.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const Violation& a, const Violation& b) {
    return std::tuple(to_string(a.level), a.symbol) < std::tuple(to_string(b.level), b.symbol);
  });
  sorted.resize(std::min(sorted.size(), signature_violations));
  std::string canonical;
  for (const Violation& violation : sorted) {
    if (!canonical.empty()) canonical += '|';
    canonical += violation.symbol;
    canonical += ':';
    canonical += violation.metric;
    canonical += ':';
    canonical += violation.window_index ? std::to_string(*violation.window_index) : "None";
  }
  return sha1_hex(canonical);
}

/// Which symbol-metrics are violated, each with its worst level.
[[nodiscard]] inline ViolationSet violation_set(std::span<const Violation> violations) {
  ViolationSet set;
  for (const Violation& violation : violations) {
    std::string pair(violation.symbol);
    pair += ':';
    pair += violation.metric;
    Level& level = set.try_emplace(std::move(pair), violation.level).first->second;
    level = std::max(level, violation.level);
  }
  return set;
}

/// SHA-256 of SOAK_SUMMARY.json without its line `generated_at_utc`: the same for the same windows and settings.
[[nodiscard]] inline std::string summary_digest(std::string summary_text) {
  const auto line = summary_text.find("  \"generated_at_utc\":");
  if (line != std::string::npos) summary_text.erase(line, summary_text.find('\n', line) + 1 - line);
  return sha256_hex(summary_text);
}

}  // namespace soak
