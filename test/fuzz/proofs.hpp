// What is hashed and signed: no line of a journal, no head and no key passes that was changed in a single bit.
#pragma once

#include "fuzz/require.hpp"

#include <soak/model/proof/minisign.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_head.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak::fuzz {

/// `line` with one bit changed, which one being a matter of its size.
[[nodiscard]] inline std::string with_changed_bit(std::string line) {
  const std::size_t at = line.size() * 7 / 11;
  line[at] = static_cast<char>(line[at] ^ (1 << (line.size() % 7)));
  return line;
}

inline void journal_line(std::string_view line) {
  JournalChain chain;
  if (!chain.take(line)) require(JournalChain().take(with_changed_bit(std::string(line))).has_value());
  const auto entry = parse_journal_line(line);
  if (!entry) return;
  const SealedLine sealed = seal(*entry, journal_genesis);
  require(sealed.text.find('\n') == sealed.text.npos);
  JournalChain own;
  require(!own.take(sealed.text) && own.head() == sealed.hash);
  require(JournalChain().take(with_changed_bit(sealed.text)).has_value());
  const auto again = parse_journal_line(sealed.text);
  require(again && seal(*again, journal_genesis).text == sealed.text);
}

/// A journal as a file: lines that follow one another.
inline void journal(std::string_view text) {
  JournalChain chain;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t before = chain.records();
    require((!chain.take(line)) == (chain.records() == before + 1));
    journal_line(line);
  }
}

inline void head_note(std::string_view text) {
  static const Ed25519Key key = Ed25519Key::generate();
  (void)parse_signed_note(text);
  if (const auto verifier = parse_note_verifier(text)) require(verifier->text() == text);
  const auto head = parse_journal_head(text);
  if (!head) return;
  require(to_text(*head) == text);
  if (!is_note_key_name(journal_key_name(head->place))) return;
  const NoteVerifier verifier{journal_key_name(head->place), key.public_key()};
  const std::string note = sign_journal_head(*head, key);
  const auto read = verified_journal_head(note, verifier);
  require(read && *read == *head);
  require(!verified_journal_head(with_changed_bit(note), verifier));
}

inline void keys(std::string_view text) {
  (void)parse_public_key_file(text);
  const auto bytes = from_base64(text);
  if (bytes) require(to_base64(*bytes) == text);
  if (!text.empty()) require(from_base64(to_base64(text)) == std::string(text));
}

}  // namespace soak::fuzz
