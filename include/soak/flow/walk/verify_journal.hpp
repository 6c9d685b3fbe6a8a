// Proving that a journal is what was written: its chain, a hash that somebody kept, a signed note.
#pragma once

#include <soak/flow/walk/head_signer.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/flow/walk/journal_writer.hpp>
#include <soak/flow/walk/signing_key.hpp>
#include <soak/model/walk/journal_check.hpp>
#include <soak/model/walk/journal_head.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct VerifySettings {
  std::string journal;               ///< "-": standard input
  std::string head;                  ///< hash of a line that must be there; empty: none is asked for
  std::string note;                  ///< file, "-" or "redis"; empty: none
  std::string key;                   ///< public key that the note must be signed by
  std::vector<std::string> earlier;  ///< rotated journals, the oldest first
  bool rotate = false;               ///< move the journal aside if nothing is wrong with it
  ExportSettings place;              ///< whose note Redis is asked for
  RedisConnector redis;
};

struct VerifiedJournal {
  JournalCheck check;
  std::optional<JournalBreak> fault;
  std::optional<JournalHead> noted;
  std::string rotated_to;  ///< empty: not rotated
};

namespace walk_detail {

[[nodiscard]] inline Result<void> check_verify_settings(const VerifySettings& settings) {
  const auto wrong = [](const char* what) { return Error{Errc::usage, what}; };
  if (settings.note.empty() != settings.key.empty()) return wrong("--note and --key are needed together");
  if (!settings.note.empty() && !settings.head.empty()) return wrong("--head is what a note says: give one of them");
  if (settings.journal == "-" && settings.note == "-") return wrong("journal and note cannot both be standard input");
  if (settings.journal == "-" && settings.rotate) return wrong("--rotate: standard input cannot be rotated");
  return {};
}

[[nodiscard]] inline Result<JournalHead> read_note(const VerifySettings& settings) {
  const auto verifier = read_public_key(settings.key);
  if (!verifier) return verifier.error();
  Result<std::string> text = std::string();
  if (settings.note == "redis") {
    auto found = fetch_journal_head(settings.redis, settings.place);
    if (!found) return found.error();
    if (!*found) {
      return Error{Errc::input_unusable, "there is no note in Redis at " + printable(journal_head_key(settings.place))};
    }
    text = std::move(**found);
  } else {
    text = read_input(settings.note, max_state_bytes);
    if (!text) return text.error();
  }
  auto head = verified_journal_head(*text, *verifier);
  if (head) return head;
  return Error{head.error().code, "cannot trust the note " + printable(settings.note) + ": " + head.error().message};
}

}  // namespace walk_detail

[[nodiscard]] inline Result<VerifiedJournal> verify_journal(const VerifySettings& settings) {
  if (auto checked = walk_detail::check_verify_settings(settings); !checked) return checked.error();
  VerifiedJournal result;
  std::optional<std::string> wanted;
  if (!settings.head.empty()) wanted = settings.head;
  if (!settings.note.empty()) {
    auto noted = walk_detail::read_note(settings);
    if (!noted) return noted.error();
    wanted = noted->hash;
    result.noted = std::move(*noted);
  }
  auto check = check_journal(settings.journal, wanted, settings.earlier);
  if (!check) return check.error();
  result.check = std::move(*check);
  result.fault = result.noted ? journal_fault(result.check, *result.noted) : journal_fault(result.check, settings.head);
  if (!settings.rotate || result.fault) return result;
  JournalWriter writer(settings.journal);
  auto rotated = writer.rotate();
  if (!rotated) return rotated.error();
  result.rotated_to = std::move(*rotated);
  return result;
}

}  // namespace soak
