// When the continuous runner's next cycle is due.
#pragma once

#include <soak/core/time.hpp>

#include <chrono>
#include <optional>

namespace soak {

/// A year: no runner takes a longer interval.
inline constexpr double max_interval_min = 525600;

/// An interval after the last cycle; nothing where one of them is not known (0 minutes: not known) or not possible.
[[nodiscard]] inline std::optional<Instant> next_cycle(const std::optional<Instant>& last_cycle,
                                                       const std::optional<double>& interval_min) {
  if (!last_cycle || !interval_min || !(*interval_min > 0 && *interval_min <= max_interval_min)) return std::nullopt;
  return *last_cycle + std::chrono::duration_cast<std::chrono::microseconds>(
                           std::chrono::duration<double, std::ratio<60>>(*interval_min));
}

/// A cycle takes its time, and cron begins with the minute.
[[nodiscard]] inline bool is_cycle_overdue(Instant due, Instant now) noexcept {
  return now - due > std::chrono::minutes(5);
}

}  // namespace soak
