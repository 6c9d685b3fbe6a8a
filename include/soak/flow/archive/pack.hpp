// What goes into an archive, in the same order every time, each file as it was at one moment, and its MANIFEST.
#pragma once

#include <soak/analysis/archive/plan.hpp>
#include <soak/model/artifacts/manifest.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/digest.hpp>
#include <soak/sys/archive/background_tar.hpp>
#include <soak/sys/archive/tar_zstd.hpp>
#include <soak/sys/file/stable_read.hpp>
#include <soak/sys/file/tree_walk.hpp>
#include <soak/sys/progress.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct PackSettings {
  std::string source{default_dir::artifacts};
  std::vector<std::string> roots;     ///< relative paths to pack; empty: all of the source
  std::vector<std::string> excludes;  ///< names or globs, of a component or of the whole path
  PackLimits limits;
  int level = 3;
  std::optional<std::int64_t> fixed_time;                  ///< modification time of every member
  std::vector<std::pair<std::string, std::string>> notes;  ///< go into MANIFEST
  std::string sign_key;                                    ///< private key that signs the archive; empty: none
};

struct PackResult {
  std::size_t files = 0;
  std::size_t links = 0;
  std::uint64_t bytes = 0;              ///< of content
  std::vector<LeftOut> left_out;        ///< the first ones by name
  std::size_t left_out_count = 0;       ///< all of them
  std::vector<std::string> unreadable;  ///< those of them that were wanted and could not be read
  std::string manifest;
  std::size_t entries_at = 0;  ///< where in `manifest` the entries begin
};

namespace archive_detail {

/// Named in MANIFEST and on stderr; the rest is counted.
inline constexpr std::size_t named_left_out = 100;

class Packer {
 public:
  /// `spool_directory` takes temporary files; `writer` null only makes the manifest.
  Packer(const PackSettings& settings, std::string spool_directory, BackgroundTarWriter* writer)
      : settings_(settings), reader_(std::move(spool_directory), std::size_t{1} << 20), writer_(writer) {}

  [[nodiscard]] Result<PackResult> run() {
    auto root = open_directory(settings_.source);
    if (!root) return root.error();
    std::vector<PackCandidate> candidates = find(*root);
    std::uint64_t wanted = 0;
    for (const PackCandidate& candidate : candidates) wanted += candidate.size;
    progress_.emplace("packing", wanted, ProgressUnit::bytes);
    for (const PackCandidate& candidate : candidates) {
      auto taken = candidate.is_link ? take_link(*root, candidate.path) : take_file(*root, candidate.path);
      if (!taken) return taken.error();
      if (result_.manifest.size() > max_entries_bytes) {
        return Error{Errc::input_unusable, "cannot pack " + printable(settings_.source) + ": more than the " +
                                               std::to_string(result_.files + result_.links) +
                                               " files that fit into an archive's MANIFEST; leave some out"};
      }
    }
    finish_manifest();
    return std::move(result_);
  }

  /// The newest modification time that was packed.
  [[nodiscard]] std::int64_t newest() const noexcept { return settings_.fixed_time.value_or(newest_); }

 private:
  [[nodiscard]] std::vector<PackCandidate> find(const Fd& root) {
    const auto skip = [&](const std::string& path) {
      const bool is_ours = std::find(never_packed.begin(), never_packed.end(), path) != never_packed.end();
      return (settings_.roots.empty() && is_ours) || is_staged_name(path) || is_excluded(path, settings_.excludes);
    };
    WalkedTree tree;
    if (settings_.roots.empty()) tree = walk_tree(root, skip);
    for (const std::string& path : settings_.roots) walk_path(root, path, skip, tree);
    for (const TreeProblem& problem : tree.problems) leave_out(problem.path, "unreadable: " + problem.reason);
    std::vector<PackCandidate> candidates;
    for (TreeEntry& entry : tree.entries) {
      if (entry.path == manifest_name) {
        leave_out(entry.path, "its name is that of the archive's own list");
      } else {
        candidates.push_back({std::move(entry.path), entry.is_link, entry.size});
      }
    }
    tree = {};
    sort_for_packing(candidates);
    // One file that two roots name is one file.
    const auto same = [](const PackCandidate& a, const PackCandidate& b) { return a.path == b.path; };
    candidates.erase(std::unique(candidates.begin(), candidates.end(), same), candidates.end());
    apply_limits(candidates, settings_.limits,
                 [&](const std::string& path, std::string_view reason) { leave_out(path, std::string(reason)); });
    return candidates;
  }

