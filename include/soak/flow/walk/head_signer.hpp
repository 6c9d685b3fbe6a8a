// Signs the journal's head after each append, beside the journal and in Redis. What an earlier head notes is never
// signed over if the journal has lost it: then that head is the proof.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/flow/walk/signing_key.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/walk/journal_head.hpp>
#include <soak/model/walk/journal_memory.hpp>
#include <soak/report/walk/journal_notices.hpp>
#include <soak/sys/redis/client.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct HeadSettings {
  std::string key_file;       ///< empty: nothing is signed
  ExportSettings place;       ///< env and exchange
  RedisConnector redis;       ///< null: no copy goes there
  bool accept_break = false;  ///< what is lost is given up, once
};

[[nodiscard]] inline std::string journal_head_key(const ExportSettings& place) {
  return prefixed_key(place, "soak:journal_head");
}

/// The text in Redis; nothing if there is none.
[[nodiscard]] inline Result<std::optional<std::string>> fetch_journal_head(const RedisConnector& connect,
                                                                           const ExportSettings& place) {
  RedisLink link(connect);
  const std::vector<RedisCommand> command{{"GET", journal_head_key(place)}};
  auto replies = link.demand(command);
  if (!replies) return replies.error();
  if (replies->front().is_nil()) return std::optional<std::string>();
  return std::optional(std::move(replies->front().text));
}

class HeadSigner {
 public:
  /// Nothing if no key is set.
  [[nodiscard]] static Result<std::optional<HeadSigner>> load(const HeadSettings& settings) {
    if (settings.key_file.empty()) return std::optional<HeadSigner>();
    auto place = journal_place(settings.place);
    if (!place) return place.error();
    auto key = read_signing_key(settings.key_file);
    if (!key) return key.error();
    return std::optional(HeadSigner(settings, std::move(*place), std::move(*key)));
  }

  /// Replaces the head beside the journal by one of the last record. Called while nobody else can append.
  void sign(const std::string& journal, const JournalMemory& memory) {
    signed_ = {};
    const std::string path = journal_head_path(journal);
    if (const auto why = why_not(path, journal, memory)) {
      notices_.push_back("the journal's head is not signed: " + *why + "; look into it, then --accept-break");
      return;
    }
    std::string note = sign_journal_head({place_, memory.records, memory.head}, key_);
    if (auto written = write_file_atomically(path, note); !written) {
      notices_.push_back(written.error().message);
      return;
    }
    signed_ = std::move(note);
  }

  /// Brings the copy in Redis up to the head that was signed last.
  void publish(const std::string& journal, const JournalMemory& memory) {
    const std::optional<std::string> note = std::exchange(signed_, {});
    const bool accepts_break = std::exchange(accepts_break_, accepts_break_ && !note);
    if (!note || !redis_) return;
    RedisLink link(redis_);
    const std::string key = journal_head_key(where_);
    const auto copied = [&]() -> Result<void> {
      const auto before = link.demand(std::vector<RedisCommand>{{"GET", key}});
      if (!before) return before.error();
      if (!before->front().is_nil() && !accepts_break) {
        const auto older = verified_journal_head(before->front().text, verifier_);
        if (const auto why = why_not_over(older, journal, memory)) return Error{Errc::corrupt, *why};
        if (older && older->records > memory.records) return {};  // somebody has gone on meanwhile
      }
      const auto set = link.demand(std::vector<RedisCommand>{{"SET", key, *note}});
      return set ? Result<void>() : Result<void>(set.error());
    }();
    if (!copied) notices_.push_back("the journal's head is not renewed in Redis: " + copied.error().message);
  }

  /// What is to be told as an error, once.
  [[nodiscard]] std::vector<std::string> take_notices() { return std::exchange(notices_, {}); }

 private:
  HeadSigner(const HeadSettings& settings, std::string place, Ed25519Key key)
      : place_(std::move(place)),
        where_(settings.place),
        redis_(settings.redis),
        accepts_break_(settings.accept_break),
        key_(std::move(key)),
        verifier_{journal_key_name(place_), key_.public_key()} {}

  [[nodiscard]] std::optional<std::string> why_not(const std::string& path, const std::string& journal,
                                                   const JournalMemory& memory) const {
    if (!memory.unexplained.empty()) return memory.unexplained;
    if (accepts_break_ || !file_exists(path)) return std::nullopt;
    const auto note = read_file(path, max_state_bytes);
    if (!note) return note.error().message;
    const auto older = verified_journal_head(*note, verifier_);
    auto why = why_not_over(older, journal, memory);
    if (!why && older->records >= memory.records && older->hash != memory.head) why = "it counts more records";
    return why ? std::optional(printable(path) + ": " + *why) : std::nullopt;
  }

  /// Why what is there may not be replaced; nothing if the journal has what it notes.
  [[nodiscard]] static std::optional<std::string> why_not_over(const Result<JournalHead>& older,
                                                               const std::string& journal,
                                                               const JournalMemory& memory) {
    if (!older) return older.error().message;
    const std::string& hash = older->hash;
    if (hash == memory.head || hash == prev_hash_of(memory.line)) return std::nullopt;
    const auto check = check_journal(journal, hash);
    if ((check && check->wanted_head_line) || find_rotated(journal, hash)) return std::nullopt;
    return "it notes " + walk_detail::record_text(older->records, hash) + ", which no file here has any more";
  }

  std::string place_;
  ExportSettings where_;
  RedisConnector redis_;
  bool accepts_break_;
  Ed25519Key key_;
  NoteVerifier verifier_;
  std::optional<std::string> signed_;  ///< what was signed and is not in Redis yet
  std::vector<std::string> notices_;
};

}  // namespace soak
