// What the clocks of a machine said, and what became of the time between two such readings.
#pragma once

#include <soak/core/time.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <string>
#include <string_view>

namespace soak {

using Microseconds = std::chrono::microseconds;

[[nodiscard]] inline Microseconds from_hours(double hours) noexcept {
  return Microseconds{std::llround(hours * 3.6e9)};
}
[[nodiscard]] constexpr double to_seconds(Microseconds time) noexcept {
  return static_cast<double>(time.count()) / 1e6;
}

/// What the clocks of a machine say at one instant.
struct ClockReading {
  Instant wall{};             ///< may be set to another time at any moment
  Microseconds awake{};       ///< since some start; stands still while the machine sleeps (CLOCK_MONOTONIC)
  Microseconds since_boot{};  ///< goes on while the machine sleeps (CLOCK_BOOTTIME)
  std::string boot_id;        ///< tells one boot from another; readings of two boots compare by `wall` alone
};

/// Where the time between two readings went.
struct ClockGap {
  Microseconds awake{};    ///< the process ran
  Microseconds asleep{};   ///< the machine slept
  Microseconds down{};     ///< the process did not exist
  Microseconds stepped{};  ///< by how much the wall clock was set forward (negative: back) in between
};

/// Between two readings of one process.
[[nodiscard]] inline ClockGap clock_gap(const ClockReading& before, const ClockReading& now) noexcept {
  const Microseconds awake = now.awake - before.awake;
  const Microseconds booted = now.since_boot - before.since_boot;
  // The two clocks are not read at the same instant; no machine sleeps for a tenth of a second.
  const Microseconds asleep = booted - awake < std::chrono::milliseconds(100) ? Microseconds{0} : booted - awake;
  return {awake, asleep, {}, now.wall - before.wall - booted};
}

/// Between the last reading of a process that was killed and the first of the one that takes over.
[[nodiscard]] inline ClockGap restart_gap(const ClockReading& before, const ClockReading& now) noexcept {
  const Microseconds by_wall = now.wall - before.wall;
  if (before.boot_id != now.boot_id) return {{}, {}, std::max(by_wall, Microseconds{0}), {}};
  const Microseconds down = now.since_boot - before.since_boot;
  return {{}, {}, down, by_wall - down};
}

/// What the journal says of it: "the machine slept for 3600 s; the clock was set forward by 60 s"; empty if there is
/// nothing to say. NTP slews a clock by less than a second an hour; less than two seconds are no step.
[[nodiscard]] inline std::string clock_note(const ClockGap& between) {
  constexpr Microseconds least = std::chrono::seconds(2);
  std::string note;
  const auto add = [&](std::string_view text, Microseconds time) {
    if (time < least) return;
    note += (note.empty() ? "" : "; ") + std::string(text) + " " +
            std::to_string(std::chrono::round<std::chrono::seconds>(time).count()) + " s";
  };
  add("the machine slept for", between.asleep);
  add("soak_run was not running for", between.down);
  add("the clock was set forward by", between.stepped);
  add("the clock was set back by", -between.stepped);
  return note;
}

}  // namespace soak
