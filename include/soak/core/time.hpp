// Civil time in UTC: parsing and printing of instants. Time zones live in sys/, since they read files.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// An instant in UTC, microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

namespace core_detail {

/// Takes exactly `digits` decimal digits from the front of `text`.
[[nodiscard]] constexpr std::optional<int> take_digits(std::string_view& text, std::size_t digits) noexcept {
  if (text.size() < digits) return std::nullopt;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

[[nodiscard]] constexpr bool take_char(std::string_view& text, char wanted) noexcept {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// Fraction of a second after the point, truncated to microseconds; at least one digit.
[[nodiscard]] constexpr std::optional<int> take_microseconds(std::string_view& text) noexcept {
  int value = 0;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits < 6) value = value * 10 + (text[digits] - '0');
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  for (std::size_t i = digits; i < 6; ++i) value *= 10;
  text.remove_prefix(digits);
  return value;
}

/// "Z", "+hh:mm", "+hhmm", "+hh", or nothing (which is UTC, as Python's utcnow().isoformat() leaves it).
[[nodiscard]] constexpr std::optional<std::chrono::minutes> take_offset(std::string_view& text) noexcept {
  if (text.empty() || take_char(text, 'Z') || take_char(text, 'z')) return std::chrono::minutes{0};
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take_char(text, '+') && !take_char(text, '-')) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 23) return std::nullopt;
  if (text.empty()) return std::chrono::minutes{sign * *hours * 60};
  (void)take_char(text, ':');
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  return std::chrono::minutes{sign * (*hours * 60 + *minutes)};
}

}  // namespace core_detail

/// Reads an ISO 8601 instant: YYYY-MM-DD, 'T' or a blank, hh:mm[:ss[.fraction]], an offset or none (UTC).
/// Returns nothing for any other text and for a date that does not exist. Second 60 counts as 59.999999's successor.
[[nodiscard]] constexpr std::optional<Instant> parse_iso8601(std::string_view text) noexcept {
  using namespace std::chrono;
  const auto y = core_detail::take_digits(text, 4);
  if (!y || !core_detail::take_char(text, '-')) return std::nullopt;
  const auto m = core_detail::take_digits(text, 2);
  if (!m || !core_detail::take_char(text, '-')) return std::nullopt;
  const auto d = core_detail::take_digits(text, 2);
  if (!d) return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*m)}, day{static_cast<unsigned>(*d)}};
  if (!date.ok() || !(core_detail::take_char(text, 'T') || core_detail::take_char(text, ' '))) return std::nullopt;
  const auto hour = core_detail::take_digits(text, 2);
  if (!hour || *hour > 23 || !core_detail::take_char(text, ':')) return std::nullopt;
  const auto minute = core_detail::take_digits(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  int fraction = 0;
  if (core_detail::take_char(text, ':')) {
    const auto s = core_detail::take_digits(text, 2);
    if (!s || *s > 60) return std::nullopt;
    second = *s;
    if (core_detail::take_char(text, '.') || core_detail::take_char(text, ',')) {
      const auto us = core_detail::take_microseconds(text);
      if (!us) return std::nullopt;
      fraction = *us;
    }
  }
  const auto offset = core_detail::take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return sys_days{date} + hours{*hour} + minutes{*minute} - *offset + seconds{second} + microseconds{fraction};
}

/// "2025-01-15T12:00:00Z"; fractions of a second are cut off.
[[nodiscard]] inline std::string format_iso8601(Instant instant) {
  using namespace std::chrono;
  const auto whole = floor<seconds>(instant);
  const auto days = floor<std::chrono::days>(whole);
  const year_month_day date{days};
  const hh_mm_ss clock{whole - days};
  std::array<char, 48> buffer;
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", int{date.year()},
                    unsigned{date.month()}, unsigned{date.day()}, static_cast<int>(clock.hours().count()),
                    static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

/// "2025-01-15 12:00:00 UTC", the form of the reports' `Generated:` lines.
[[nodiscard]] inline std::string format_report_time(Instant instant) {
  std::string text = format_iso8601(instant);
  text[10] = ' ';
  text.replace(text.size() - 1, 1, " UTC");
  return text;
}

/// "2026-01-12 14:00 UTC", with seconds if there are any: how a window is named to a reader.
[[nodiscard]] inline std::string format_window_time(Instant instant) {
  std::string text = format_report_time(instant);
  const std::size_t seconds = text.size() - std::string_view(":00 UTC").size();
  if (std::string_view(text).substr(seconds) == ":00 UTC") text.erase(seconds, 3);
  return text;
}

/// Seconds since the epoch, the form of `timestamp` and `ts` in the artifacts.
[[nodiscard]] constexpr std::int64_t epoch_seconds(Instant instant) noexcept {
  return std::chrono::floor<std::chrono::seconds>(instant).time_since_epoch().count();
}

}  // namespace soak
