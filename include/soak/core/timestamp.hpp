// The dresses in which programs write down an instant: ISO 8601 as it is met in the field, and counts since the epoch.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/time.hpp>

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace soak {

/// A count since the epoch in seconds, milliseconds, microseconds or nanoseconds, told apart by size: below 1e11 (the
/// year 5138) it is seconds, and each unit's range ends a thousand times as high. Nothing beyond the year 5138, and
/// nothing for NaN.
[[nodiscard]] inline std::optional<Instant> instant_of_epoch(double count) noexcept {
  double bound = 1e11;
  for (const double units_per_second : {1.0, 1e3, 1e6, 1e9}) {
    if (std::fabs(count) < bound) {
      return Instant{std::chrono::microseconds{std::llround(count / units_per_second * 1e6)}};
    }
    bound *= 1e3;
  }
  return std::nullopt;
}

namespace core_detail {

/// "20251009T080000" as "2025-10-09T08:00:00", with whatever stands behind it; false if the text is not of that form.
[[nodiscard]] inline bool spread_compact(std::string_view text, std::array<char, 64>& out, std::size_t& size) noexcept {
  constexpr std::string_view form = "dddddddd?dddddd";
  if (text.size() < form.size() || text.size() + 4 > out.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == 'd' ? !is_digit : text[i] != 'T' && text[i] != 't' && text[i] != ' ') return false;
  }
  size = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 6) out[size++] = '-';
    if (i == 11 || i == 13) out[size++] = ':';
    out[size++] = text[i];
  }
  return true;
}

/// Without blanks around it, and without what adds nothing to an offset: " UTC", "UTC", " GMT", and the Z of "+00:00Z".
[[nodiscard]] inline std::string_view without_zone_word(std::string_view text) noexcept {
  const auto trim = [&] {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  };
  trim();
  for (const std::string_view word : {"UTC", "GMT", "utc"}) {
    if (text.size() > word.size() && text.ends_with(word)) {
      text.remove_suffix(word.size());
      trim();
      return text;
    }
  }
  // datetime.now(timezone.utc).isoformat() + "Z": the offset counts, and the Z says nothing more.
  if (text.size() > 10 && (text.back() == 'Z' || text.back() == 'z')) {
    const auto offset = text.find_last_of("+-");
    if (offset != std::string_view::npos && offset > 10 && text.size() - offset <= 7) text.remove_suffix(1);
  }
  return text;
}

}  // namespace core_detail

/// Reads a time as programs write it: ISO 8601 with 'T' or a blank, with or without offset (none is UTC), " UTC",
/// "+00:00Z", a lower-case 't', a fraction of any length; the compact form 20251009T080000Z; or a count since the epoch
/// as text (instant_of_epoch). Nothing for any other text, and none for a date alone: a day is no instant.
[[nodiscard]] inline std::optional<Instant> parse_timestamp(std::string_view text) noexcept {
  if (const auto usual = parse_iso8601(text)) return usual;
  text = core_detail::without_zone_word(text);
  if (text.empty() || text.size() > 60) return std::nullopt;
  std::array<char, 64> spread{};
  std::size_t size = 0;
  if (core_detail::spread_compact(text, spread, size)) return parse_iso8601({spread.data(), size});
  if (text.find_first_not_of("0123456789.+-eE") == std::string_view::npos) {
    const auto count = parse_finite(text);
    if (count) return instant_of_epoch(*count);
  }
  std::array<char, 64> plain{};
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_before_offset = text[i] == ' ' && i > 10;  // "08:00:00 +02:00"
    if (!is_before_offset) plain[length++] = i == 10 && text[i] == 't' ? 'T' : text[i];
  }
  return parse_iso8601({plain.data(), length});
}

}  // namespace soak
