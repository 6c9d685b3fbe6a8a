// Rows of Hummingbot's database as records. Its numbers are whole millionths, and sums of them are exact.
#pragma once

#include <soak/core/text/split.hpp>
#include <soak/model/bots/fill_fee.hpp>
#include <soak/model/bots/raw_values.hpp>
#include <soak/model/bots/symbol_book.hpp>
#include <soak/model/json/value.hpp>

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// One row of TradeFill. Numbers are in quote and base, not in millionths; `is_exact` says that they were.
struct TradeFillRow {
  std::int64_t timestamp_ms = 0;
  std::string_view market, symbol, base_asset, quote_asset;
  std::string_view order_id, exchange_trade_id;
  std::string_view trade_type, order_type;
  double price = gap;
  double amount = gap;
  double fee_in_quote = gap;        ///< NaN: no such column
  std::string_view trade_fee = {};  ///< JSON
  bool is_exact = false;
};

namespace bots_detail {

[[nodiscard]] inline Liquidity liquidity_of_type(std::string_view type) noexcept {
  const auto point = type.rfind('.');  // OrderType.LIMIT
  if (point != type.npos) type.remove_prefix(point + 1);
  if (type == "LIMIT_MAKER") return Liquidity::maker;
  return type == "MARKET" ? Liquidity::taker : Liquidity::unknown;
}

[[nodiscard]] inline std::optional<double> number_of(const boost::json::value* value) {
  if (value == nullptr) return std::nullopt;
  if (const auto text = text_or_nothing(value)) return number_in(*text);
  const double number = number_or_gap(value);
  return is_gap(number) ? std::nullopt : std::optional(number);
}

/// A percentage is one of the notional, whatever token it is paid in; flat fees are in tokens of their own.
inline void add_json_fee(BotRecord& fill, const SymbolName& market, std::string_view json, SymbolBook& book) {
  const auto fee = parse_json(json);
  if (!fee || !fee->is_object()) return;
  if (const auto percent = number_of(find_member(*fee, "percent"))) {
    add_fee(fill, market, *percent * fill.price * fill.quantity, market.quote, book);
  }
  const auto* const flat = find_member(*fee, "flat_fees");
  if (flat == nullptr || !flat->is_array()) return;
  for (const boost::json::value& item : flat->get_array()) {
    const auto amount = number_of(find_member(item, "amount"));
    const auto token = text_or_nothing(find_member(item, "token"));
    if (amount) add_fee(fill, market, *amount, token.value_or(""), book);
  }
}

}  // namespace bots_detail

/// Builds a fill of a row; empty, or what is wrong with it.
[[nodiscard]] inline std::string_view build_fill(const TradeFillRow& row, const FeeRates& rates, SymbolCache& symbols,
                                                 BotRecord& fill) {
  fill = {};
  const auto time = bots_detail::believable_time(
      std::abs(row.timestamp_ms) < INT64_MAX / 1000 ? std::optional(row.timestamp_ms * 1000) : std::nullopt);
  if (!time) return "its timestamp is not understood";
  fill.time_us = *time;
  fill.symbol = symbols.find(row.symbol);
  if (fill.symbol == no_symbol) return "it has no symbol";
  SymbolName market = symbols.market(fill.symbol);
  if (!row.base_asset.empty()) market.base = bots_detail::in_capitals(row.base_asset);
  if (!row.quote_asset.empty()) market.quote = bots_detail::in_capitals(row.quote_asset);
  if (!(row.price > 0)) return "its price is not above 0";
  if (!(std::fabs(row.amount) > 0)) return "its amount is 0";
  if (!std::isfinite(row.price * row.amount)) return "its worth is beyond all bounds";
  fill.side = bots_detail::side_in(row.trade_type);
  if (fill.side == Side::unknown) return "its trade_type is neither BUY nor SELL";
  if (row.amount < 0 && fill.side == Side::buy) return "its amount is negative, and it says that it buys";
  fill.price = row.price;
  fill.quantity = std::fabs(row.amount);
  fill.is_exact = row.is_exact;
  const std::string id =
      row.exchange_trade_id.empty() ? "" : std::string(row.market) + " " + std::string(row.exchange_trade_id);
  fill.trade = trade_hash(id, fill.symbol, fill.side);
  fill.order = id_hash(row.order_id);
  fill.liquidity = bots_detail::liquidity_of_type(row.order_type);
  if (row.fee_in_quote != 0 && !is_gap(row.fee_in_quote)) {
    fill.fee = row.fee_in_quote;
    fill.is_fee_exact = row.is_exact;
    fill.fee_state = FeeState::known;
  } else {
    // 0 is also what a conversion that failed leaves. What the JSON says is not in millionths.
    bots_detail::add_json_fee(fill, market, row.trade_fee, symbols.book());
    if (fill.fee_state == FeeState::missing && row.fee_in_quote == 0 && row.trade_fee.empty())
      fill.fee_state = FeeState::known;
  }
  judge_by_fee(fill, rates);
  estimate_fee(fill, rates);
  return {};
}

}  // namespace soak
