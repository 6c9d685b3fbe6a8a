// The journal of a soak (SOAK_JOURNAL.jsonl, docs/formats/soak_journal.md): one line a tick, each line bound to the one
// before it by a hash, so that no line can be changed, dropped, doubled or moved unnoticed.
//
// A line is canonical JSON (keys sorted, no blanks, ASCII). Its `hash` is SHA-256, hex, of the line with the `hash`
// member cut out; its `prev_hash` is the hash of the line before, or GENESIS. Both are verified on the bytes: a journal
// whose writer prints numbers in another way (Python's `500.0`) verifies just as well.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/text/hex.hpp>
#include <soak/core/text/split.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

inline constexpr std::string_view journal_genesis = "GENESIS";

/// What a phase may risk.
struct PhaseCaps {
  double capital_usd = 0;
  double share = 0;          ///< of the strategy's capital, 0..1
  double taker_ceiling = 0;  ///< taker ratio, 0..1
};

/// One tick. The texts are those of the file: a reader must take what other versions wrote.
struct JournalEntry {
  Instant ts{};
  std::string phase;  ///< shadow, canary, live-econ
  std::string region;
  std::string status;       ///< CONTINUE, WARN, FAIL
  std::string action;       ///< NONE, TUNE_DRY, ROLLBACK_STEP, DISABLE_STRAT, REGION_STEP_DOWN
  std::string reason_code;  ///< OK, NET_BPS_LOW, TAKER_CEIL, P95_SPIKE, READINESS_LOW, GEN_FAIL
  std::string reason;
  std::string recommendation;
  PhaseCaps caps;
  std::string run;         ///< which run wrote it; empty in journals of the Python original
  std::int64_t tick = -1;  ///< 0-based within `run`, or -1: with `run` it makes an entry unique
};

namespace walk_detail {

/// As Python's json.dumps(ensure_ascii=True) has it; what is not UTF-8 becomes U+FFFD.
inline void append_ascii_json_string(std::string& out, std::string_view text) {
  const auto escape = [&](unsigned unit) {
    out += "\\u";
    append_hex(out, static_cast<unsigned char>(unit >> 8));
    append_hex(out, static_cast<unsigned char>(unit & 0xFF));
  };
  out += '"';
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c >= 0x20 && c < 0x7F) {
      out += static_cast<char>(c);
    } else if (c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') {
      out += '\\';
      out += c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\b' ? 'b' : 'f';
    } else if (c == invalid_code_point) {
      escape(0xFFFD);
    } else if (c >= 0x10000) {
      escape(0xD800u + ((static_cast<unsigned>(c) - 0x10000u) >> 10));
      escape(0xDC00u + ((static_cast<unsigned>(c) - 0x10000u) & 0x3FFu));
    } else {
      escape(static_cast<unsigned>(c));
    }
  }
  out += '"';
}

inline void append_ascii_member(std::string& out, std::string_view key, std::string_view text) {
  out += '"';
  out += key;
  out += "\":";
  append_ascii_json_string(out, text);
}

}  // namespace walk_detail

/// An entry as it stands in the file, without its LF.
struct SealedLine {
  std::string text;
  std::string hash;
};

/// Binds an entry to the line before it, whose hash is `prev_hash` (journal_genesis for the first).
[[nodiscard]] inline SealedLine seal(const JournalEntry& entry, std::string_view prev_hash) {
  std::string text = "{";
  const auto member = [&](std::string_view key, std::string_view value) {
    walk_detail::append_ascii_member(text, key, value);
    text += ',';
  };
  member("action", entry.action);
  text += "\"caps\":{\"capital_usd\":";
  append_json_number(text, entry.caps.capital_usd);
  text += ",\"share\":";
  append_json_number(text, entry.caps.share);
  text += ",\"taker_ceiling\":";
  append_json_number(text, entry.caps.taker_ceiling);
  text += "},";
  const std::size_t place_of_hash = text.size();
  member("phase", entry.phase);
  member("prev_hash", prev_hash);
  member("reason", entry.reason);
  member("reason_code", entry.reason_code);
  member("recommendation", entry.recommendation);
  member("region", entry.region);
  if (!entry.run.empty()) member("run", entry.run);
  member("status", entry.status);
  if (entry.tick >= 0) text += "\"tick\":" + std::to_string(entry.tick) + ",";
  member("ts", format_iso8601(entry.ts));
  text.back() = '}';
  SealedLine line{std::move(text), {}};
  line.hash = sha256_hex(line.text);
  line.text.insert(place_of_hash, "\"hash\":\"" + line.hash + "\",");
  return line;
}

namespace walk_detail {

inline constexpr std::string_view prev_hash_opening = "\"prev_hash\":\"";

/// The value of the only `"key":"…"` in a line. A quote inside a JSON string has a backslash before it, so this text
/// can stand nowhere but at a member.
[[nodiscard]] inline std::optional<std::string_view> only_text_member(std::string_view line, std::string_view opening) {
  // Not find(): that stops at each quote, of which a line is full.
  const auto* const at = static_cast<const char*>(::memmem(line.data(), line.size(), opening.data(), opening.size()));
  if (at == nullptr) return std::nullopt;
  const std::string_view rest = line.substr(static_cast<std::size_t>(at - line.data()) + opening.size());
  if (::memmem(rest.data(), rest.size(), opening.data(), opening.size()) != nullptr) return std::nullopt;
  const auto end = rest.find('"');
  if (end == rest.npos) return std::nullopt;
  return rest.substr(0, end);
}

/// Why a line is not one that soak wrote, although all that is wrong with it is how it ends or begins; else empty.
[[nodiscard]] inline std::string_view foreign_dress(std::string_view line) noexcept {
  if (line.starts_with("\xEF\xBB\xBF")) {
    return "begins with a byte order mark (BOM): an editor saved the journal anew; without it the bytes may be right";
  }
  if (line.ends_with('\r')) {
    return "ends with a carriage return (CRLF line ends): an editor or git changed the journal; with LF it may be "
           "right";
  }
  return {};
}

}  // namespace walk_detail