  void leave_out(const std::string& path, const std::string& reason) {
    ++result_.left_out_count;
    if (result_.left_out.size() < named_left_out) result_.left_out.push_back({path, reason});
    const bool was_chosen = reason == "type" || reason.starts_with("max-");
    if (!was_chosen && result_.unreadable.size() < named_left_out) result_.unreadable.push_back(path + ": " + reason);
  }

  void note_entry(const std::string& path, const std::string& sum, bool is_link) {
    append_manifest_entry(result_.manifest, sum, path, is_link);
    ++(is_link ? result_.links : result_.files);
  }

  [[nodiscard]] Result<void> take_link(const Fd& root, const std::string& path) {
    const auto target = link_target(root, path);
    if (!target) {
      leave_out(path, "unreadable: " + target.error().message);
      return {};
    }
    sum_.begin();
    sum_.add(*target);
    note_entry(path, sum_.hex(), true);
    if (writer_ == nullptr) return {};
    return writer_->begin({path, TarEntry::Kind::link, *target, 0, false, settings_.fixed_time.value_or(0)});
  }

  [[nodiscard]] Result<void> take_file(const Fd& root, const std::string& path) {
    if (auto read = reader_.read(root, path); !read) {
      if (read.error().code == Errc::output_failed) return read;
      leave_out(path, "unreadable: " + read.error().message);
      return {};
    }
    if (reader_.size() > settings_.limits.max_bytes - result_.bytes) {  // it has grown since it was found
      leave_out(path, "max-mb");
      return {};
    }
    result_.bytes += reader_.size();
    newest_ = std::max(newest_, reader_.modified_sec());
    if (writer_ != nullptr) {
      auto begun = writer_->begin({path,
                                   TarEntry::Kind::file,
                                   {},
                                   reader_.size(),
                                   reader_.is_executable(),
                                   settings_.fixed_time.value_or(reader_.modified_sec())});
      if (!begun) return begun;
    }
    sum_.begin();
    auto visited = reader_.visit([&](std::string_view part) -> Result<void> {
      sum_.add(part);
      progress_->advance(part.size());
      return writer_ == nullptr ? Result<void>() : writer_->data(part);
    });
    if (visited) note_entry(path, sum_.hex(), false);
    return visited;
  }

  void finish_manifest() {
    std::string head(manifest_first_line);
    for (const auto& [key, text] : settings_.notes) append_manifest_note(head, key, text);
    if (result_.left_out_count > 0) append_manifest_note(head, "left-out", std::to_string(result_.left_out_count));
    for (const LeftOut& file : result_.left_out) {
      std::string text = file.reason + "  ";
      artifacts_detail::append_escaped_path(text, file.path);
      append_manifest_note(head, "left-out-file", text);
    }
    result_.manifest.insert(0, head);
    result_.entries_at = head.size();
  }

  static constexpr std::size_t max_entries_bytes = max_manifest_bytes - (std::size_t{4} << 20);  // notes go in front

  const PackSettings& settings_;
  StableReader reader_;
  BackgroundTarWriter* writer_;
  Sha256 sum_;
  PackResult result_;
  std::optional<Progress> progress_;
  std::int64_t newest_ = 0;
};

}  // namespace archive_detail

/// What an archive would hold, read but not written.
[[nodiscard]] inline Result<PackResult> plan_pack(const PackSettings& settings) {
  return archive_detail::Packer(settings, ".", nullptr).run();
}

}  // namespace soak
