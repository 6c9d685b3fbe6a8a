// --watch: a tool that shows the same again and again.
#pragma once

#include "cli.hpp"

#include <soak/sys/process/signals.hpp>
#include <soak/sys/terminal.hpp>

#include <chrono>
#include <cstdint>
#include <string_view>

namespace soak::cli {

/// Calls `look` every so many seconds until Ctrl-C or an error, and gives what the last one gave. `look` prints what it
/// is given before anything else: of `text` on a terminal each look takes the place of the one before.
template <class Look>
[[nodiscard]] Result<ExitStatus> watch(std::int64_t pause_s, bool is_text, const Look& look) {
  const StopSignal stop;
  const std::string_view before = wants_color(STDOUT_FILENO) && is_text ? "\x1b[H\x1b[2J" : "";
  while (true) {
    const auto looked = look(before);
    if (!looked || stop.wait_for(std::chrono::seconds(pause_s))) return looked;
  }
}

}  // namespace soak::cli