/// The hash that a line names as that of the line before; nothing if it is no line of a journal.
[[nodiscard]] inline std::optional<std::string> prev_hash_of(std::string_view line) {
  const auto previous = walk_detail::only_text_member(line, walk_detail::prev_hash_opening);
  if (!previous) return std::nullopt;
  return std::string(*previous);
}

/// What a line says of itself. Views into the line, and fixed texts.
struct ExaminedLine {
  std::string_view hash = {};
  std::string_view prev_hash = {};
  std::string_view fault = {};  ///< empty: the hash is that of the line's content
};

/// Holds lines against their own hashes, which needs no other line. Not for several threads at once.
class LineExaminer {
 public:
  /// A line without its LF.
  [[nodiscard]] ExaminedLine operator()(std::string_view line) {
    static constexpr std::string_view hash_opening = "\"hash\":\"";
    const auto faulty = [](std::string_view why) { return ExaminedLine{.fault = why}; };
    if (const auto dress = walk_detail::foreign_dress(line); !dress.empty()) return faulty(dress);
    if (!line.starts_with('{') || !line.ends_with('}')) return faulty("not a JSON object on one line");
    const auto hash = walk_detail::only_text_member(line, hash_opening);
    if (!hash) return faulty("no hash member, or more than one");
    const auto previous = walk_detail::only_text_member(line, walk_detail::prev_hash_opening);
    if (!previous) return faulty("no prev_hash member, or more than one");
    auto begin = static_cast<std::size_t>(hash->data() - line.data()) - hash_opening.size();
    auto end = begin + hash_opening.size() + hash->size() + 1;
    if (line[end] == ',') {
      ++end;
    } else if (line[begin - 1] == ',') {
      --begin;
    } else {
      return faulty("no comma beside the hash member");
    }
    hasher_.begin();
    hasher_.add(line.substr(0, begin));
    hasher_.add(line.substr(end));
    if (hasher_.hex() != *hash) return faulty("its hash does not fit its content: the line was changed");
    return {*hash, *previous, {}};
  }

 private:
  Sha256 hasher_;
};

/// Each of these whole lines.
[[nodiscard]] inline std::vector<ExaminedLine> examine_lines(std::string_view lines) {
  return values_of_lines(lines, LineExaminer());
}

/// Follows a hash chain line by line, in constant memory.
class JournalChain {
 public:
  JournalChain() = default;
  /// A chain that goes on where another file ended: `head` is the hash of that one's last line.
  explicit JournalChain(std::string head) : head_(std::move(head)) {}

  /// Takes the next line. Nothing if it continues the chain, else the reason why not; the state is then as before.
  [[nodiscard]] std::optional<std::string> take(const ExaminedLine& line) {
    if (!line.fault.empty()) return std::string(line.fault);
    if (line.prev_hash != head_) {
      return "its prev_hash is not the hash of the line before: a line is missing, doubled or moved here";
    }
    head_ = line.hash;
    ++records_;
    return std::nullopt;
  }
  /// The same for a line that nobody examined, without its LF.
  [[nodiscard]] std::optional<std::string> take(std::string_view line) { return take(examiner_(line)); }

  /// Hash of the last line; journal_genesis before the first.
  [[nodiscard]] const std::string& head() const noexcept { return head_; }
  [[nodiscard]] std::size_t records() const noexcept { return records_; }

 private:
  LineExaminer examiner_;
  std::string head_{journal_genesis};
  std::size_t records_ = 0;
};

/// Reads one line back. Members that are missing stay empty; a line without a time is refused.
[[nodiscard]] inline Result<JournalEntry> parse_journal_line(std::string_view line) {
  const auto value = parse_json(line);
  if (!value) return value.error();
  const auto text = [&](std::string_view key) { return text_or_nothing(find_member(*value, key)).value_or(""); };
  const auto ts = parse_iso8601(text("ts"));
  if (!ts) return Error{Errc::input_unusable, "no time under \"ts\""};
  JournalEntry entry{*ts,
                     text("phase"),
                     text("region"),
                     text("status"),
                     text("action"),
                     text("reason_code"),
                     text("reason"),
                     text("recommendation"),
                     {},
                     text("run"),
                     -1};
  if (const auto* caps = find_member(*value, "caps")) {
    entry.caps = {number_or_gap(find_member(*caps, "capital_usd")), number_or_gap(find_member(*caps, "share")),
                  number_or_gap(find_member(*caps, "taker_ceiling"))};
  }
  const auto* tick = find_member(*value, "tick");
  if (tick != nullptr && tick->is_int64()) entry.tick = tick->get_int64();
  return entry;
}

/// Each of these whole lines.
[[nodiscard]] inline std::vector<Result<JournalEntry>> parse_journal_lines(std::string_view lines) {
  return values_of_lines(lines, parse_journal_line);
}

}  // namespace soak
