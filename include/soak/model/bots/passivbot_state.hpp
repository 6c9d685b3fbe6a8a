// passivbot's state.latest.json: how much of its wallet exposure limit each position uses.
#pragma once

#include <soak/core/timestamp.hpp>
#include <soak/model/bots/raw_values.hpp>
#include <soak/model/bots/symbol_book.hpp>
#include <soak/model/json/value.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// One risk for each position of the state. It is of the state's own time, or of `written_us` where it has none.
[[nodiscard]] inline Result<std::vector<BotRecord>> passivbot_risks(std::string_view text, std::int64_t written_us,
                                                                    SymbolCache& symbols) {
  const auto state = parse_json(text);
  if (!state) return state.error();
  const auto* const positions = find_member(*state, "positions");
  std::vector<BotRecord> risks;
  if (positions == nullptr || !positions->is_object()) return risks;
  std::int64_t time_us = written_us;
  for (const char* const key : {"ts", "timestamp"}) {
    const double ms = number_or_gap(find_member(*state, key));
    if (ms > 0 && ms < 2e14) time_us = static_cast<std::int64_t>(ms * 1e3);
  }
  for (const auto& position : positions->get_object()) {
    BotRecord risk;
    risk.kind = RecordKind::risk;
    risk.time_us = time_us;
    risk.price = gap;
    risk.symbol = symbols.find({position.key().data(), position.key().size()});
    for (const char* const side : {"long", "short"}) {
      const auto* const part = find_member(position.value(), side);
      const double ratio = part == nullptr ? gap : number_or_gap(find_member(*part, "wel_ratio"));
      if (!is_gap(ratio)) risk.price = is_gap(risk.price) ? ratio : std::max(risk.price, ratio);
    }
    if (!is_gap(risk.price) && risk.symbol != no_symbol) risks.push_back(risk);
  }
  return risks;
}

}  // namespace soak
