// One cycle of the continuous runner as a value: what it read, found and decided.
#pragma once

#include <soak/core/result.hpp>
#include <soak/flow/analyze/analyze.hpp>
#include <soak/model/alert/alert_state.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/publish/export_status.hpp>
#include <soak/model/summary/violation.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// How a cycle ended. `status` is that of the analysis and its reports; Redis and alerts have their own ways to be
/// late.
struct CycleResult {
  ExitStatus status = ExitStatus::done;
  bool is_crit = false;
};

struct Cycle {
  Instant now;
  ExitStatus status = ExitStatus::done;
  std::string failure = {};                ///< why `status` is not `done`
  std::optional<Analysis> analysis = {};   ///< there even if its reports could not be written
  std::string summary_text = {};           ///< SOAK_SUMMARY.json
  std::string digest = {};                 ///< summary_digest
  std::vector<Violation> violations = {};  ///< views into `analysis`
  Level verdict = Level::ok;
  bool is_unchanged = false;                 ///< what the last successful export carried
  std::optional<AlertState> earlier = {};    ///< as remembered, without what the outbox adds
  std::int64_t remaining_min = 0;            ///< of the debounce
  bool has_new_window = true;                ///< since the last cycle
  std::optional<Instant> silent_since = {};  ///< when the newest window was seen first, if it is overdue
  bool is_rehearsal = false;                 ///< its messages say so
  bool raised = false;                       ///< an alert, which is in the outbox now
  std::optional<ExportStatus> exported = {};
};

/// Differs from cycle to cycle when windows are added, also if they look like the ones before.
[[nodiscard]] inline std::string newest_window(const Cycle& cycle) {
  const Analysis& analysis = *cycle.analysis;
  return sha256_hex(cycle.digest + " " + std::to_string(analysis.last_window.iteration) + " " +
                    std::to_string(analysis.last_window.time_us) + " " +
                    std::to_string(analysis.summary.input_windows));
}

}  // namespace soak
