// Local civil time: dates, hours and weekdays of a zone whose offset from UTC somebody else knows
// (sys/clock/time_zone.hpp).
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

/// Time of day from "06:30" and nothing else.
[[nodiscard]] inline std::optional<std::chrono::minutes> parse_local_time(std::string_view text) {
  const auto instant = text.size() == 5 ? parse_iso8601("1970-01-01T" + std::string(text)) : std::nullopt;
  if (!instant) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::minutes>(instant->time_since_epoch());
}

/// An instant as its zone's clocks show it, "2026-10-25T02:30:00+01:00": the offset tells the two 02:30 of the night
/// apart in which clocks go back. Fractions of a second are cut off.
[[nodiscard]] inline std::string format_local_time(Instant instant, const UtcOffset& offset) {
  using namespace std::chrono;
  const seconds shift = offset(instant);
  const auto east = duration_cast<minutes>(abs(shift)).count();
  std::array<char, 16> text;
  std::snprintf(text.data(), text.size(), "%c%02d:%02d", shift.count() < 0 ? '-' : '+', static_cast<int>(east / 60),
                static_cast<int>(east % 60));
  std::string local = format_iso8601(instant + shift);
  local.pop_back();  // its Z
  return local + text.data();
}

/// The local hour an instant falls into, "2026-10-25T02:00+01:00".
[[nodiscard]] inline std::string format_local_hour(Instant instant, const UtcOffset& offset) {
  std::string text = format_local_time(instant, offset);
  return text.replace(text.find(':'), 6, ":00");
}

}  // namespace soak
