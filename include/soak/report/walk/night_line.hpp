// A night of the calendar as one line for scripts.
#pragma once

#include <soak/analysis/walk/night_calendar.hpp>
#include <soak/core/civil.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/time.hpp>

#include <cstddef>
#include <string>

namespace soak {

/// "night=1 date=2026-03-28 begin=2026-03-28T22:00:00+01:00 end=2026-03-29T07:00:00+02:00 weekly=no begin_epoch=…
/// end_epoch=… begin_utc=… end_utc=…"
[[nodiscard]] inline std::string night_line(std::size_t number, const Night& night, const UtcOffset& offset) {
  return EventLine()
      .field("night", number)
      .field("date", format_date(night.date))
      .field("begin", format_local_time(night.begin, offset))
      .field("end", format_local_time(night.end, offset))
      .field("weekly", night.is_weekly ? "yes" : "no")
      .field("begin_epoch", epoch_seconds(night.begin))
      .field("end_epoch", epoch_seconds(night.end))
      .field("begin_utc", format_iso8601(night.begin))
      .field("end_utc", format_iso8601(night.end))
      .line();
}

}  // namespace soak
