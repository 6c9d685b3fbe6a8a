// Packing files into an archive: MANIFEST first, each file as it was at one moment, the same bytes for the same input.
#pragma once

#include <soak/analysis/archive_plan.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/manifest.hpp>
#include <soak/sys/background_tar.hpp>
#include <soak/sys/stable_read.hpp>
#include <soak/sys/tar_zstd.hpp>
#include <soak/sys/tree_walk.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

struct PackSettings {
  std::string source = "artifacts";
  std::vector<std::string> roots;     ///< relative paths to pack; empty: all of the source
  std::vector<std::string> excludes;  ///< names or globs, of a component or of the whole path
  PackLimits limits;
  int level = 3;
  std::optional<std::int64_t> fixed_time;                  ///< modification time of every member
  std::vector<std::pair<std::string, std::string>> notes;  ///< go into MANIFEST
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

namespace detail {

/// Named in MANIFEST and on stderr; the rest is counted.
inline constexpr std::size_t named_left_out = 100;

/// True if a pattern is the name of a component of `path`, or matches it, or matches the whole path.
[[nodiscard]] inline bool is_excluded(const std::string& path, const std::vector<std::string>& patterns) {
  const std::string name = path.substr(path.rfind('/') + 1);  // the walk has asked for the directories before
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    std::string_view plain = pattern;
    while (plain.ends_with('/')) plain.remove_suffix(1);
    const std::string glob(plain);
    return ::fnmatch(glob.c_str(), name.c_str(), FNM_PERIOD) == 0 ||
           ::fnmatch(glob.c_str(), path.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0;
  });
}

class Packer {
 public:
  /// `spool_directory` takes temporary files; `writer` null only makes the manifest.
  Packer(const PackSettings& settings, std::string spool_directory, BackgroundTarWriter* writer)
      : settings_(settings), reader_(std::move(spool_directory), std::size_t{1} << 20), writer_(writer) {}

  [[nodiscard]] Result<PackResult> run() {
    auto root = open_directory(settings_.source);
    if (!root) return root.error();
    std::vector<PackCandidate> candidates = find(*root);
    for (const PackCandidate& candidate : candidates) {
      auto taken = candidate.is_link ? take_link(*root, candidate.path) : take_file(*root, candidate.path);
      if (!taken) return taken.error();
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
    Tree tree;
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
      detail::append_escaped_path(text, file.path);
      append_manifest_note(head, "left-out-file", text);
    }
    result_.manifest.insert(0, head);
    result_.entries_at = head.size();
  }

  const PackSettings& settings_;
  StableReader reader_;
  BackgroundTarWriter* writer_;
  Sha256 sum_;
  PackResult result_;
  std::int64_t newest_ = 0;
};

}  // namespace detail

/// What an archive would hold, read but not written.
[[nodiscard]] inline Result<PackResult> plan_pack(const PackSettings& settings) {
  return detail::Packer(settings, ".", nullptr).run();
}

