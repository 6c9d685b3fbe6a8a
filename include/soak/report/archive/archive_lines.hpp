// What the tools that pack, check and prune archives say on standard output. ASCII only.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// What an archive holds.
struct ArchiveTotals {
  std::size_t files = 0;
  std::size_t links = 0;
  std::uint64_t bytes = 0;  ///< of content
  std::size_t left_out = 0;
  std::string sha256 = {};
};

/// Appends "files=3 links=0 bytes=1234 left_out=0 sha256=…".
inline void add_totals(EventLine& line, const ArchiveTotals& totals) {
  line.field("files", totals.files)
      .field("links", totals.links)
      .field("bytes", totals.bytes)
      .field("left_out", totals.left_out)
      .field("sha256", totals.sha256);
}

[[nodiscard]] inline std::string archive_line(std::string_view path, const ArchiveTotals& totals) {
  EventLine line = event_line("archive").field("status", "OK").field("file", ascii_only(path));
  add_totals(line, totals);
  return line.line();
}

[[nodiscard]] inline std::string archive_clean_line(std::size_t deleted, std::uint64_t bytes, std::size_t kept) {
  return event_line("archive_clean")
      .field("deleted", deleted)
      .field("bytes", bytes)
      .field("kept_not_archived", kept)
      .line();
}

/// `failures`: snapshots that were deleted beside the archives.
[[nodiscard]] inline std::string archive_prune_line(std::size_t deleted, std::size_t failures) {
  return event_line("archive_prune").field("deleted", deleted).field("failures", failures).line();
}

[[nodiscard]] inline std::string archive_verify_line(const ArchiveTotals& totals) {
  return event_line("archive_verify")
      .field("status", "OK")
      .field("files", totals.files)
      .field("links", totals.links)
      .field("bytes", totals.bytes)
      .field("sha256", totals.sha256)
      .line();
}

[[nodiscard]] inline std::string archive_extract_line(std::size_t files, std::size_t links, std::size_t refused) {
  return event_line("archive_extract")
      .field("status", "OK")
      .field("files", files)
      .field("links", links)
      .field("refused", refused)
      .line();
}

/// One member of a listing: size, a blank, the path; a link's target behind " -> ".
[[nodiscard]] inline std::string archive_member_line(std::uint64_t size, std::string_view path,
                                                     std::optional<std::string_view> link_target) {
  std::string line = std::to_string(size) + " " + ascii_only(path);
  if (link_target) line += " -> " + ascii_only(*link_target);
  return line + "\n";
}

[[nodiscard]] inline std::string no_snapshot_line() {
  return event_line("snapshot_on_fail").field("status", "NONE").quoted("reason", "no FAIL in the journal").line();
}

/// `totals` null: the snapshot was there already.
[[nodiscard]] inline std::string snapshot_line(std::string_view path, std::string_view trigger,
                                               const ArchiveTotals* totals) {
  EventLine line = event_line("snapshot_on_fail")
                       .field("status", totals != nullptr ? "OK" : "EXISTS")
                       .field("file", ascii_only(path))
                       .quoted("trigger", trigger);
  if (totals != nullptr) add_totals(line, *totals);
  return line.line();
}

}  // namespace soak
