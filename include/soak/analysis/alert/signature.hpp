// What makes one set of violations another one, for the alert debounce.
#pragma once

#include <soak/model/digest.hpp>
#include <soak/model/summary/violation.hpp>

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <tuple>
#include <vector>

namespace soak {

inline constexpr std::size_t signature_violations = 5;

/// SHA-1, hex, over the first five violations by (level, symbol), stable, each as "symbol:metric:window_index", joined
/// by
/// "|"; a missing index is "None". Levels compare as texts, so CRIT stands before WARN.
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

}  // namespace soak
