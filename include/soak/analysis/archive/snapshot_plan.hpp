// Which FAIL of a journal a snapshot is taken for.
#pragma once

#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/walk/journal.hpp>

#include <span>
#include <string>

namespace soak {

/// The newest FAIL; null if there is none.
[[nodiscard]] inline const JournalEntry* last_fail(std::span<const JournalEntry> entries) noexcept {
  const JournalEntry* failure = nullptr;
  for (const JournalEntry& entry : entries) {
    if (is_fail(entry)) failure = &entry;
  }
  return failure;
}

/// What tells one FAIL from another.
[[nodiscard]] inline std::string fail_trigger(const JournalEntry& entry) {
  return ascii_only(format_iso8601(entry.ts) + " " + entry.phase + " " + entry.region + " " + entry.reason_code +
                    " run=" + entry.run + " tick=" + std::to_string(entry.tick));
}

}  // namespace soak
