// When the continuous runner's next cycle is due, and how long what it said lives.
#pragma once

#include <soak/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
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

/// Seconds that a key of the runner lives: two intervals, so it outlives the pause between cycles, at least an hour.
[[nodiscard]] inline std::int64_t interval_ttl_s(double interval_min) noexcept {
  return std::max<std::int64_t>(3600, static_cast<std::int64_t>(2 * 60 * interval_min));
}

}  // namespace soak
