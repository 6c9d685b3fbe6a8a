// Ticks that are FAIL, and how many of them came in a row.
#pragma once

#include <soak/analysis/walk/ladder.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/phase.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

[[nodiscard]] inline bool is_fail(const JournalEntry& entry) noexcept {
  return entry.status == to_string(TickStatus::fail);
}

/// FAILs without a break up to `entry`, if `before` of them came directly before it.
[[nodiscard]] inline std::int64_t fail_streak(std::int64_t before, const JournalEntry& entry) noexcept {
  return is_fail(entry) ? before + 1 : 0;
}

/// Follows the FAILs of one phase and region through a journal that others write to as well.
class FailStreak {
 public:
  FailStreak(Phase phase, std::string region) : phase_(to_string(phase)), region_(std::move(region)) {}

  void operator()(const JournalEntry& entry) {
    if (entry.phase == phase_ && entry.region == region_) fails_ = fail_streak(fails_, entry);
  }
  [[nodiscard]] std::int64_t fails() const noexcept { return fails_; }

 private:
  std::string phase_;
  std::string region_;
  std::int64_t fails_ = 0;
};

/// Whether a phase with these ticks failed: its last tick is FAIL or, in canary, any is.
[[nodiscard]] constexpr bool is_phase_failed(Phase phase, bool last_failed, bool any_failed) noexcept {
  return last_failed || (phase == Phase::canary && any_failed);
}

}  // namespace soak
