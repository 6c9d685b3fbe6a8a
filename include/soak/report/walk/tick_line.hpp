// A tick as one line of the log.
#pragma once

#include <soak/model/walk/journal.hpp>

#include <string>

namespace soak {

/// "event=soak_tick phase=canary status=FAIL action=ROLLBACK_STEP reason_code=GEN_FAIL reason=net_bps=1.9 < 2"
[[nodiscard]] inline std::string tick_line(const JournalEntry& entry) {
  return "event=soak_tick phase=" + entry.phase + " status=" + entry.status + " action=" + entry.action +
         " reason_code=" + entry.reason_code + " reason=" + entry.reason + "\n";
}

}  // namespace soak
