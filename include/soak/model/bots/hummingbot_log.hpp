// Hummingbot's log: when an order was created by its identifier, and when its creation was logged.
//
//   2023-12-02 12:56:07,012 - 15 - hummingbot.core.event.event_reporter - EVENT_LOG - {"timestamp": 1701521767.0, …}
//
// The line's clock is the machine's local time; the JSON's `timestamp` is UTC, but in whole seconds of the bot's clock.
// Their difference, rounded to a quarter of an hour, is the offset that was in force.
#pragma once

#include <soak/core/time.hpp>
#include <soak/core/timestamp.hpp>
#include <soak/model/bots/symbol_name.hpp>
#include <soak/model/json/value.hpp>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

struct OrderCreation {
  std::string trading_pair;  ///< BTC-USDT
  std::string order_id;
  std::string exchange_order_id;
  std::int64_t created_us = 0;  ///< by the identifier
  std::int64_t logged_us = 0;   ///< in UTC
};

namespace bots_detail {

inline constexpr std::int64_t quarter_hour_us = std::int64_t{15} * 60 * 1'000'000;
/// An identifier whose time is further from the log's is none: thirteen hexadecimal digits may be anything.
inline constexpr std::int64_t believable_us = std::int64_t{3600} * 1'000'000;

/// B or S, the first and last letter of base and of quote.
[[nodiscard]] inline std::string order_id_mark(char side, const SymbolName& market) {
  return {side, market.base.front(), market.base.back(), market.quote.front(), market.quote.back()};
}

/// Microseconds since the epoch, in `digits` digits from `at` on.
[[nodiscard]] inline std::optional<std::int64_t> time_in_id(std::string_view id, std::size_t at, std::size_t digits,
                                                            int base) {
  if (at > id.size() || id.size() - at < digits) return std::nullopt;
  std::int64_t time = 0;
  const char* const end = id.data() + at + digits;
  const auto [stop, problem] = std::from_chars(id.data() + at, end, time, base);
  if (problem != std::errc() || stop != end || time <= 0) return std::nullopt;
  return time;
}

}  // namespace bots_detail

/// The time in an order's identifier: prefix, mark, 13 hexadecimal digits of microseconds, and perhaps more of them; or
/// the older buy-ETH-USDT-1701521766935688. Nothing where it is cut short or hashed, or its time is not within an hour
/// of `near_us`.
[[nodiscard]] inline std::optional<std::int64_t> order_id_time(std::string_view id, std::string_view trading_pair,
                                                               std::int64_t near_us) {
  using namespace bots_detail;
  const auto is_believable = [&](std::optional<std::int64_t> time) {
    return time && *time - near_us < believable_us && near_us - *time < believable_us;
  };
  const SymbolName market = symbol_name(trading_pair);
  if (market.base.empty() || market.quote.empty()) return std::nullopt;
  for (const char side : {'B', 'S'}) {
    const std::string mark = order_id_mark(side, market);
    for (auto at = id.find(mark); at != id.npos; at = id.find(mark, at + 1)) {
      const auto time = time_in_id(id, at + mark.size(), 13, 16);
      if (is_believable(time)) return time;
    }
  }
  if (id.starts_with("buy-") || id.starts_with("sell-")) {
    const auto dash = id.rfind('-');
    const auto time = id.size() - dash - 1 == 16 ? time_in_id(id, dash + 1, 16, 10) : std::nullopt;
    if (is_believable(time)) return time;
  }
  return std::nullopt;
}

/// What a line of the log says; nothing for a line of another kind.
[[nodiscard]] inline std::optional<OrderCreation> order_creation(std::string_view line) {
  using namespace bots_detail;
  constexpr std::string_view mark = " - EVENT_LOG - {";
  constexpr std::size_t clock_size = std::string_view("2023-12-02 12:56:07,012").size();
  const auto at = line.find(mark);
  if (at == line.npos || line.find("OrderCreatedEvent", at) == line.npos || line.size() < clock_size)
    return std::nullopt;
  const auto local = parse_iso8601(line.substr(0, clock_size));
  const auto json = parse_json(line.substr(at + mark.size() - 1));
  if (!local || !json) return std::nullopt;
  const double seconds = number_or_gap(find_member(*json, "timestamp"));
  const auto event = instant_of_epoch(seconds);
  const auto name = text_or_nothing(find_member(*json, "event_name"));
  const auto id = text_or_nothing(find_member(*json, "order_id"));
  const auto pair = text_or_nothing(find_member(*json, "trading_pair"));
  if (!event || !id || !pair || !name || !name->ends_with("OrderCreatedEvent")) return std::nullopt;
  const std::int64_t local_us = local->time_since_epoch().count();
  const std::int64_t ahead_us = local_us - event->time_since_epoch().count();
  const std::int64_t half = ahead_us < 0 ? -quarter_hour_us / 2 : quarter_hour_us / 2;
  OrderCreation creation;
  creation.logged_us = local_us - (ahead_us + half) / quarter_hour_us * quarter_hour_us;
  const auto created = order_id_time(*id, *pair, creation.logged_us);
  if (!created) return std::nullopt;
  creation.created_us = *created;
  creation.trading_pair = *pair;
  creation.order_id = *id;
  creation.exchange_order_id = text_or_nothing(find_member(*json, "exchange_order_id")).value_or("");
  return creation;
}

}  // namespace soak
