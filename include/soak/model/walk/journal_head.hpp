// SOAK_JOURNAL.head: how many records a journal has and the hash of the last, signed (docs/formats/journal_head.md).
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/hex.hpp>
#include <soak/core/text/split.hpp>
#include <soak/model/proof/signed_note.hpp>

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace soak {

struct JournalHead {
  std::string place;         ///< "ENV/EXCHANGE"
  std::int64_t records = 0;  ///< since GENESIS
  std::string hash;          ///< of the last of them

  friend bool operator==(const JournalHead&, const JournalHead&) = default;
};

/// The name of the key that signs the heads of a place.
[[nodiscard]] inline std::string journal_key_name(std::string_view place) { return "soak/" + std::string(place); }

/// The text that is signed.
[[nodiscard]] inline std::string to_text(const JournalHead& head) {
  return "soak-journal/v1\n" + head.place + "\n" + std::to_string(head.records) + "\n" + head.hash + "\n";
}

[[nodiscard]] inline std::string sign_journal_head(const JournalHead& head, const Ed25519Key& key) {
  return sign_note(to_text(head), journal_key_name(head.place), key);
}

/// The head in a note's text. The error lacks the file's name.
[[nodiscard]] inline Result<JournalHead> parse_journal_head(std::string_view text) {
  const std::vector<std::string_view> lines = split(text, '\n', 6);
  if (lines.size() != 5 || lines[0] != "soak-journal/v1" || !lines[4].empty()) {
    return Error{Errc::corrupt, "not the head of a soak journal (soak-journal/v1)"};
  }
  JournalHead head{std::string(lines[1]), 0, std::string(lines[3])};
  (void)std::from_chars(lines[2].data(), lines[2].data() + lines[2].size(), head.records);
  if (head.records < 1 || std::to_string(head.records) != lines[2] || head.hash.size() != 64 || !is_hex(head.hash)) {
    return Error{Errc::corrupt, "not the head of a soak journal: a number of records and a hash are expected"};
  }
  return head;
}

/// The head in a note that `verifier` signed. The error lacks the file's name.
[[nodiscard]] inline Result<JournalHead> verified_journal_head(std::string_view note, const NoteVerifier& verifier) {
  const auto parsed = parse_signed_note(note);
  if (!parsed) return parsed.error();
  auto head = parse_journal_head(parsed->text);
  if (!head) return head;
  if (!parsed->is_signed_by(verifier)) {
    return Error{Errc::corrupt, "no good signature by the key " + verifier.name + "+" + to_hex(verifier.id())};
  }
  if (journal_key_name(head->place) != verifier.name) {
    return Error{Errc::corrupt, "it is about " + head->place + ", but the key is " + verifier.name};
  }
  return head;
}

}  // namespace soak
