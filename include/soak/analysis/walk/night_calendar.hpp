// The calendar of a soak of many nights, right across changes of clocks.
#pragma once

#include <soak/core/civil.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace soak {

struct Night {
  Date date{};  ///< local day of its beginning
  Instant begin{};
  Instant end{};
  bool is_weekly = false;  ///< it ends on a Monday: the weekly rollup is due after it
};

/// The instant at which clocks show `local` on `date`. In the hour that a change of clocks repeats it is the first one,
/// in the hour that is left out the instant that the old offset would give.
[[nodiscard]] inline Instant instant_of_local(Date date, std::chrono::minutes local, const UtcOffset& offset) {
  const Instant shown = Instant{date} + local;
  const auto before = offset(shown - std::chrono::days(1));
  const auto after = offset(shown + std::chrono::days(1));
  if (offset(shown - before) == before || offset(shown - after) != after) return shown - before;
  return shown - after;
}

/// Nights of `hours` elapsed hours that begin at local time `start`, the first on `first`.
[[nodiscard]] inline std::vector<Night> night_calendar(Date first, std::size_t nights, std::chrono::minutes start,
                                                       double hours, const UtcOffset& offset) {
  std::vector<Night> calendar;
  for (std::size_t i = 0; i < nights; ++i) {
    Night night;
    night.date = first + std::chrono::days(i);
    night.begin = instant_of_local(night.date, start, offset);
    night.end = night.begin + std::chrono::microseconds(std::llround(hours * 3.6e9));
    night.is_weekly = local_weekday(night.end, offset) == std::chrono::Monday;
    calendar.push_back(night);
  }
  return calendar;
}

}  // namespace soak
