// What a bot leaves behind, whichever bot it is: fills, mids, and the moments of its orders.
#pragma once

#include <soak/core/time.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

namespace soak {

/// In the order in which records of one instant count: a fill sees the mid of its own instant.
enum class RecordKind : std::uint8_t { mid, order_sent, order_acked, order_named, risk, fill };

/// As the sign of what comes in: a buy adds to the inventory.
enum class Side : std::int8_t { sell = -1, unknown = 0, buy = 1 };

enum class Liquidity : std::uint8_t { unknown, maker, taker };

/// What is known of a fill's fee in quote. `foreign`: it is in a currency that the fill's own price does not convert.
enum class FeeState : std::uint8_t { known, estimated, missing, foreign };

inline constexpr std::uint32_t no_symbol = UINT32_MAX;

/// One record, small and without texts: ten million of them pass through here, and are sorted on disk if need be.
/// Symbols and currencies are numbers of a SymbolBook, identifiers are id_hash()es.
struct BotRecord {
  std::int64_t time_us = 0;       ///< since the epoch
  double price = 0;               ///< in quote; of a mid the mid, of a risk the ratio
  double quantity = 0;            ///< in base, above 0
  double fee = 0;                 ///< in quote, positive is paid
  std::uint64_t trade = 0;        ///< identifier of the trade; 0: it has none
  std::uint64_t order = 0;        ///< client's identifier of the order; 0: none
  std::uint64_t order_alias = 0;  ///< another one of the same order, the exchange's
  std::uint64_t arrival = 0;      ///< place in the input
  std::uint32_t symbol = no_symbol;
  std::uint32_t fee_currency = no_symbol;  ///< of a foreign fee
  RecordKind kind = RecordKind::fill;
  Side side = Side::unknown;
  Liquidity liquidity = Liquidity::unknown;
  FeeState fee_state = FeeState::missing;
  bool is_by_fee_rate = false;  ///< liquidity was told by the fee rate
  bool is_exact = false;        ///< price and quantity are whole millionths
  bool is_fee_exact = false;    ///< so is the fee
  bool is_made_up = false;      ///< it says itself that it is (source "fake")
};

[[nodiscard]] inline bool comes_before(const BotRecord& a, const BotRecord& b) noexcept {
  return std::tie(a.time_us, a.kind, a.arrival) < std::tie(b.time_us, b.kind, b.arrival);
}

/// 64 bits of an identifier (FNV-1a, finished as in MurmurHash3, never 0). `salt` keeps what is counted apart apart.
[[nodiscard]] inline std::uint64_t id_hash(std::string_view text, std::uint64_t salt = 0) noexcept {
  if (text.empty()) return 0;
  std::uint64_t hash = 0xCBF29CE484222325u ^ (salt * 0x9E3779B97F4A7C15u);
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCDu;
  hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53u;
  hash ^= hash >> 33;
  return hash == 0 ? 1 : hash;
}

/// A trade is one by its symbol, identifier and side: of a trade with oneself both sides count.
[[nodiscard]] inline std::uint64_t trade_hash(std::string_view id, std::uint32_t symbol, Side side) noexcept {
  return id_hash(id, std::uint64_t{symbol} * 4 + static_cast<std::uint64_t>(static_cast<int>(side) + 2));
}

/// Number of the window of `width` that an instant falls into, counted from the epoch.
[[nodiscard]] constexpr std::int64_t window_of(std::int64_t time_us, std::int64_t width_us) noexcept {
  return time_us / width_us - (time_us % width_us < 0 ? 1 : 0);
}

}  // namespace soak
