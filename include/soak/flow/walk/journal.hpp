// The journal as a file: appending to it, verifying it, reading it.
#pragma once

#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_check.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/file/journal_file.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Verifies the whole chain. A missing file is an error; an empty one is a whole journal without records. With
/// `wanted_head` the line with that hash is looked for: if it is there, nothing up to it was cut off.
[[nodiscard]] inline Result<JournalCheck> check_journal(const std::string& path,
                                                        const std::optional<std::string>& wanted_head = {}) {
  JournalCheck check;
  JournalChain chain;
  if (wanted_head == journal_genesis) check.wanted_head_line = 0;
  const auto torn = visit_journal_lines(path, [&](std::string_view line) {
    if (auto reason = chain.take(line)) {
      check.broken = {chain.records() + 1, std::move(*reason)};
      return false;
    }
    if (wanted_head && chain.head() == *wanted_head) check.wanted_head_line = chain.records();
    return true;
  });
  if (!torn) return torn.error();
  check.records = chain.records();
  check.head = chain.head();
  if (*torn) {
    check.broken = {check.records + 1,
                    "no line feed at its end: torn by a crash (the next append sets it aside) or changed"};
  }
  return check;
}

/// All entries from `since` on (all by default), verified. A broken chain is an error (Errc::corrupt); a torn last line
/// is left out, as the next append will do.
[[nodiscard]] inline Result<std::vector<JournalEntry>> read_journal(const std::string& path,
                                                                    Instant since = Instant::min()) {
  std::vector<JournalEntry> entries;
  JournalChain chain;
  std::optional<JournalBreak> broken;
  const auto torn = visit_journal_lines(path, [&](std::string_view line) {
    if (auto reason = chain.take(line)) {
      broken = {chain.records() + 1, std::move(*reason)};
      return false;
    }
    auto entry = parse_journal_line(line);
    if (!entry) {
      broken = {chain.records(), entry.error().message};
    } else if (entry->ts >= since) {
      entries.push_back(std::move(*entry));
    }
    return entry.has_value();
  });
  if (!torn) return torn.error();
  if (broken) return journal_broken(path, *broken);
  return entries;
}

/// Appends to a journal that others may append to as well. Verifies the whole chain before the first line, and before
/// each further one what was added since and that its own last line still stands.
class JournalWriter {
 public:
  /// `now` names the file to which a torn tail is set aside; it is not the entries' time.
  explicit JournalWriter(std::string path, Clock now = system_now) : path_(std::move(path)), now_(std::move(now)) {}

  /// Verifies what is there, and hands each entry to `visit` if one is given. Makes the file if there is none.
  [[nodiscard]] Result<void> open(const std::function<void(const JournalEntry&)>& visit = {}) {
    auto file = lock();
    if (!file) return file.error();
    return follow(*file, visit);
  }

  /// Seals and appends one entry; it is on disk when this returns. A broken chain is Errc::corrupt, a failed write
  /// Errc::output_failed, and then the journal is as it was. `visit` sees what others appended in between.
  [[nodiscard]] Result<void> append(const JournalEntry& entry,
                                    const std::function<void(const JournalEntry&)>& visit = {}) {
    auto file = lock();
    if (!file) return file.error();
    if (auto followed = follow(*file, visit); !followed) return followed;
    SealedLine line = seal(entry, chain_.head());
    line.text += '\n';
    const std::string_view text = line.text;
    if (auto appended = file->append(text); !appended) return appended;
    (void)chain_.take(text.substr(0, text.size() - 1));
    last_line_ = line.text;
    verified_ = file->size();
    return {};
  }

  [[nodiscard]] const std::string& head() const noexcept { return chain_.head(); }
  [[nodiscard]] std::size_t records() const noexcept { return chain_.records(); }
  /// Where torn tails went that were found on the way.
  [[nodiscard]] const std::vector<std::string>& torn_files() const noexcept { return torn_files_; }

 private:
  [[nodiscard]] Result<LockedJournal> lock() {
    auto file = LockedJournal::open(path_, now_());
    if (file && !file->torn_file().empty()) torn_files_.push_back(file->torn_file());
    return file;
  }

  /// Brings the chain up to the end of the locked file.
  [[nodiscard]] Result<void> follow(const LockedJournal& file, const std::function<void(const JournalEntry&)>& visit) {
    constexpr std::uint64_t step = std::uint64_t{1} << 20;
    if (inode_ != 0 && (inode_ != file.inode() || file.size() < verified_)) {
      return Error{Errc::corrupt, "cannot trust journal " + printable(path_) +
                                      ": it was replaced or cut while this process was writing it"};
    }
    inode_ = file.inode();
    const auto last = file.read(verified_ - last_line_.size(), verified_);
    if (!last) return last.error();
    if (*last != last_line_) {
      return journal_broken(path_, {chain_.records(), "changed after this process had verified it"});
    }
    std::string pending;
    for (std::uint64_t at = verified_; at < file.size();) {
      const auto block = file.read(at, std::min(at + step, file.size()));
      if (!block) return block.error();
      at += block->size();
      pending += *block;
      Result<void> taken;
      const std::string_view rest = visit_lines(pending, [&](std::string_view line) {
        taken = take(line, visit);
        return taken.has_value();
      });
      if (!taken) return taken;
      pending = std::string(rest);
    }
    verified_ = file.size();
    return {};
  }

  [[nodiscard]] Result<void> take(std::string_view line, const std::function<void(const JournalEntry&)>& visit) {
    if (const auto reason = chain_.take(line)) return journal_broken(path_, {chain_.records() + 1, *reason});
    last_line_ = std::string(line) + "\n";
    if (!visit) return {};
    const auto entry = parse_journal_line(line);
    if (!entry) return journal_broken(path_, {chain_.records(), entry.error().message});
    visit(*entry);
    return {};
  }

  std::string path_;
  Clock now_;
  JournalChain chain_;
  std::string last_line_;       ///< with its LF; ends at verified_
  std::uint64_t verified_ = 0;  ///< bytes of the file that chain_ has seen
  std::uint64_t inode_ = 0;     ///< 0: not opened yet
  std::vector<std::string> torn_files_;
};

}  // namespace soak
