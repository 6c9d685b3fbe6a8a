// Verifying and reading the journal, rotated or not.
#pragma once

#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/walk/rotated_journals.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_check.hpp>
#include <soak/sys/file/journal_file.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/progress.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace walk_detail {

/// A file of a chain, followed to its end or to a break.
struct FollowedFile {
  std::optional<JournalBreak> broken;
  bool is_torn = false;
};

/// `may_begin_after(hash)`: whether the chain's first line may name this hash as the one before it. `visit` sees each
/// line that continues the chain, until it is false.
template <class MayBegin, class Visit>
[[nodiscard]] Result<FollowedFile> follow_file(const std::string& path, JournalChain& chain,
                                               const MayBegin& may_begin_after, const Visit& visit) {
  FollowedFile result;
  std::size_t number = 0;
  const Fd sized = path == "-" ? Fd() : open_regular(path);
  Progress progress("verifying", sized ? file_size(sized.get()) : 0, ProgressUnit::bytes);
  const auto torn = visit_journal_lines(path, examine_lines, [&](std::string_view line, const ExaminedLine& examined) {
    ++number;
    progress.advance(line.size() + 1);
    bool is_later_part = false;
    if (chain.records() == 0) {
      const auto previous = prev_hash_of(line);
      is_later_part = previous && *previous != chain.head();
      if (is_later_part && may_begin_after(*previous)) chain = JournalChain(*previous);
    }
    auto reason = chain.take(examined);
    if (!reason) return visit(line);
    if (is_later_part && examined.fault.empty()) {
      reason =
          "its prev_hash is not GENESIS: it goes on from a file that is not given (--also), or the beginning was "
          "cut off";
    }
    result.broken = {number, std::move(*reason)};
    return false;
  });
  if (!torn) return unreadable_file(torn.error(), path);
  result.is_torn = *torn;
  return result;
}

}  // namespace walk_detail

/// Verifies the whole chain: the files `earlier` (rotated ones, the oldest first), then the journal ("-": standard
/// input). A missing file is an error; an empty one is a whole journal without records, and with `earlier` the journal
/// may be missing. With `wanted_head` the record with that hash is looked for: if it is there, nothing up to it was cut
/// off. A journal that was rotated may begin after the line that the state directory remembers.
[[nodiscard]] inline Result<JournalCheck> check_journal(const std::string& path,
                                                        const std::optional<std::string>& wanted_head = {},
                                                        const std::vector<std::string>& earlier = {}) {
  JournalCheck check;
  JournalChain chain;
  const auto memory = path == "-" ? std::nullopt : recall_journal(path);
  if (wanted_head == journal_genesis) check.wanted_head_line = 0;
  bool has_remembered = !memory || memory->records == memory->earlier;
  const auto visit = [&](std::string_view line) {
    if (chain.records() == 1) {
      check.begins_after = prev_hash_of(line).value_or("");
      if (check.begins_after == wanted_head) check.wanted_head_line = 0;
    }
    if (wanted_head && chain.head() == *wanted_head) check.wanted_head_line = chain.records();
    if (memory && chain.head() == memory->head) has_remembered = true;
    return true;
  };
  std::vector<std::string> files = earlier;
  if (earlier.empty() || path == "-" || file_exists(path)) files.push_back(path);
  for (std::size_t i = 0; i < files.size() && !check.broken; ++i) {
    const bool is_journal = i == earlier.size();
    const auto may_begin_after = [&](const std::string& hash) {
      return !is_journal || (memory && memory->begins_after == hash);
    };
    auto followed = walk_detail::follow_file(files[i], chain, may_begin_after, visit);
    if (!followed) return followed.error();
    check.broken = std::move(followed->broken);
    if (!check.broken && followed->is_torn) {
      check.broken = {chain.records() + 1,
                      "no line feed at its end: torn by a crash (the next append sets it aside) or changed"};
    }
    if (check.broken && !is_journal) check.broken->file = files[i];
  }
  check.records = chain.records();
  check.head = chain.head();
  if (!check.broken && !has_remembered) check.remembered = memory->head;
  return check;
}

namespace walk_detail {

/// The entries from `since` on of one file. A torn last line is left out, as the next append will do.
[[nodiscard]] inline Result<std::vector<JournalEntry>> read_entries(
    const std::string& path, Instant since, const std::function<bool(const std::string&)>& may_begin_after,
    std::string& begins_after, bool& reaches_since) {
  std::vector<JournalEntry> entries;
  JournalChain chain;
  std::optional<JournalBreak> unreadable;
  const auto followed = follow_file(path, chain, may_begin_after, [&](std::string_view line) {
    if (chain.records() == 1) begins_after = prev_hash_of(line).value_or("");
    auto entry = parse_journal_line(line);
    if (!entry) {
      unreadable = {chain.records(), entry.error().message};
    } else if (entry->ts >= since) {
      entries.push_back(std::move(*entry));
    } else {
      reaches_since = true;
    }
    return entry.has_value();
  });
  if (!followed) return followed.error();
  if (followed->broken) return journal_broken(path, *followed->broken);
  if (unreadable) return journal_broken(path, *unreadable);
  return entries;
}

}  // namespace walk_detail

/// All entries from `since` on (all by default), verified, those in rotated files too as far as they are there; a
/// journal that was just rotated may be missing. A broken chain is an error (Errc::corrupt).
[[nodiscard]] inline Result<std::vector<JournalEntry>> read_journal(const std::string& path,
                                                                    Instant since = Instant::min()) {
  const auto memory = recall_journal(path);
  std::string begins_after = memory ? memory->begins_after : std::string(journal_genesis);
  bool reaches_since = false;
  Result<std::vector<JournalEntry>> entries = std::vector<JournalEntry>();
  if (memory && !file_exists(path)) {
    begins_after = memory->head;
  } else {
    entries = walk_detail::read_entries(
        path, since, [&](const std::string& hash) { return memory && memory->begins_after == hash; }, begins_after,
        reaches_since);
  }
  if (!entries) return entries;
  while (!reaches_since && begins_after != journal_genesis) {
    const auto rotated = find_rotated(path, begins_after);
    if (!rotated) break;
    auto before = walk_detail::read_entries(
        rotated->file, since, [](const std::string&) { return true; }, begins_after, reaches_since);
    if (!before) return before;
    before->resize(before->size() - std::min(before->size(), rotated->after.size()));
    before->insert(before->end(), std::make_move_iterator(entries->begin()), std::make_move_iterator(entries->end()));
    entries = std::move(before);
  }
  return entries;
}

}  // namespace soak
