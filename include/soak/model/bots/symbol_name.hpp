// How markets are named: BASEQUOTE in capitals, swaps BASEQUOTE:SETTLE, whatever the bot calls them.
#pragma once

#include <soak/core/text/split.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// A market by its currencies, as far as its name tells them.
struct SymbolName {
  std::string name;    ///< BTCUSDT, BTCUSDT:USDT
  std::string base;    ///< empty if the name does not say where it ends
  std::string quote;   ///< likewise
  std::string settle;  ///< empty for a spot market

  [[nodiscard]] bool is_swap() const noexcept { return name.find(':') != std::string::npos; }
  /// The contract is worth quote and paid in base.
  [[nodiscard]] bool is_inverse() const noexcept { return !settle.empty() && settle == base && settle != quote; }
  [[nodiscard]] bool is_quote(std::string_view currency) const noexcept {
    return quote.empty() ? base_or_quote().ends_with(currency) : currency == quote;
  }
  [[nodiscard]] bool is_base(std::string_view currency) const noexcept {
    return base.empty() ? base_or_quote().starts_with(currency) && base_or_quote().size() > currency.size()
                        : currency == base;
  }

 private:
  [[nodiscard]] std::string_view base_or_quote() const noexcept {
    return std::string_view(name).substr(0, name.find(':'));
  }
};

namespace bots_detail {

/// What trades are usually quoted in, longest first where one ends another.
inline constexpr std::array<std::string_view, 14> usual_quotes{"FDUSD", "USDT", "USDC", "BUSD", "TUSD", "USDE", "USD",
                                                               "EUR",   "GBP",  "JPY",  "TRY",  "BTC",  "ETH",  "BNB"};

[[nodiscard]] inline std::string in_capitals(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

/// "BTCUSDT" in its two parts, if it ends with a usual quote.
inline void split_by_usual_quote(SymbolName& symbol, std::string_view joined) {
  for (const std::string_view quote : usual_quotes) {
    if (joined.size() <= quote.size() || !joined.ends_with(quote)) continue;
    symbol.base = joined.substr(0, joined.size() - quote.size());
    symbol.quote = quote;
    return;
  }
}

[[nodiscard]] inline bool is_swap_word(std::string_view word) noexcept {
  return word == "PERP" || word == "SWAP" || word == "PERPETUAL";
}

}  // namespace bots_detail

/// Reads BTC/USDT, BTC/USDT:USDT, BTC-USDT, BTC_USDT, BTCUSDT, BTCUSDT-PERP, BTC-USDT-SWAP and, with the venue behind a
/// point, BTCUSDT.BINANCE. Any other text is a name of its own, in capitals.
[[nodiscard]] inline SymbolName symbol_name(std::string_view text) {
  using namespace bots_detail;
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  const std::string all = in_capitals(text);
  const std::string_view whole = all;
  const auto colon = whole.find(':');
  std::string_view pair = whole.substr(0, colon);
  if (const auto point = pair.rfind('.'); point != pair.npos && point > 0 && colon == whole.npos) {
    pair = pair.substr(0, point);
  }
  SymbolName symbol;
  const char separator = pair.find('/') != pair.npos ? '/' : pair.find('_') != pair.npos ? '_' : '-';
  std::vector<std::string_view> parts = split(pair, separator, SIZE_MAX);
  const bool is_named_swap = parts.size() > 1 && is_swap_word(parts.back());
  if (is_named_swap) parts.pop_back();
  if (parts.size() == 2 && !parts[0].empty() && !parts[1].empty()) {
    symbol.base = parts[0];
    symbol.quote = parts[1];
  } else if (parts.size() == 1) {
    split_by_usual_quote(symbol, parts[0]);
  }
  for (const std::string_view part : parts) symbol.name += part;
  if (colon != whole.npos) {
    symbol.name += whole.substr(colon);
    symbol.settle = whole.substr(colon + 1, whole.find('-', colon) - colon - 1);
  } else if (is_named_swap && !symbol.quote.empty()) {
    // OKX and others call the contract that is paid in its base by the plain dollar.
    symbol.settle = symbol.quote == "USD" && parts.size() == 2 && whole.ends_with("-SWAP") ? symbol.base : symbol.quote;
    symbol.name += ":" + symbol.settle;
  }
  return symbol;
}

}  // namespace soak
