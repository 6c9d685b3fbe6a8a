// The end of a journal as `soak status` shows it.
#pragma once

#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/core/result.hpp>
#include <soak/model/walk/journal.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// The journal's last line.
struct LastTick {
  JournalEntry entry;
  std::int64_t fail_streak = 0;  ///< FAILs of this phase and region up to it, without a break
  bool is_streak_cut = false;    ///< there may be more before what was read
};

/// The last tick in the text of a journal, or of its end (`is_part`): then the first line is cut. The last line may be
/// torn, or just being written. Nothing if the journal is empty; the error lacks the file's name.
[[nodiscard]] inline Result<std::optional<LastTick>> last_tick_in(std::string_view text, bool is_part) {
  std::string_view rest = text;
  if (is_part) rest.remove_prefix(std::min(rest.find('\n') + 1, rest.size()));
  std::optional<LastTick> last;
  std::int64_t lines = 0;
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    auto entry = parse_journal_line(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    ++lines;
    if (!entry) return Error{entry.error().code, "a line of it: " + entry.error().message};
    const bool goes_on = last && last->entry.phase == entry->phase && last->entry.region == entry->region;
    LastTick tick{std::move(*entry)};
    tick.fail_streak = fail_streak(goes_on ? last->fail_streak : 0, tick.entry);
    last = std::move(tick);
  }
  if (!last && !text.empty()) return Error{Errc::input_unusable, "no whole line at its end"};
  if (last) last->is_streak_cut = is_part && last->fail_streak == lines;
  return last;
}

}  // namespace soak
