// Reading archives: verified against MANIFEST and .sha256 before anything is believed, listed, or extracted.
#pragma once

#include <soak/analysis/archive/plan.hpp>
#include <soak/model/artifacts/manifest.hpp>
#include <soak/model/digest.hpp>
#include <soak/report/archive/archive_lines.hpp>
#include <soak/sys/archive/tar_zstd.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/file/tree_write.hpp>
#include <soak/sys/progress.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// How much an archive may hold: a small file can expand to anything.
struct ArchiveBounds {
  std::uint64_t max_bytes = std::uint64_t{1} << 40;  ///< of content
  std::uint64_t max_ratio = 1000;  ///< bytes of content for each byte of the archive, beyond free_bytes; 0: any number
  std::size_t max_members = 10'000'000;

  static constexpr std::uint64_t free_bytes = std::uint64_t{64} << 20;

  [[nodiscard]] std::uint64_t content_limit(std::uint64_t archive_bytes) const noexcept {
    if (max_ratio == 0 || archive_bytes > UINT64_MAX / max_ratio) return max_bytes;
    return std::min(max_bytes, std::max(free_bytes, archive_bytes * max_ratio));
  }
};

/// What a verified archive holds.
struct ArchiveFacts {
  std::string sha256;  ///< of the whole file
  std::string manifest;
  std::size_t files = 0;
  std::size_t links = 0;
  std::uint64_t bytes = 0;  ///< of content
};

/// Sees the members while they are read. `data` gets a file's content in parts, `end` is called behind its last part,
/// once its sum was found right.
struct ArchiveVisitor {
  std::function<Result<void>(const TarEntry&)> begin = [](const TarEntry&) { return Result<void>(); };
  std::function<Result<void>(std::string_view)> data = [](std::string_view) { return Result<void>(); };
  std::function<Result<void>()> end = [] { return Result<void>(); };
};

[[nodiscard]] inline ArchiveTotals totals_of(const ArchiveFacts& facts) {
  return {facts.files, facts.links, facts.bytes, 0, facts.sha256};
}

namespace archive_detail {

class ArchiveScan {
 public:
  ArchiveScan(int fd, const std::string& name, const ArchiveBounds& bounds, const ArchiveVisitor& visitor)
      : name_(name),
        max_bytes_(bounds.content_limit(file_size(fd))),
        max_members_(bounds.max_members),
        visitor_(visitor),
        progress_("verifying", file_size(fd), ProgressUnit::bytes),
        reader_(bytes_of(fd), name, [this](std::string_view bytes) {
          whole_.add(bytes);
          progress_.advance(bytes.size());
        }) {}

  [[nodiscard]] Result<ArchiveFacts> run() {
    TarEntry member;
    reader_.limit(max_manifest_bytes + tar_slack);
    if (auto manifest = read_manifest(member); !manifest) return manifest.error();
    ManifestCursor cursor(facts_.manifest);
    // A member's headers and padding are less than 64 times its line in MANIFEST.
    const std::uint64_t around = 65 * facts_.manifest.size() + tar_slack;
    reader_.limit(max_bytes_ > UINT64_MAX - around ? UINT64_MAX : max_bytes_ + around);
    while (true) {
      const auto more = reader_.next(member);
      if (!more) return more.error();
      const auto expected = cursor.next();
      if (!*more && !expected) break;
      if (!*more) return wrong(expected->path, "is in MANIFEST but not in the archive");
      if (!expected) return wrong(member.path, "is in the archive but not in MANIFEST");
      if (auto checked = check_member(member, *expected); !checked) return checked.error();
    }
    if (!cursor.is_whole()) return corrupt("its MANIFEST is malformed");
    if (auto drained = reader_.drain(); !drained) return drained.error();
    facts_.sha256 = whole_.hex();
    return std::move(facts_);
  }

 private:
  [[nodiscard]] Error corrupt(const std::string& reason) const {
    return {Errc::corrupt, printable(name_) + ": " + reason};
  }
  [[nodiscard]] Error wrong(std::string_view path, const std::string& reason) const {
    return corrupt(printable(path) + " " + reason);
  }

  [[nodiscard]] Result<void> read_manifest(TarEntry& member) {
    const auto more = reader_.next(member);
    if (!more) return more.error();
    if (!*more || member.path != manifest_name || member.kind != TarEntry::Kind::file) {
      return corrupt("its first member is not MANIFEST: no archive of soak");
    }
    if (member.size > max_manifest_bytes) return corrupt("its MANIFEST is too large");
    if (auto begun = visitor_.begin(member); !begun) return begun;
    auto read = reader_.visit_data([&](std::string_view part) {
      facts_.manifest += part;
      return visitor_.data(part);
    });
    if (!read) return read;
    if (!facts_.manifest.starts_with(manifest_first_line)) return corrupt("its MANIFEST is malformed");
    return visitor_.end();
  }

  [[nodiscard]] Result<void> check_member(const TarEntry& member, const ManifestEntry& expected) {
    const bool is_link = member.kind == TarEntry::Kind::link;
    if (member.kind == TarEntry::Kind::other) return wrong(member.path, "is neither a file nor a symbolic link");
    if (member.path != expected.path || is_link != expected.is_link) {
      return wrong(member.path, "stands where MANIFEST has " + printable(expected.path));
    }
    if (member.size > max_bytes_ - facts_.bytes) {
      return corrupt("it holds more than its limit of " + std::to_string(max_bytes_) + " bytes");
    }
    facts_.bytes += member.size;
    ++(is_link ? facts_.links : facts_.files);
    if (facts_.links + facts_.files > max_members_) {
      return corrupt("it holds more than its limit of " + std::to_string(max_members_) + " members");
    }
    if (auto begun = visitor_.begin(member); !begun) return begun;
    sum_.begin();
    if (is_link) sum_.add(member.target);
    auto read = reader_.visit_data([&](std::string_view part) {
      sum_.add(part);
      return visitor_.data(part);
    });
    if (!read) return read;
    if (sum_.hex() != expected.sha256) return wrong(member.path, "does not have the content that MANIFEST says");
    return visitor_.end();
  }

