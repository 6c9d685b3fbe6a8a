// Archives in a directory: making one that is verified before it gets its name, deleting old ones, and deleting sources
// that a verified archive holds.
#pragma once

#include <soak/flow/archive/read.hpp>
#include <soak/flow/archive/write.hpp>
#include <soak/flow/walk/signing_key.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/proof/minisign.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/remove_below.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct StoredArchive {
  std::string path;
  PackResult packed;
  std::string sha256;  ///< of the file
};

[[nodiscard]] inline ArchiveTotals totals_of(const StoredArchive& stored) {
  const PackResult& packed = stored.packed;
  return {packed.files, packed.links, packed.bytes, packed.left_out_count, stored.sha256};
}

namespace archive_detail {

/// The text of a file's .minisig. Its trusted comment names the file and its sum, and no time: the same file has the
/// same signature.
[[nodiscard]] inline Result<std::string> sign_file(int fd, const std::string& path, const std::string& sha256,
                                                   const Ed25519Key& key) {
  Blake2b512 sum;
  std::string block(std::size_t{128} << 10, '\0');
  bool is_read = rewind_file(fd);
  for (ssize_t n = 1; is_read && n > 0;) {
    n = read_full(fd, block.data(), block.size());
    is_read = n >= 0;
    if (is_read) sum.add(std::string_view(block).substr(0, static_cast<std::size_t>(n)));
  }
  if (!is_read) return errno_error(Errc::output_failed, "read back", path, errno);
  return minisign_signature(sum.bytes(), "file:" + file_name_of(path) + "\tsha256:" + sha256 + "\thashed", key);
}

}  // namespace archive_detail

/// Packs into `path` and `path`.sha256, with a key that signs into `path`.minisig too. They are read back and verified
/// under temporary names; only then they get their own, the archive last: what has the name of an archive is whole.
/// `more` may stage further files of the same commit.
template <class More>
[[nodiscard]] Result<StoredArchive> store_archive(const std::string& path, const PackSettings& settings,
                                                  const More& more) {
  if (auto source = open_directory(settings.source); !source) return source.error();
  const std::string directory = directory_of(path);
  if (auto made = make_directories(directory); !made) return made.error();
  std::optional<Ed25519Key> key;
  if (!settings.sign_key.empty()) {
    auto read = read_signing_key(settings.sign_key);
    if (!read) return read.error();
    key = std::move(*read);
  }
  AtomicBatch batch;
  auto sidecar = batch.stage(path + ".sha256");
  if (!sidecar) return sidecar.error();
  Result<StagedFile*> signature = nullptr;
  if (key) signature = batch.stage(path + std::string(minisign_suffix));
  if (!signature) return signature.error();
  auto file = batch.stage(path);
  if (!file) return file.error();
  StoredArchive stored{path, {}, {}};
  auto packed = pack_to((*file)->descriptor(), path, directory, settings, stored.sha256);
  if (!packed) return packed.error();
  if (packed->files + packed->links == 0) {
    return Error{Errc::input_unusable, "cannot pack " + printable(settings.source) + ": there is nothing to pack" +
                                           (packed->left_out_count == 0 ? "" : ", all was left out")};
  }
  stored.packed = std::move(*packed);
  auto written = (*sidecar)->write(sum_line(stored.sha256, file_name_of(path)));
  if (!written) return written.error();
  if (key) {
    const auto text = archive_detail::sign_file((*file)->descriptor(), path, stored.sha256, *key);
    if (!text) return text.error();
    if (written = (*signature)->write(*text); !written) return written.error();
  }
  if (auto staged = more(batch, stored); !staged) return staged.error();
  if (auto committed = batch.commit(); !committed) return committed.error();
  return stored;
}

[[nodiscard]] inline Result<StoredArchive> store_archive(const std::string& path, const PackSettings& settings) {
  return store_archive(path, settings, [](AtomicBatch&, const StoredArchive&) { return Result<void>(); });
}

/// "DIRECTORY/20260115T120000Z.tar.zst", or with "-2", "-3", … behind the last of that second: the order of names is
/// that of their making, also where an earlier one was pruned.
[[nodiscard]] inline std::string free_archive_path(const std::string& directory, Instant time) {
  const std::string stamp = archive_stamp(time);
  const auto last = newest_archive(names_in(directory, stamp, archive_suffix));
  const std::string base = directory + "/" + stamp;
  return base + (last ? "-" + std::to_string(archive_number(*last) + 1) : "") + std::string(archive_suffix);
}

struct PruneResult {
  std::vector<std::string> deleted;
  std::vector<std::string> problems;
};

