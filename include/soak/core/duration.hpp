// Spans of time as people type them.
#pragma once

#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace soak {

/// Reads "90s", "30m", "8h", "2d": a whole number from 1 to 100000 and a unit. Nothing for any other text.
[[nodiscard]] inline std::optional<std::chrono::seconds> parse_duration(std::string_view text) noexcept {
  if (text.size() < 2) return std::nullopt;
  std::int64_t number = 0;
  const char* const unit = text.data() + text.size() - 1;
  const auto [end, problem] = std::from_chars(text.data(), unit, number);
  if (problem != std::errc() || end != unit || number < 1 || number > 100'000) return std::nullopt;
  const std::int64_t seconds = *unit == 's' ? 1 : *unit == 'm' ? 60 : *unit == 'h' ? 3600 : *unit == 'd' ? 86400 : 0;
  if (seconds == 0) return std::nullopt;
  return std::chrono::seconds{number * seconds};
}

}  // namespace soak
