// The formats that are read, and where each has what.
#pragma once

#include <soak/model/bots/record_keys.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

enum class BotFormat : std::uint8_t { ccxt, hummingbot, passivbot, nautilus, csv, ndjson };

inline constexpr std::array<std::string_view, 6> bot_formats{"ccxt",     "hummingbot", "passivbot",
                                                             "nautilus", "csv",        "ndjson"};

[[nodiscard]] inline std::string_view to_string(BotFormat format) noexcept {
  return bot_formats[static_cast<std::size_t>(format)];
}
[[nodiscard]] inline std::optional<BotFormat> parse_bot_format(std::string_view word) noexcept {
  for (std::size_t i = 0; i < bot_formats.size(); ++i) {
    if (bot_formats[i] == word) return static_cast<BotFormat>(i);
  }
  return std::nullopt;
}

/// Where a bot's figures come from, for people and for `sources`.
struct FigureSources {
  std::string_view liquidity, latency, mids;
};

[[nodiscard]] inline FigureSources figure_sources(BotFormat format) noexcept {
  switch (format) {
    case BotFormat::ccxt:
      return {"takerOrMaker", "order_sent to order_ack", "mid events"};
    case BotFormat::hummingbot:
      return {"order_type", "order id to OrderCreatedEvent", "MarketData"};
    case BotFormat::passivbot:
      return {"raw takerOrMaker", "execution.create_sent to create_succeeded", "none: it stores no mids"};
    case BotFormat::nautilus:
      return {"liquidity_side", "OrderSubmitted to OrderAccepted", "QuoteTick"};
    case BotFormat::csv:
    case BotFormat::ndjson:
      break;
  }
  return {"liquidity", "sent_time to acked_time", "mid"};
}

namespace bots_detail {

using KeyTable = std::initializer_list<std::pair<std::string_view, Slot>>;

inline void add_all(RecordKeys& keys, KeyTable table) {
  for (const auto& [path, slot] : table) keys.add(path, slot);
}

inline void add_ccxt_fees(RecordKeys& keys) {
  add_all(keys, {{"/fee/cost", Slot::fee},
                 {"/fee/currency", Slot::fee_currency},
                 {"/fee/rate", Slot::fee_rate},
                 {"/fees/cost", Slot::listed_fee},
                 {"/fees/currency", Slot::listed_fee_currency},
                 {"/fees/rate", Slot::listed_fee_rate}});
  keys.add_fee_list("fees");
}

inline void add_ccxt(RecordKeys& keys) {
  add_all(keys, {{"event", Slot::event},
                 {"ts", Slot::time},
                 {"timestamp", Slot::time},
                 {"datetime", Slot::time_text},
                 {"symbol", Slot::symbol},
                 {"side", Slot::side},
                 {"price", Slot::price},
                 {"amount", Slot::quantity},
                 {"cost", Slot::cost},
                 {"contractSize", Slot::contract_size},
                 {"takerOrMaker", Slot::liquidity},
                 {"type", Slot::order_type},
                 {"id", Slot::trade_id},
                 {"order", Slot::order_id},
                 {"order_id", Slot::order_id},
                 {"clientOrderId", Slot::client_order_id},
                 {"client_order_id", Slot::client_order_id},
                 {"status", Slot::order_mark},
                 {"filled", Slot::order_mark},
                 {"remaining", Slot::order_mark},
                 {"mid", Slot::mid},
                 {"bid", Slot::bid},
                 {"ask", Slot::ask},
                 {"source", Slot::source}});
  add_ccxt_fees(keys);
}

inline void add_passivbot(RecordKeys& keys) {
  add_all(keys, {{"id", Slot::trade_id},
                 {"timestamp", Slot::time},
                 {"symbol", Slot::symbol},
                 {"side", Slot::side},
                 {"qty", Slot::quantity},
                 {"price", Slot::price},
                 {"c_mult", Slot::contract_size},
                 {"fee_quality", Slot::fee_quality},
                 {"fee_paid", Slot::fee},
                 {"client_order_id", Slot::client_order_id},
                 {"/raw/data/takerOrMaker", Slot::liquidity},
                 // the monitor's events
                 {"kind", Slot::event},
                 {"ts", Slot::time},
                 {"/payload/client_order_id", Slot::client_order_id},
                 {"/payload/_live_event/client_order_id", Slot::client_order_id},
                 {"/payload/_live_event/symbol", Slot::symbol},
                 {"/payload/_live_event/ids/action_id", Slot::other_order_id},
                 {"/payload/client_order_id_short", Slot::order_id},
                 {"/payload/result_client_order_id_short", Slot::order_id},
                 {"/payload/symbol", Slot::symbol}});
}

inline void add_nautilus(RecordKeys& keys) {
  add_all(keys, {{"type", Slot::event},
                 {"ts_event", Slot::time},
                 {"instrument_id", Slot::symbol},
                 {"order_side", Slot::side},
                 {"last_px", Slot::price},
                 {"last_qty", Slot::quantity},
                 {"liquidity_side", Slot::liquidity},
                 {"commission", Slot::fee},
                 {"order_type", Slot::order_type},
                 {"trade_id", Slot::trade_id},
                 {"client_order_id", Slot::client_order_id},
                 {"venue_order_id", Slot::order_id},
                 {"bid_price", Slot::bid},
                 {"ask_price", Slot::ask}});
}

/// What --field names, and the usual names of what it does not.
inline void add_usual(RecordKeys& keys, const std::vector<FieldChoice>& fields) {
  keys.take_plain_keys();
  const auto is_chosen = [&](Slot slot) {
    return std::any_of(fields.begin(), fields.end(), [&](const FieldChoice& field) { return field.slot == slot; });
  };
  for (const UsualNames& usual : usual_names) {
    if (is_chosen(usual.slot)) continue;
    for (const std::string_view name : split(usual.names, ' ', SIZE_MAX)) keys.add(name, usual.slot);
  }
  if (!is_chosen(Slot::fee)) add_ccxt_fees(keys);
  keys.add("source", Slot::source);
  for (const FieldChoice& field : fields) keys.add(field.source, field.slot);
}

}  // namespace bots_detail

/// The table of a format; `fields` are those of --field, for csv and ndjson.
[[nodiscard]] inline RecordKeys record_keys(BotFormat format, const std::vector<FieldChoice>& fields = {}) {
  RecordKeys keys;
  switch (format) {
    case BotFormat::ccxt:
      bots_detail::add_ccxt(keys);
      break;
    case BotFormat::passivbot:
      bots_detail::add_passivbot(keys);
      break;
    case BotFormat::nautilus:
      bots_detail::add_nautilus(keys);
      break;
    case BotFormat::hummingbot:
      break;
    case BotFormat::csv:
    case BotFormat::ndjson:
      bots_detail::add_usual(keys, fields);
      break;
  }
  return keys;
}

}  // namespace soak
