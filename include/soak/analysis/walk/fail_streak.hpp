// Ticks that are FAIL, and how many of them came in a row.
#pragma once

#include <soak/analysis/walk/ladder.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_memory.hpp>
#include <soak/model/walk/phase.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

[[nodiscard]] inline bool is_fail(const JournalEntry& entry) noexcept {
  return entry.status == to_string(TickStatus::fail);
}

/// FAILs without a break up to `entry`, if `before` of them came directly before it.
[[nodiscard]] inline std::int64_t fail_streak(std::int64_t before, const JournalEntry& entry) noexcept {
  return is_fail(entry) ? before + 1 : 0;
}

/// Follows the FAILs of each phase and region.
class FailStreaks {
 public:
  FailStreaks() = default;
  explicit FailStreaks(const std::vector<PhaseStreak>& streaks) {
    for (const PhaseStreak& streak : streaks) fails_[{streak.phase, streak.region}] = streak.fails;
  }

  void operator()(const JournalEntry& entry) {
    std::int64_t& fails = fails_[{entry.phase, entry.region}];
    fails = fail_streak(fails, entry);
  }
  [[nodiscard]] std::int64_t fails(std::string_view phase, std::string_view region) const {
    const auto found = fails_.find({std::string(phase), std::string(region)});
    return found == fails_.end() ? 0 : found->second;
  }
  /// Those of at least one FAIL.
  [[nodiscard]] std::vector<PhaseStreak> list() const {
    std::vector<PhaseStreak> streaks;
    for (const auto& [place, fails] : fails_) {
      if (fails > 0) streaks.push_back({place.first, place.second, fails});
    }
    return streaks;
  }

 private:
  std::map<std::pair<std::string, std::string>, std::int64_t> fails_;
};

/// Whether a phase with these ticks failed: its last tick is FAIL or, in canary, any is.
[[nodiscard]] constexpr bool is_phase_failed(Phase phase, bool last_failed, bool any_failed) noexcept {
  return last_failed || (phase == Phase::canary && any_failed);
}

}  // namespace soak
