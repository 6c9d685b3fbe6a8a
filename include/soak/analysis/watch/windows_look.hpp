// A look at the windows of the run at hand: whether there are any, whose, how old, and what to do next.
#pragma once

#include <soak/core/span_text.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/finding.hpp>
#include <soak/model/summary/made_up.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// What was seen of a directory of windows.
struct WindowsFacts {
  std::string directory;
  std::size_t files = 0;
  std::optional<Instant> newest = std::nullopt;  ///< the time in the newest file, else that of its last change
  std::string source = {};                       ///< as the newest file or the oldest says it, what is made up first
  bool has_summary = false;                      ///< an analysis was made
  std::string problem = {};                      ///< why the newest cannot be read
};

/// `todo` is a command, or begins with one.
struct WindowsLook {
  CheckStatus status = CheckStatus::skip;
  std::string detail = {};
  std::string todo = {};
};

/// Windows are hours; a day without one is a bot that stopped.
inline constexpr std::chrono::hours fresh_windows{24};

/// True for what comes from a simulation and not from a bot.
[[nodiscard]] inline bool is_simulated(std::string_view source) noexcept {
  constexpr std::array<std::string_view, 3> simulations{made_up_source, "sample-bot", "demo"};
  return std::find(simulations.begin(), simulations.end(), source) != simulations.end();
}

[[nodiscard]] inline WindowsLook look_at_windows(const WindowsFacts& facts, Instant now, std::chrono::seconds fresh) {
  const std::string place = printable(facts.directory);
  if (facts.files == 0) {
    return {CheckStatus::skip, "none in " + place,
            "soak init --bot hummingbot|ccxt|passivbot|nautilus|windows (it says how they come there)"};
  }
  WindowsLook look{CheckStatus::ok, counted(facts.files, "file") + " in " + place};
  if (facts.newest && *facts.newest <= now) look.detail += ", the newest " + span_text(now - *facts.newest) + " old";
  if (facts.newest && *facts.newest > now) look.detail += ", the newest of " + format_iso8601(*facts.newest);
  if (!facts.problem.empty()) {
    return {CheckStatus::warn, look.detail + "; " + facts.problem,
            "soak analyze_post_soak --iter-glob " + place + " (it names every file that it cannot use)"};
  }
  if (is_simulated(facts.source)) {
    return {CheckStatus::warn, look.detail + "; simulated (source " + facts.source + "), not your bot's",
            "rm " + windows_glob(place) + " before your bot's arrive (soak init --bot NAME)"};
  }
  if (facts.newest && now - *facts.newest > fresh) {
    return {CheckStatus::warn, look.detail + "; older than " + span_text(fresh),
            "soak fills_to_windows --follow, or the bot itself: look whether it still runs"};
  }
  if (!facts.has_summary) look.todo = "soak analyze_post_soak --iter-glob '" + windows_glob(place) + "'";
  return look;
}

[[nodiscard]] inline Finding judge_windows(const WindowsFacts& facts, Instant now, std::chrono::seconds fresh) {
  const WindowsLook look = look_at_windows(facts, now, fresh);
  return {"windows", look.status, ascii_only(look.detail), ascii_only(look.todo)};
}

}  // namespace soak
