// A tick as one line of the log.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/model/walk/journal.hpp>

#include <string>

namespace soak {

/// "event=soak_tick phase=canary status=FAIL action=ROLLBACK_STEP reason_code=GEN_FAIL reason=net_bps=1.9 < 2"
[[nodiscard]] inline std::string tick_line(const JournalEntry& entry) {
  return event_line("soak_tick")
      .field("phase", entry.phase)
      .field("status", entry.status)
      .field("action", entry.action)
      .field("reason_code", entry.reason_code)
      .field("reason", entry.reason)
      .line();
}

}  // namespace soak