  static constexpr std::uint64_t tar_slack = std::uint64_t{16} << 20;

  const std::string& name_;
  std::uint64_t max_bytes_;
  std::size_t max_members_;
  const ArchiveVisitor& visitor_;
  Sha256 whole_;
  Sha256 sum_;
  ArchiveFacts facts_;
  Progress progress_;
  TarZstdReader reader_;
};

}  // namespace archive_detail

/// Reads a whole archive from a descriptor at its beginning, and holds every member against MANIFEST.
[[nodiscard]] inline Result<ArchiveFacts> scan_archive(int fd, const std::string& name,
                                                       const ArchiveBounds& bounds = {},
                                                       const ArchiveVisitor& visitor = {}) {
  return archive_detail::ArchiveScan(fd, name, bounds, visitor).run();
}

/// An archive that was verified, still open at its beginning.
struct VerifiedArchive {
  Fd fd;
  ArchiveFacts facts;
};

/// Verifies FILE against FILE.sha256 and its MANIFEST; one flipped bit anywhere is found. Errc::corrupt if it is not
/// what it was, Errc::input_unusable if it cannot be read.
[[nodiscard]] inline Result<VerifiedArchive> verify_archive(const std::string& path, const ArchiveBounds& bounds = {}) {
  VerifiedArchive archive{open_regular(path), {}};
  if (!archive.fd) return errno_error(Errc::input_unusable, "read", path, errno);
  const auto sidecar = read_file(path + ".sha256", 8192);
  if (!sidecar) return Error{Errc::corrupt, printable(path) + ": " + sidecar.error().message};
  const auto sum = sum_of(*sidecar, file_name_of(path));
  if (!sum) return Error{Errc::corrupt, printable(path) + ".sha256: not the line that sha256sum writes for this name"};
  auto facts = scan_archive(archive.fd.get(), path, bounds);
  if (!facts) return facts.error();
  if (facts->sha256 != *sum) {
    return Error{Errc::corrupt, printable(path) + ": its bytes do not have the sum in " + printable(path) + ".sha256"};
  }
  archive.facts = std::move(*facts);
  if (!rewind_file(archive.fd.get())) return errno_error(Errc::input_unusable, "read", path, errno);
  return archive;
}

/// One line a member: size, a blank, the path; a link's target behind " -> ".
[[nodiscard]] inline Result<std::string> list_archive(const std::string& path, const ArchiveBounds& bounds = {}) {
  std::string lines;
  ArchiveVisitor visitor;
  visitor.begin = [&](const TarEntry& member) {
    const bool is_link = member.kind == TarEntry::Kind::link;
    lines += archive_member_line(member.size, member.path,
                                 is_link ? std::optional<std::string_view>(member.target) : std::nullopt);
    return Result<void>();
  };
  auto archive = verify_archive(path, bounds);
  if (!archive) return archive.error();
  if (auto scanned = scan_archive(archive->fd.get(), path, bounds, visitor); !scanned) return scanned.error();
  return lines;
}

struct ExtractResult {
  ArchiveFacts facts;
  std::vector<std::string> refused;  ///< links that would leave the directory
};

/// Extracts a verified archive to `directory`, which must be new or empty and appears whole, once all of it is on disk.
/// No path and no link leaves it, only plain files and links are made.
[[nodiscard]] inline Result<ExtractResult> extract_archive(const std::string& path, const std::string& directory,
                                                           const ArchiveBounds& bounds) {
  auto archive = verify_archive(path, bounds);
  if (!archive) return archive.error();
  std::string_view manifest = archive->facts.manifest;
  ManifestCursor cursor(manifest);
  while (const auto entry = cursor.next()) {
    if (!is_safe_path(entry->path)) {
      return Error{Errc::corrupt, printable(path) + ": " + printable(entry->path) + " is not a path to extract to"};
    }
  }
  auto tree = TreeWriter::stage(directory);
  if (!tree) return tree.error();
  ExtractResult result;
  std::vector<std::pair<std::string, std::string>> links;
  Fd file;
  ArchiveVisitor visitor;
  visitor.begin = [&](const TarEntry& member) -> Result<void> {
    file = Fd();
    if (member.kind == TarEntry::Kind::link) {
      const bool is_safe = link_stays_inside(member.path, member.target);
      if (is_safe) links.emplace_back(member.path, member.target);
      if (!is_safe) result.refused.push_back(member.path + " -> " + member.target);
      return {};
    }
    auto created = tree->create_file(member.path, member.is_executable);
    if (!created) return created.error();
    file = std::move(*created);
    return {};
  };
  visitor.data = [&](std::string_view part) -> Result<void> {
    if (!file || write_full(file.get(), part)) return {};
    return errno_error(Errc::output_failed, "write into", directory, errno);
  };
  auto facts = scan_archive(archive->fd.get(), path, bounds, visitor);
  if (!facts) return facts.error();
  // Links come last, so no file is ever written through one.
  for (const auto& [link, target] : links) {
    if (auto made = tree->create_link(link, target); !made) return made.error();
  }
  file = Fd();
  if (auto committed = tree->commit(); !committed) return committed.error();
  result.facts = std::move(*facts);
  return result;
}

}  // namespace soak
