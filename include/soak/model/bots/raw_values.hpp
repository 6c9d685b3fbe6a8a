// Words, numbers and times of a record as values.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/timestamp.hpp>
#include <soak/model/bots/bot_format.hpp>
#include <soak/model/bots/bot_record.hpp>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak::bots_detail {

[[nodiscard]] inline std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// A finite number, written as one or as text, "1_000.50" included.
[[nodiscard, gnu::hot]] inline std::optional<double> number_in(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || digits.size() > 400 || (digits[0] != '.' && (digits[0] < '0' || digits[0] > '9')))
    return std::nullopt;
  if (text.find('_') == text.npos) return parse_json_number(text);
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  return parse_json_number(plain);
}

/// A count of `per_microsecond` or, where that is negative, of -`per_microsecond` microseconds.
[[nodiscard, gnu::hot]] inline std::optional<std::int64_t> microseconds_in(std::string_view text, int per_microsecond) {
  std::int64_t count = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (problem == std::errc() && end == text.data() + text.size()) {
    if (per_microsecond > 0) return count / per_microsecond;
    if (std::abs(count) > INT64_MAX / 1'000'000) return std::nullopt;
    return count * -per_microsecond;
  }
  const auto number = number_in(text);
  const double factor = per_microsecond > 0 ? 1.0 / per_microsecond : -per_microsecond;
  if (!number || std::fabs(*number * factor) > 9e18) return std::nullopt;
  return std::llround(*number * factor);
}

/// The years 1 to 9999: beyond them is no time, and no sum of two within them overflows.
[[nodiscard]] inline std::optional<std::int64_t> believable_time(std::optional<std::int64_t> time_us) noexcept {
  constexpr std::int64_t first = -62'135'596'800'000'000;
  constexpr std::int64_t last = 253'402'300'799'999'999;
  return time_us && *time_us >= first && *time_us <= last ? time_us : std::nullopt;
}

/// ccxt and passivbot count milliseconds, NautilusTrader nanoseconds; others are told by size. A text may be any time.
[[nodiscard, gnu::hot]] inline std::optional<std::int64_t> time_in(BotFormat format, std::string_view text) {
  text = trimmed(text);
  const bool is_count =
      !text.empty() && text.find_first_not_of("0123456789.-+eE") == text.npos && text.find('-', 1) == text.npos;
  if (is_count && (format == BotFormat::ccxt || format == BotFormat::passivbot))
    return believable_time(microseconds_in(text, -1000));
  if (is_count && format == BotFormat::nautilus) return believable_time(microseconds_in(text, 1000));
  const auto instant = parse_timestamp(text);
  if (!instant) return std::nullopt;
  return believable_time(instant->time_since_epoch().count());
}

/// The text in small letters, without what an enumeration puts before it ("OrderSide.BUY"), if it is short.
[[nodiscard]] inline std::string word_in(std::string_view text) {
  text = trimmed(text);
  if (const auto point = text.rfind('.'); point != text.npos) text.remove_prefix(point + 1);
  std::string word;
  for (const char c : text.substr(0, 24)) word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return word;
}

[[nodiscard]] inline Side side_in(std::string_view text) {
  if (text == "buy" || text == "BUY") return Side::buy;
  if (text == "sell" || text == "SELL") return Side::sell;
  const std::string word = word_in(text);
  if (word == "buy" || word == "b" || word == "bid" || word == "1") return Side::buy;
  if (word == "sell" || word == "s" || word == "ask" || word == "-1") return Side::sell;
  return Side::unknown;
}

/// A truth says whether it is a maker's.
[[nodiscard]] inline Liquidity liquidity_in(std::string_view text) {
  const std::string word = word_in(text);
  if (word == "maker" || word == "m" || word == "true" || word == "1" || word == "yes") return Liquidity::maker;
  if (word == "taker" || word == "t" || word == "false" || word == "0" || word == "no") return Liquidity::taker;
  return Liquidity::unknown;
}

}  // namespace soak::bots_detail