/// Deletes archives, their .sha256 and .minisig, that no rule keeps, but none whose name is `needed` (what was just
/// made, or holds what was just cleaned). The archive goes first: an archive without its sum would be taken for a
/// damaged one.
[[nodiscard]] inline PruneResult prune_archives(const std::string& directory, const KeepRules& keep, Instant now,
                                                const std::vector<std::string>& needed = {}) {
  PruneResult result;
  const auto is_good = [&](const std::string& name) { return verify_archive(directory + "/" + name).has_value(); };
  const auto names = names_in(directory, "", archive_suffix);
  for (const std::string& name : archives_to_delete(names, keep, now, needed, is_good)) {
    const std::string path = directory + "/" + name;
    if (auto removed = remove_file(path); !removed) {
      result.problems.push_back(removed.error().message);
      continue;
    }
    (void)remove_file(path + ".sha256");
    (void)remove_file(path + std::string(minisign_suffix));
    result.deleted.push_back(name);
  }
  return result;
}

struct CleanResult {
  std::vector<std::string> deleted;
  std::uint64_t bytes = 0;
  std::vector<std::string> kept;     ///< old enough, but in no verified archive, or changed meanwhile
  std::vector<std::string> holders;  ///< names of the archives that hold what was deleted
  std::vector<std::string> problems;
};

namespace archive_detail {

struct CleanCandidate {
  TreeEntry entry;
  std::string sha256;
};
using CleanCandidates = std::map<std::string, CleanCandidate>;

[[nodiscard]] inline Result<CleanCandidates> find_cleanable(const Fd& root, const std::string& spool,
                                                            std::int64_t before_sec, CleanResult& result) {
  const auto skip = [](const std::string& path) {
    return std::find(never_packed.begin(), never_packed.end(), path) != never_packed.end();
  };
  StableReader reader(spool, std::size_t{1} << 20);
  Sha256 sum;
  CleanCandidates candidates;
  for (const TreeEntry& entry : walk_tree(root, skip).entries) {
    if (entry.is_link || !is_cleanable(entry.path) || entry.modified_sec >= before_sec) continue;
    if (auto read = reader.read(root, entry.path); !read) {
      result.problems.push_back(printable(entry.path) + ": " + read.error().message);
      continue;
    }
    sum.begin();
    auto visited = reader.visit([&](std::string_view part) {
      sum.add(part);
      return Result<void>();
    });
    if (!visited) return visited.error();
    TreeEntry seen = entry;
    seen.size = reader.size();
    seen.modified_sec = reader.modified_sec();
    candidates[entry.path] = {std::move(seen), sum.hex()};
  }
  return candidates;
}

/// Deletes the candidates that a verified archive's manifest has with the same content.
inline void delete_archived(const Fd& root, const std::string& manifest, CleanCandidates& candidates,
                            CleanResult& result) {
  ManifestCursor cursor(manifest);
  while (const auto entry = cursor.next()) {
    const auto found = candidates.find(entry->path);
    if (found == candidates.end() || entry->is_link || found->second.sha256 != entry->sha256) continue;
    const TreeEntry& seen = found->second.entry;
    if (auto removed = remove_below(root, seen.path, seen.size, seen.modified_sec); !removed) {
      result.problems.push_back(removed.error().message);
    } else {
      result.bytes += seen.size;
      result.deleted.push_back(seen.path);
    }
    candidates.erase(found);
  }
}

}  // namespace archive_detail

/// Deletes sources that were last changed more than `days` before `now` and whose present content stands in an archive
/// that verifies; archives are read newest first, and only as many as it takes.
[[nodiscard]] inline Result<CleanResult> clean_sources(const std::string& source, const std::string& archives,
                                                       std::chrono::days days, Instant now) {
  CleanResult result;
  const auto root = open_directory(source);
  if (!root) return root.error();
  auto candidates = archive_detail::find_cleanable(*root, archives, epoch_seconds(now - days), result);
  if (!candidates) return candidates.error();
  for (const std::string& name : newest_first(names_in(archives, "", archive_suffix))) {
    if (candidates->empty()) break;
    const auto archive = verify_archive(archives + "/" + name);
    const std::size_t before = result.deleted.size();
    if (archive) archive_detail::delete_archived(*root, archive->facts.manifest, *candidates, result);
    if (result.deleted.size() > before) result.holders.push_back(name);
    if (!archive) result.problems.push_back(archive.error().message);
  }
  for (const auto& [path, candidate] : *candidates) result.kept.push_back(path);
  return result;
}

}  // namespace soak
