// What verifying a journal found.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_head.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace soak {

/// The first line that breaks the chain (1-based), and why.
struct JournalBreak {
  std::size_t line = 0;
  std::string reason;
  std::string file = {};  ///< empty: the journal itself

  [[nodiscard]] std::string text() const {
    return (file.empty() ? "" : printable(file) + ": ") + "line " + std::to_string(line) + ": " + reason;
  }
};

/// What verifying a journal, and the rotated ones before it, found.
struct JournalCheck {
  std::size_t records = 0;  ///< lines before the break, or all of them
  std::string head;         ///< hash of the last of these; GENESIS if there is none
  std::optional<JournalBreak> broken;
  std::optional<std::size_t> wanted_head_line;  ///< record whose hash is the wanted head, 1-based; 0: GENESIS
  std::string begins_after{journal_genesis};    ///< hash of the line before the first
  std::string remembered = {};  ///< what the state directory remembers and none of the files has; empty: nothing

  [[nodiscard]] bool is_whole() const noexcept { return !broken; }
};

/// What is wrong with a journal in which the line with the hash `wanted_head` is looked for (empty: none is). Line 0
/// stands for the journal as a whole.
[[nodiscard]] inline std::optional<JournalBreak> journal_fault(const JournalCheck& check,
                                                               const std::string& wanted_head) {
  if (check.broken) return check.broken;
  if (wanted_head.empty() || check.wanted_head_line) return std::nullopt;
  return JournalBreak{0, "no line has the hash given with --head: lines were cut off, or it is of another journal"};
}

/// The same where the wanted head is that of a signed note.
[[nodiscard]] inline std::optional<JournalBreak> journal_fault(const JournalCheck& check, const JournalHead& noted) {
  if (check.broken) return check.broken;
  if (!check.wanted_head_line) {
    return JournalBreak{0, "no line has the hash of the note (record " + std::to_string(noted.records) +
                               "): the journal was cut, emptied, replaced or written anew, or rotated (--also)"};
  }
  const auto until = static_cast<std::int64_t>(*check.wanted_head_line);
  if (check.begins_after == journal_genesis ? until == noted.records : until < noted.records) return std::nullopt;
  return JournalBreak{0, "the note counts " + std::to_string(noted.records) + " records up to its hash, here are " +
                             std::to_string(until)};
}

/// The error of a journal that must not be trusted or continued.
[[nodiscard]] inline Error journal_broken(const std::string& path, const JournalBreak& broken) {
  return {Errc::corrupt, "cannot trust journal " + printable(path) + ": " + broken.text()};
}

}  // namespace soak
