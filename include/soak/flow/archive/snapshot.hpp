// The snapshot on FAIL: what the artifacts were when the journal said so, once for each FAIL.
#pragma once

#include <soak/analysis/archive/snapshot_plan.hpp>
#include <soak/flow/archive/store.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/model/artifacts/names.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct SnapshotSettings {
  std::string journal = path_in(default_dir::artifacts, artifact_name::journal);
  std::string out_dir = path_in(default_dir::artifacts, artifact_dir::failures);
  PackSettings pack;
};

struct SnapshotResult {
  enum class Status { nothing_failed, already_there, taken };
  Status status = Status::nothing_failed;
  std::string path;
  std::string trigger;
  std::optional<StoredArchive> archive;
};

namespace archive_detail {

/// The path of the snapshot for a trigger, and whether a good one is there already. A snapshot for another FAIL of the
/// same second keeps its name; one that does not verify is replaced.
[[nodiscard]] inline std::pair<std::string, bool> place_of_snapshot(const std::string& directory, Instant time,
                                                                    const std::string& trigger) {
  const std::string base = directory + "/" + archive_stamp(time);
  for (int n = 1;; ++n) {
    const std::string path = base + (n == 1 ? "" : "-" + std::to_string(n)) + std::string(archive_suffix);
    if (!file_exists(path)) return {path, false};
    const auto archive = verify_archive(path);
    if (!archive) return {path, false};
    if (manifest_note(archive->facts.manifest, "trigger") == trigger) return {path, true};
  }
}

}  // namespace archive_detail

/// Packs `settings.pack.source` if the journal has a FAIL that no snapshot was taken for. The newest FAIL counts.
[[nodiscard]] inline Result<SnapshotResult> snapshot_on_fail(SnapshotSettings settings) {
  const auto entries = read_journal(settings.journal);
  if (!entries) return entries.error();
  const JournalEntry* failure = last_fail(*entries);
  SnapshotResult result;
  if (failure == nullptr) return result;
  result.trigger = fail_trigger(*failure);
  bool is_there = false;
  std::tie(result.path, is_there) = archive_detail::place_of_snapshot(settings.out_dir, failure->ts, result.trigger);
  result.status = is_there ? SnapshotResult::Status::already_there : SnapshotResult::Status::taken;
  if (is_there) return result;
  settings.pack.notes.emplace_back("trigger", result.trigger);
  auto stored = store_archive(result.path, settings.pack);
  if (!stored) return stored.error();
  result.archive = std::move(*stored);
  return result;
}

}  // namespace soak
