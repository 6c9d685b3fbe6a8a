// Local civil time: dates, hours and weekdays of a zone whose offset from UTC somebody else knows (sys/time_zone.hpp).
#pragma once

#include <soak/core/time.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Offset of local time from UTC that is in force at an instant; positive east of Greenwich.
using UtcOffset = std::function<std::chrono::seconds(Instant)>;

/// A day of the local calendar.
using Date = std::chrono::sys_days;

[[nodiscard]] inline Date local_date(Instant instant, const UtcOffset& offset) {
  return std::chrono::floor<std::chrono::days>(instant + offset(instant));
}

[[nodiscard]] inline std::chrono::weekday local_weekday(Instant instant, const UtcOffset& offset) {
  return std::chrono::weekday{local_date(instant, offset)};
}

/// "2026-03-29"
[[nodiscard]] inline std::string format_date(Date date) {
  const std::chrono::year_month_day day{date};
  std::array<char, 32> text;
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", int{day.year()}, unsigned{day.month()},
                                   unsigned{day.day()});
  return {text.data(), static_cast<std::size_t>(length)};
}

/// Reads "2026-03-29" and nothing else.
[[nodiscard]] inline std::optional<Date> parse_date(std::string_view text) {
  const auto instant = text.size() == 10 ? parse_iso8601(std::string(text) + "T00:00Z") : std::nullopt;
  if (!instant) return std::nullopt;
  return std::chrono::floor<std::chrono::days>(*instant);
}

/// The local hour an instant falls into, "2026-10-25T02:00+01:00": the offset tells the two 02:00 of the night apart in
/// which clocks go back.
[[nodiscard]] inline std::string format_local_hour(Instant instant, const UtcOffset& offset) {
  using namespace std::chrono;
  const seconds shift = offset(instant);
  const Instant local = instant + shift;
  const auto hour = duration_cast<hours>(local - floor<days>(local)).count();
  const auto east = duration_cast<minutes>(abs(shift)).count();
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "T%02d:00%c%02d:%02d", static_cast<int>(hour), shift.count() < 0 ? '-' : '+',
                static_cast<int>(east / 60), static_cast<int>(east % 60));
  return format_date(floor<days>(local)) + text.data();
}

}  // namespace soak
