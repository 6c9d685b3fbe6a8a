// The line at the bottom of a terminal that shows how far a run is.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/sparkline.hpp>
#include <soak/model/walk/soak_run.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace soak {

namespace walk_detail {

/// "06:59:30", or "13d 06:59:30".
[[nodiscard]] inline std::string duration_text(double seconds) {
  const auto all = static_cast<long long>(std::max(0.0, seconds));
  std::array<char, 48> text;
  const int length =
      std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld", all / 3600 % 24, all / 60 % 60, all % 60);
  const std::string clock(text.data(), static_cast<std::size_t>(length));
  return all < 86400 ? clock : std::to_string(all / 86400) + "d " + clock;
}

}  // namespace walk_detail

/// "canary [###.......] 31% 00:24:50 left CONTINUE net_bps 3.12 ▁▃▅▇": under 80 columns.
[[nodiscard]] inline std::string live_view(const RunState& state, std::string_view last_status,
                                           std::span<const double> net_bps) {
  constexpr std::size_t width = 10;
  const PhaseState& phase = state.phases[state.phase];
  const double length = to_seconds(from_hours(phase.hours));
  const double done = std::min(length, to_seconds(phase.awake));
  const double share = length > 0 ? done / length : 1;
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(width));
  std::string line(to_string(all_phases[state.phase]));
  line += " [" + std::string(filled, '#') + std::string(width - filled, '.') + "] ";
  line += format_fixed(share * 100, 0) + "% " + walk_detail::duration_text(length - done) + " left";
  if (!last_status.empty()) line += " " + std::string(last_status);
  if (!net_bps.empty()) {
    const std::size_t shown = std::min(net_bps.size(), sparkline_columns);
    line += " net_bps " + text_or_na(net_bps.back(), 2) + " " + sparkline(net_bps.last(shown));
  }
  return line;
}

}  // namespace soak
