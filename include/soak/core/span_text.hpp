// Spans of time for people.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace soak {

/// "45 s", "14 min", "3 h 05 min", "2 d 4 h"; the sign is dropped.
[[nodiscard]] inline std::string span_text(std::chrono::microseconds span) {
  const std::int64_t s = std::chrono::floor<std::chrono::seconds>(span < span.zero() ? -span : span).count();
  if (s < 60) return std::to_string(s) + " s";
  if (s < 3600) return std::to_string(s / 60) + " min";
  const std::string minutes = std::to_string(s / 60 % 60);
  if (s < 86400) return std::to_string(s / 3600) + " h " + (minutes.size() < 2 ? "0" : "") + minutes + " min";
  return std::to_string(s / 86400) + " d " + std::to_string(s / 3600 % 24) + " h";
}

}  // namespace soak
