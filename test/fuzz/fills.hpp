// What bots leave behind, in each format: whatever a text holds, it becomes windows of possible figures, or names why
// not.
#pragma once

#include "fuzz/require.hpp"

#include <soak/analysis/bots/reorder_buffer.hpp>
#include <soak/analysis/bots/window_maker.hpp>
#include <soak/model/bots/block_parser.hpp>
#include <soak/model/bots/passivbot_state.hpp>
#include <soak/report/bots/window_json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace soak::fuzz {

namespace fills_detail {

inline void parse_all(BotFormat format, BlockParser& parser, std::string_view text, ParsedBlock& out) {
  if (format == BotFormat::hummingbot) return parser.parse_log(text, 0, out);
  const std::size_t end = std::min(text.find('\n'), text.size());
  if (format == BotFormat::csv)
    return parser.parse_rows(csv_header(text.substr(0, end), parser.keys()), text.substr(end), end, out);
  if (!text.empty() && text.front() == '[') return parser.parse_document(text, out);
  parser.parse_lines(text, 0, out);
}

inline void check(const BotWindow& window, std::int64_t& last) {
  require(window.iteration > last);
  last = window.iteration;
  for (const BotWindowEntry& entry : window.entries) {
    require(is_gap(entry.maker.value) || (entry.maker.value >= 0 && entry.maker.value <= 1));
    require(is_gap(entry.edge.value) || std::isfinite(entry.edge.value));
    require(is_gap(entry.latency.value) || entry.latency.value >= 0);
    require(is_gap(entry.risk.value) || std::isfinite(entry.risk.value));
  }
  require(to_json(window).ends_with("}}\n"));
}

}  // namespace fills_detail

/// The first byte chooses the format.
inline void fills(std::string_view text) {
  if (text.empty()) return;
  const auto format = static_cast<BotFormat>(static_cast<unsigned char>(text.front()) % bot_formats.size());
  text.remove_prefix(1);
  SymbolBook book;
  const RecordKeys keys = record_keys(format, {{Slot::price, "/p/0/q"}});
  BlockParser parser(format, keys, {.maker = 0.0001, .taker = 0.0005}, book);
  ParsedBlock parsed;
  fills_detail::parse_all(format, parser, text, parsed);
  if (format == BotFormat::passivbot) {
    SymbolCache symbols(book);
    if (const auto risks = passivbot_risks(text, 0, symbols)) {
      parsed.records.insert(parsed.records.end(), risks->begin(), risks->end());
    }
  }
  BotWindowSettings settings;
  settings.format = format;
  settings.budget = 1000;
  settings.markout_us = text.size() % 2 == 0 ? 0 : 5'000'000;
  std::sort(parsed.records.begin(), parsed.records.end(), comes_before);
  WindowMaker maker(settings, book);
  std::int64_t last = INT64_MIN;
  const auto take = [&](const BotWindow& window) { fills_detail::check(window, last); };
  for (const BotRecord& record : parsed.records) maker.add(record, take);
  maker.finish(take);
}

}  // namespace soak::fuzz
