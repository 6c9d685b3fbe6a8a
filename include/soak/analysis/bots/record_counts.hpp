// What kinds of records there were: what the summary counts, and the doctor judges.
#pragma once

#include <soak/model/bots/bot_record.hpp>

#include <cstddef>
#include <cstdint>
#include <map>

namespace soak {

struct RecordCounts {
  std::size_t fills = 0;  ///< each once
  std::size_t duplicates = 0;
  std::size_t mids = 0;
  std::size_t risks = 0;
  std::size_t makers = 0, takers = 0, by_fee_rate = 0;
  std::size_t fees_known = 0, fees_estimated = 0, fees_missing = 0;
  std::map<std::uint32_t, std::size_t> fees_foreign;  ///< by currency
  std::size_t without_trade_id = 0;
  std::size_t with_mid = 0, without_mid = 0;
  std::size_t lost_latencies = 0;  ///< of no symbol, or negative
  double notional = 0, unknown_notional = 0;

  [[gnu::hot]] void add_fill(const BotRecord& fill) {
    const double worth = fill.price * fill.quantity;
    ++fills;
    notional += worth;
    without_trade_id += fill.trade == 0 ? 1 : 0;
    by_fee_rate += fill.is_by_fee_rate ? 1 : 0;
    makers += fill.liquidity == Liquidity::maker ? 1 : 0;
    takers += fill.liquidity == Liquidity::taker ? 1 : 0;
    unknown_notional += fill.liquidity == Liquidity::unknown ? worth : 0;
    fees_known += fill.fee_state == FeeState::known ? 1 : 0;
    fees_estimated += fill.fee_state == FeeState::estimated ? 1 : 0;
    fees_missing += fill.fee_state == FeeState::missing ? 1 : 0;
    if (fill.fee_state == FeeState::foreign) ++fees_foreign[fill.fee_currency];
  }
  void add_other(const BotRecord& record) noexcept {
    mids += record.kind == RecordKind::mid ? 1 : 0;
    risks += record.kind == RecordKind::risk ? 1 : 0;
  }
  void add_duplicate() noexcept { ++duplicates; }
  void add_mid_found(bool is_found) noexcept { ++(is_found ? with_mid : without_mid); }
  void add_lost_latency() noexcept { ++lost_latencies; }
  [[nodiscard]] std::size_t unknown() const noexcept { return fills - makers - takers; }
};

}  // namespace soak
