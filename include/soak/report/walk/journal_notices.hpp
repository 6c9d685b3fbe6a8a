// What the writer of a journal says of what happened to its file.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/model/walk/journal_memory.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace soak {

/// What happened to a journal between two looks at it.
enum class JournalLoss { gone, emptied, shortened, replaced };

namespace walk_detail {

/// "record 12 (4f3a0c1b2d3e...)"
[[nodiscard]] inline std::string record_text(std::int64_t record, std::string_view hash) {
  constexpr std::size_t shown = 12;
  return "record " + std::to_string(record) + " (" + std::string(hash.substr(0, shown)) +
         (hash.size() > shown ? "..." : "") + ")";
}

}  // namespace walk_detail

[[nodiscard]] constexpr std::string_view to_string(JournalLoss loss) noexcept {
  switch (loss) {
    case JournalLoss::gone:
      return "is gone";
    case JournalLoss::emptied:
      return "was emptied";
    case JournalLoss::shortened:
      return "is shorter than it was";
    case JournalLoss::replaced:
      return "was replaced by another";
  }
  return "";
}

[[nodiscard]] inline std::string torn_tail_notice(std::string_view file) {
  return "the journal's last line was torn by a crash; set aside to " + printable(file);
}

/// A loss that a rotated file explains: all records are there.
[[nodiscard]] inline std::string rotation_notice(std::string_view journal, JournalLoss loss, std::string_view rotated,
                                                 const JournalMemory& memory) {
  return "the journal " + printable(journal) + " " + std::string(to_string(loss)) + ": rotated to " +
         printable(rotated) + "; the chain goes on from " + walk_detail::record_text(memory.records, memory.head);
}

/// Kept in the state as well, until somebody accepts it.
[[nodiscard]] inline std::string loss_notice(std::string_view journal, JournalLoss loss, const JournalMemory& memory) {
  return "the journal " + printable(journal) + " " + std::string(to_string(loss)) + " and no file beside it has " +
         walk_detail::record_text(memory.records, memory.head) + "; the chain goes on from there";
}

[[nodiscard]] inline std::string set_aside_notice(std::string_view file) {
  return "what is left of the journal was set aside to " + printable(file);
}

[[nodiscard]] inline std::string accepted_notice(std::string_view loss) {
  return "accepted (--accept-break): " + std::string(loss);
}

}  // namespace soak
