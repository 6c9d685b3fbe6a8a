// What the state directory remembers of a journal, so that chain and ladder outlive its file: a rotation takes the file
// away, and whoever cuts it does not take this along. Text form: docs/formats/soak_journal.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/json/members.hpp>
#include <soak/model/walk/journal.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// How many FAILs in a row a phase and region stand at.
struct PhaseStreak {
  std::string phase = {};
  std::string region = {};
  std::int64_t fails = 0;

  friend bool operator==(const PhaseStreak&, const PhaseStreak&) = default;
};

void visit_members(MembersOf<PhaseStreak> auto& streak, auto&& visit) {
  visit.required("phase", streak.phase);
  visit.required("region", streak.region);
  visit.required("fails", streak.fails, NotNegative{});
}

struct JournalMemory {
  std::string head{journal_genesis};          ///< hash of the last line
  std::int64_t records = 0;                   ///< since GENESIS
  std::string begins_after{journal_genesis};  ///< hash of the line before the first of the present file
  std::int64_t earlier = 0;                   ///< records before the present file
  std::string run = {};                       ///< of the last line
  std::int64_t tick = -1;                     ///< of the last line
  std::string line = {};                      ///< the last line, without LF
  std::vector<PhaseStreak> streaks = {};      ///< those of at least one FAIL
  std::string unexplained = {};               ///< records that are gone and that nobody said to accept; empty: none

  friend bool operator==(const JournalMemory&, const JournalMemory&) = default;
};

void visit_members(MembersOf<JournalMemory> auto& memory, auto&& visit) {
  visit.required("head", memory.head);
  visit.required("records", memory.records, NotNegative{});
  visit.required("begins_after", memory.begins_after);
  visit.required("earlier", memory.earlier, NotNegative{});
  visit("run", memory.run);
  visit("tick", memory.tick);
  visit.required("line", memory.line);
  visit.objects("streaks", memory.streaks);
  visit("unexplained", memory.unexplained);
}

[[nodiscard]] inline std::string to_json(const JournalMemory& memory) { return members_json(memory) + "\n"; }

[[nodiscard]] inline Result<JournalMemory> parse_journal_memory(std::string_view text) {
  auto memory = parse_members<JournalMemory>(text);
  if (!memory) return memory;
  bool fits = memory->records == 0 && memory->head == journal_genesis;
  if (memory->records > 0) {
    JournalChain chain(prev_hash_of(memory->line).value_or(""));
    fits = memory->records >= memory->earlier && !chain.take(memory->line) && chain.head() == memory->head;
  }
  if (!fits) return Error{Errc::input_unusable, "its parts contradict each other"};
  return memory;
}

}  // namespace soak
