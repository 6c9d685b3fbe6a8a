// What a fill cost in quote, and what its fee says about who made the price.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/bots/bot_record.hpp>
#include <soak/model/bots/symbol_book.hpp>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Shares of the notional that the account pays; NaN: not known. A rebate is negative.
struct FeeRates {
  double maker = gap;
  double taker = gap;
};

/// Reads a share: "0.0002", "2bps" or "0.02%".
[[nodiscard]] inline std::optional<double> parse_fee_rate(std::string_view text) {
  double unit = 1;
  for (const auto& [ending, value] : {std::pair<std::string_view, double>{"bps", 1e4}, {"%", 1e2}}) {
    if (!text.ends_with(ending)) continue;
    text.remove_suffix(ending.size());
    unit = value;
    break;
  }
  const auto number = parse_finite(text);
  if (!number || std::fabs(*number / unit) >= 1) return std::nullopt;
  return *number / unit;
}

/// Adds one fee to a fill whose price and quantity are known. `currency` empty: of no known currency.
inline void add_fee(BotRecord& fill, const SymbolName& market, double amount, std::string_view currency,
                    SymbolBook& book) {
  if (fill.fee_state == FeeState::missing) fill.fee_state = FeeState::known;
  if (amount == 0) return;
  const std::string name = bots_detail::in_capitals(currency);
  if (name.empty() || (!market.is_quote(name) && !market.is_base(name))) {
    if (fill.fee_state != FeeState::foreign)
      fill.fee_currency = book.currency(name.empty() ? "an unknown currency" : name);
    fill.fee_state = FeeState::foreign;
    return;
  }
  fill.fee += market.is_quote(name) ? amount : amount * fill.price;
}

/// Fills in a fee that nobody recorded, where the account's rates tell it.
inline void estimate_fee(BotRecord& fill, const FeeRates& rates) noexcept {
  if (fill.fee_state != FeeState::missing) return;
  const bool is_same = rates.maker == rates.taker;
  const double rate = fill.liquidity == Liquidity::maker || is_same ? rates.maker
                      : fill.liquidity == Liquidity::taker          ? rates.taker
                                                                    : gap;
  if (is_gap(rate)) return;
  fill.fee = rate * fill.price * fill.quantity;
  fill.fee_state = FeeState::estimated;
}

/// Tells maker from taker by the rate of a recorded fee: it is one of the account's two within a twentieth of their
/// distance and what rounding to millionths does to it.
inline void judge_by_fee(BotRecord& fill, const FeeRates& rates) noexcept {
  if (fill.liquidity != Liquidity::unknown || fill.fee_state != FeeState::known || rates.maker == rates.taker) return;
  const double notional = fill.price * fill.quantity;
  const double rate = fill.fee / notional;
  const double distance = is_gap(rates.maker) || is_gap(rates.taker)
                              ? std::fabs(is_gap(rates.maker) ? rates.taker : rates.maker)
                              : std::fabs(rates.taker - rates.maker);
  const double near = distance / 20 + 1e-6 / notional;
  const bool is_maker = std::fabs(rate - rates.maker) <= near;  // false if there is no such rate
  const bool is_taker = std::fabs(rate - rates.taker) <= near;
  if (is_maker == is_taker) return;
  fill.liquidity = is_maker ? Liquidity::maker : Liquidity::taker;
  fill.is_by_fee_rate = true;
}

}  // namespace soak
