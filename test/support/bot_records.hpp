// Records of a text, and a fill to be changed, for the tests of model/bots and analysis/bots.
#pragma once

#include <soak/analysis/bots/window_maker.hpp>
#include <soak/model/bots/block_parser.hpp>

#include <string>
#include <string_view>
#include <vector>

struct ReadText {
  soak::SymbolBook book;
  soak::ParsedBlock parsed;

  explicit ReadText(soak::BotFormat format, std::string_view text, soak::FeeRates rates = {},
                    const std::vector<soak::FieldChoice>& fields = {}) {
    const soak::RecordKeys keys = soak::record_keys(format, fields);
    soak::BlockParser parser(format, keys, rates, book);
    parser.parse_lines(text, 0, parsed);
  }
  ReadText(const ReadText&) = delete;

  [[nodiscard]] const soak::BotRecord& only() const { return parsed.records.at(0); }
  [[nodiscard]] std::string problem() const { return parsed.broken.empty() ? "" : parsed.broken.at(0).reason; }
  [[nodiscard]] const std::string& symbol(std::size_t record) const {
    return book[parsed.records.at(record).symbol].market.name;
  }
};

/// A buy of one at 100 by a maker for 0.1, in the window that begins at the epoch.
[[nodiscard]] inline soak::BotRecord sample_fill(std::uint32_t symbol, std::int64_t time_us) {
  soak::BotRecord fill;
  fill.time_us = time_us;
  fill.symbol = symbol;
  fill.price = 100;
  fill.quantity = 1;
  fill.fee = 0.1;
  fill.fee_state = soak::FeeState::known;
  fill.side = soak::Side::buy;
  fill.liquidity = soak::Liquidity::maker;
  return fill;
}

[[nodiscard]] inline soak::BotRecord sample_mid(std::uint32_t symbol, std::int64_t time_us, double price) {
  soak::BotRecord mid;
  mid.kind = soak::RecordKind::mid;
  mid.time_us = time_us;
  mid.symbol = symbol;
  mid.price = price;
  return mid;
}

/// All windows of records that are in order.
[[nodiscard]] inline std::vector<soak::BotWindow> windows_of(const soak::BotWindowSettings& settings,
                                                             soak::SymbolBook& book,
                                                             const std::vector<soak::BotRecord>& records) {
  std::vector<soak::BotWindow> windows;
  soak::WindowMaker maker(settings, book);
  const auto keep = [&](const soak::BotWindow& window) { windows.push_back(window); };
  for (const soak::BotRecord& record : records) maker.add(record, keep);
  maker.finish(keep);
  return windows;
}
