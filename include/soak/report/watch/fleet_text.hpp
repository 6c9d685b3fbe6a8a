// `fleet_status` in a terminal: a row a bot, worst first, and below it why.
#pragma once

#include <soak/analysis/watch/fleet.hpp>
#include <soak/core/text/wrap.hpp>
#include <soak/report/watch/fleet_words.hpp>
#include <soak/report/watch/instant_text.hpp>
#include <soak/report/watch/status_text.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace watch_detail {

using FleetCells = std::array<std::string, 7>;

inline constexpr std::size_t place_column = 1;

[[nodiscard]] inline std::string age_text(const std::optional<std::chrono::microseconds>& age) {
  return age ? span_text(*age) : "-";
}

[[nodiscard]] inline std::string short_open_text(const FleetBot& bot) {
  if (!bot.open || !bot.open_crit) return open_text(bot);
  return std::to_string(*bot.open_crit) + "+" + std::to_string(*bot.open - *bot.open_crit);
}

[[nodiscard]] inline FleetCells fleet_cells(const FleetBot& bot, bool has_room) {
  std::string head = head_text(bot.facts);
  if (!has_room) head = head.substr(0, head.find(' '));
  return {std::string(to_string(bot.now)),
          ascii_only(bot.place()),
          short_open_text(bot),
          age_text(bot.window_age),
          age_text(bot.heartbeat_age),
          ascii_only(phase_text(bot.facts)),
          std::move(head)};
}

/// As wide as what stands in them; the place has what is left of `columns`. The last ones are left out where there is
/// no room for them.
[[nodiscard]] inline std::vector<std::size_t> column_widths(const std::vector<FleetCells>& rows, std::size_t columns) {
  constexpr std::array<std::size_t, 7> most{7, 130, 9, 11, 11, 12, 20};
  constexpr std::size_t least_place = 12;
  std::vector<std::size_t> widths(most.size());
  for (const FleetCells& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::min(most[c], std::max(widths[c], row[c].size()));
  }
  const auto others = [&] {
    return std::accumulate(widths.begin(), widths.end(), 2 * (widths.size() - 1)) - widths[place_column];
  };
  while (widths.size() > place_column + 2 && others() + least_place > columns) widths.pop_back();
  const std::size_t room = std::max(columns, others() + least_place) - others();
  widths[place_column] = std::min(widths[place_column], room);
  return widths;
}

/// What is wider than its column stands in a line of its own above the others, but for a long phase, which is cut.
[[nodiscard]] inline std::string fleet_row(const FleetCells& cells, const std::vector<std::size_t>& widths,
                                           std::string_view paint, std::size_t columns) {
  std::string first = pad_right(cells[0], widths[0]);
  if (!paint.empty()) first = std::string(paint) + first + "\x1b[0m";
  const bool is_long = cells[place_column].size() > widths[place_column];
  std::string out = first + "  ";
  if (is_long) {
    const std::string indent(widths[0] + 2, ' ');
    out += wrapped(indent + cells[place_column], columns, indent.size()).substr(indent.size()) + "\n" + indent;
  }
  out += pad_right(is_long ? "" : cells[place_column], widths[place_column]);
  for (std::size_t c = place_column + 1; c < widths.size(); ++c) {
    std::string cell = cells[c];
    if (cell.size() > widths[c]) cell = cell.substr(0, widths[c] - 2) + "..";
    out += "  " + pad_right(cell, widths[c]);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

[[nodiscard]] inline Light light_of(Condition condition) noexcept {
  return condition == Condition::crit ? Light::crit : condition == Condition::ok ? Light::ok : Light::warn;
}

}  // namespace watch_detail

/// ASCII, no wider than `columns`. `source`: where all of it comes from.
[[nodiscard]] inline std::string fleet_text(const Fleet& fleet, std::string_view source, bool color,
                                            std::size_t columns) {
  constexpr std::size_t room_for_hashes = 100;
  std::string out;
  for (const std::string& problem : fleet.problems) {
    out += wrapped("UNKNOWN  " + watch_detail::plain(problem, 500), columns, 9) + "\n";
  }
  if (!fleet.bots.empty()) {
    std::vector<watch_detail::FleetCells> rows{
        {"now", "env:exchange", "open", "windows", "heartbeat", "phase", "journal"}};
    for (const FleetBot& bot : fleet.bots) {
      rows.push_back(watch_detail::fleet_cells(bot, columns >= room_for_hashes));
    }
    const auto widths = watch_detail::column_widths(rows, columns);
    out += watch_detail::fleet_row(rows[0], widths, "", columns);
    for (std::size_t i = 0; i < fleet.bots.size(); ++i) {
      const FleetBot& bot = fleet.bots[i];
      const auto paint = color ? watch_detail::light_color(watch_detail::light_of(bot.now)) : std::string_view();
      out += watch_detail::fleet_row(rows[i + 1], widths, paint, columns);
      const std::string why = ascii_only(watch_detail::reasons_text(Language::en, bot));
      if (!why.empty()) out += wrapped("         " + why, columns, 9) + "\n";
    }
  }
  out += wrapped(watch_detail::fleet_counts(Language::en, fleet) + "; " + format_iso8601(fleet.now) + ", " +
                     watch_detail::plain(source),
                 columns, 2);
  return out + "\n";
}

}  // namespace soak
