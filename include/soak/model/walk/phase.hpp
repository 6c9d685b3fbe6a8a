// The phases of a soak, in the order in which they are walked.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace soak {

enum class Phase { shadow, canary, live_econ };
inline constexpr std::array<Phase, 3> all_phases{Phase::shadow, Phase::canary, Phase::live_econ};

[[nodiscard]] constexpr std::string_view to_string(Phase phase) noexcept {
  constexpr std::string_view names[] = {"shadow", "canary", "live-econ"};
  return names[static_cast<std::size_t>(phase)];
}

[[nodiscard]] constexpr std::optional<Phase> parse_phase(std::string_view name) noexcept {
  for (const Phase phase : all_phases) {
    if (to_string(phase) == name) return phase;
  }
  return std::nullopt;
}

}  // namespace soak
