// What verifying a journal found.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <optional>
#include <string>

namespace soak {

/// The first line that breaks the chain (1-based), and why.
struct JournalBreak {
  std::size_t line = 0;
  std::string reason;

  [[nodiscard]] std::string text() const { return "line " + std::to_string(line) + ": " + reason; }
};

/// What verifying a journal found.
struct JournalCheck {
  std::size_t records = 0;  ///< lines before the break, or all of them
  std::string head;         ///< hash of the last of these; GENESIS if there is none
  std::optional<JournalBreak> broken;
  std::optional<std::size_t> wanted_head_line;  ///< line whose hash is the wanted head, 1-based; 0: GENESIS

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

/// The error of a journal that must not be trusted or continued.
[[nodiscard]] inline Error journal_broken(const std::string& path, const JournalBreak& broken) {
  return {Errc::corrupt, "cannot trust journal " + printable(path) + ": " + broken.text()};
}

}  // namespace soak
