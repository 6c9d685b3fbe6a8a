// A threshold: on which side of it a value is bad, and from where on it is a warning or critical.
#pragma once

#include <soak/core/stats.hpp>

#include <optional>
#include <string_view>

namespace soak {

/// OK < WARN < CRIT; the order of the enumerators is the order of severity.
enum class Level { ok, warn, crit };

[[nodiscard]] constexpr std::string_view to_string(Level level) noexcept {
  switch (level) {
    case Level::crit:
      return "CRIT";
    case Level::warn:
      return "WARN";
    case Level::ok:
      break;
  }
  return "OK";
}

/// The level of that name, in capitals as it is written everywhere; nothing for any other text.
[[nodiscard]] constexpr std::optional<Level> parse_level(std::string_view name) noexcept {
  for (const Level level : {Level::ok, Level::warn, Level::crit}) {
    if (name == to_string(level)) return level;
  }
  return std::nullopt;
}

/// Which values are bad.
enum class Direction { bad_when_high, bad_when_low };

/// Limits in the unit of the metric. A value on a limit has not crossed it.
struct Threshold {
  Direction direction;
  double warn;
  double crit;

  [[nodiscard]] constexpr bool beyond(double value, double limit) const noexcept {
    return direction == Direction::bad_when_high ? value > limit : value < limit;
  }

  /// Level of one value; a gap is OK, since it says nothing.
  [[nodiscard]] constexpr Level classify(double value) const noexcept {
    if (beyond(value, crit)) return Level::crit;
    return beyond(value, warn) ? Level::warn : Level::ok;
  }

  /// The limit that a value of this level has crossed. Precondition: `level` is not OK.
  [[nodiscard]] constexpr double limit(Level level) const noexcept { return level == Level::crit ? crit : warn; }

  /// A critical limit looser than the warning would make the warning unreachable.
  [[nodiscard]] constexpr bool is_consistent() const noexcept { return warn == crit || beyond(crit, warn); }

  friend constexpr bool operator==(const Threshold&, const Threshold&) = default;
};

}  // namespace soak