namespace detail {

/// What reading a body back gave.
struct BodyFacts {
  std::string entries_sum;  ///< SHA-256 of the manifest lines that its members would have
  std::string bytes_sum;    ///< of its bytes
};

/// Reads a tar of members, to hold it against what was meant to be written.
[[nodiscard]] inline Result<BodyFacts> read_body(ByteSource source, const std::string& name) {
  Sha256 entries;
  Sha256 bytes;
  Sha256 content;
  entries.begin();
  bytes.begin();
  TarZstdReader reader(std::move(source), name, [&](std::string_view part) { bytes.add(part); });
  TarEntry member;
  std::string line;
  while (true) {
    const auto more = reader.next(member);
    if (!more) return more.error();
    if (!*more) break;
    const bool is_link = member.kind == TarEntry::Kind::link;
    content.begin();
    if (is_link) content.add(member.target);
    auto read = reader.visit_data([&](std::string_view part) {
      content.add(part);
      return Result<void>();
    });
    if (!read) return read.error();
    line.clear();
    append_manifest_entry(line, content.hex(), member.path, is_link);
    entries.add(line);
  }
  if (auto drained = reader.drain(); !drained) return drained.error();
  return BodyFacts{entries.hex(), bytes.hex()};
}

/// The zstd frame that goes in front of a body: MANIFEST as a tar member.
[[nodiscard]] inline Result<void> write_head(int out, const std::string& name, int level, const std::string& manifest,
                                             std::int64_t modified_sec) {
  TarZstdWriter head(out, name, level, TarFormat::raw);
  const std::string header = ustar_header(manifest_name, manifest.size(), modified_sec);
  const std::string padding((512 - manifest.size() % 512) % 512, '\0');
  for (const std::string_view part :
       {std::string_view(header), std::string_view(manifest), std::string_view(padding)}) {
    if (auto done = head.data(part); !done) return done;
  }
  return head.finish();
}

/// Reads a whole archive back: its first member must be `manifest`, the bytes from `body_at` on those of the body that
/// was verified. Gives the SHA-256 of the file.
[[nodiscard]] inline Result<std::string> read_back(int fd, const std::string& name, const std::string& manifest,
                                                   std::uint64_t body_at, const std::string& body_sum) {
  const Error differs{Errc::output_failed, "cannot write " + printable(name) + ": reading it back gave something else"};
  Sha256 whole;
  Sha256 body;
  whole.begin();
  body.begin();
  std::uint64_t seen = 0;
  if (!rewind_file(fd)) return errno_error(Errc::output_failed, "read back", name, errno);
  TarZstdReader reader(bytes_of(fd), name, [&](std::string_view part) {
    whole.add(part);
    const std::uint64_t before = seen;
    seen += part.size();
    if (seen > body_at) body.add(part.substr(static_cast<std::size_t>(before < body_at ? body_at - before : 0)));
  });
  TarEntry member;
  const auto more = reader.next(member);
  if (!more || !*more || member.path != manifest_name || member.size != manifest.size()) return differs;
  std::string_view rest = manifest;
  auto same = reader.visit_data([&](std::string_view part) -> Result<void> {
    if (!rest.starts_with(part)) return differs;
    rest.remove_prefix(part.size());
    return {};
  });
  if (!same || !rest.empty() || !reader.drain()) return differs;
  if (body.hex() != body_sum) return differs;
  return whole.hex();
}

}  // namespace detail

/// Writes an archive to the descriptor `out`, called `name` in messages, and verifies it; `directory` takes temporary
/// files. The members are read once and compressed into a temporary file, which is read back as it grows; then
/// MANIFEST, which is known only now, goes in front of them as a zstd frame of its own. Fills in `sha256`.
[[nodiscard]] inline Result<PackResult> pack_to(int out, const std::string& name, const std::string& directory,
                                                const PackSettings& settings, std::string& sha256) {
  const Fd body = StableReader::unnamed_file(directory);
  if (!body) return errno_error(Errc::output_failed, "write a temporary file in", directory, errno);
  GrowingFile growing(body.get());
  Result<detail::BodyFacts> facts = Error{Errc::output_failed, {}};
  std::jthread follower([&] { facts = detail::read_body(growing.source(), name); });
  BackgroundTarWriter members(growing, body.get(), name,
                              settings.level);  // ends before the follower, which waits for it
  detail::Packer packer(settings, directory, &members);
  auto result = packer.run();
  const auto written = members.finish();
  follower.join();
  if (!result) return result;
  if (!written) return written.error();
  const std::string entries_sum = sha256_hex(std::string_view(result->manifest).substr(result->entries_at));
  if (!facts || facts->entries_sum != entries_sum) {
    return Error{Errc::output_failed, "cannot write " + printable(name) + ": reading it back gave something else" +
                                          (facts ? "" : " (" + facts.error().message + ")")};
  }
  auto head = detail::write_head(out, name, settings.level, result->manifest, packer.newest());
  if (!head) return head.error();
  const auto body_at = file_position(out);
  if (!copy_content(body.get(), out)) return errno_error(Errc::output_failed, "write", name, errno);
  auto sum = detail::read_back(out, name, result->manifest, body_at, facts->bytes_sum);
  if (!sum) return sum.error();
  sha256 = std::move(*sum);
  return result;
}

}  // namespace soak
