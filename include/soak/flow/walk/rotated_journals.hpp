// What a rotation leaves beside a journal: logrotate's SOAK_JOURNAL.jsonl.1 or -20260115, and journal_verify --rotate's
// SOAK_JOURNAL.jsonl.20260115T120000Z. Compressed ones cannot be looked into.
#pragma once

#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/flow/files/state_file.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_memory.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/file_info.hpp>
#include <soak/sys/file/journal_file.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// The file in the state directory beside a journal that remembers it.
[[nodiscard]] inline std::string journal_memory_path(const std::string& journal) {
  return path_in(path_in(directory_of(journal), artifact_dir::state), file_name_of(journal) + ".state.json");
}

/// "artifacts/SOAK_JOURNAL.head"
[[nodiscard]] inline std::string journal_head_path(const std::string& journal) {
  return path_in(directory_of(journal), std::string(stem_of(file_name_of(journal))) + ".head");
}

/// What is remembered of a journal; nothing if nothing is, or nothing that can be used (which is warned of).
[[nodiscard]] inline std::optional<JournalMemory> recall_journal(const std::string& journal) {
  return read_state<JournalMemory>(journal_memory_path(journal), parse_journal_memory, "the journal's state ",
                                   " and made anew from the journal");
}

/// A record in one of these files.
struct RotatedRecord {
  std::string file;
  std::string begins_after;             ///< hash of the line before the file's first
  std::int64_t at = 0;                  ///< the record's place in the file, from 1
  std::string line = {};                ///< the last line, where that was asked for
  std::vector<std::string> after = {};  ///< the lines that follow it there
};

namespace walk_detail {

/// The newest first.
[[nodiscard]] inline std::vector<std::string> rotated_files(const std::string& journal) {
  const std::string directory = directory_of(journal);
  const std::string name = file_name_of(journal);
  std::vector<std::pair<Instant, std::string>> found;
  for (const std::string& other : names_in(directory, name, "")) {
    const std::string_view rest = std::string_view(other).substr(name.size());
    if (rest.empty() || (rest[0] != '.' && rest[0] != '-')) continue;
    if (rest.starts_with(".torn-") || rest.starts_with(".cut-")) continue;
    const std::string path = directory + "/" + other;
    if (const auto time = modified_at(path)) found.emplace_back(*time, path);
  }
  std::sort(found.rbegin(), found.rend());
  std::vector<std::string> paths;
  for (auto& [time, path] : found) paths.push_back(std::move(path));
  return paths;
}

/// Looks for a record, the last one if `hash` is empty, in a file that is a whole chain by itself.
[[nodiscard]] inline std::optional<RotatedRecord> find_record(const std::string& path, std::string_view hash) {
  std::optional<JournalChain> chain;
  RotatedRecord record{path, {}, 0};
  const auto torn = visit_journal_lines(path, examine_lines, [&](std::string_view line, const ExaminedLine& examined) {
    if (!chain) {
      record.begins_after = prev_hash_of(line).value_or("");
      chain.emplace(record.begins_after);
    }
    if (chain->take(examined)) {
      record.at = 0;
      return false;
    }
    if (record.at > 0 && !hash.empty()) record.after.emplace_back(line);
    if (hash.empty()) record.line = line;
    if (hash.empty() || chain->head() == hash) record.at = static_cast<std::int64_t>(chain->records());
    return true;
  });
  if (!torn || record.at == 0) return std::nullopt;
  return record;
}

}  // namespace walk_detail

/// The record with this hash in a rotated file.
[[nodiscard]] inline std::optional<RotatedRecord> find_rotated(const std::string& journal, std::string_view hash) {
  for (const std::string& path : walk_detail::rotated_files(journal)) {
    if (auto found = walk_detail::find_record(path, hash)) return found;
  }
  return std::nullopt;
}

/// Records from GENESIS up to the one with this hash, counted over the rotated files; nothing if they do not lead
/// there.
[[nodiscard]] inline std::optional<std::int64_t> records_until(const std::string& journal, std::string hash) {
  std::int64_t records = 0;
  while (hash != journal_genesis) {
    auto found = find_rotated(journal, hash);
    if (!found) return std::nullopt;
    records += found->at;
    hash = std::move(found->begins_after);
  }
  return records;
}

/// What would be remembered if the journal had been rotated to the newest of these files; nothing if there is none.
[[nodiscard]] inline std::optional<JournalMemory> remember_from_rotated(const std::string& journal) {
  for (const std::string& path : walk_detail::rotated_files(journal)) {
    auto last = walk_detail::find_record(path, {});
    const auto entry = last ? parse_journal_line(last->line) : Error{Errc::input_unusable, {}};
    if (!entry) continue;
    JournalMemory memory;
    JournalChain chain(*prev_hash_of(last->line));
    (void)chain.take(last->line);
    memory.head = chain.head();
    memory.earlier = records_until(journal, last->begins_after).value_or(0);
    memory.records = memory.earlier + last->at;
    memory.begins_after = std::move(last->begins_after);
    memory.run = entry->run;
    memory.tick = entry->tick;
    memory.line = std::move(last->line);
    FailStreaks streaks;
    (void)visit_journal_lines(path, parse_journal_lines, [&](std::string_view, const Result<JournalEntry>& one) {
      if (one) streaks(*one);
      return true;
    });
    memory.streaks = streaks.list();
    return memory;
  }
  return std::nullopt;
}

}  // namespace soak
