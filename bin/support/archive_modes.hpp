// What artifacts_archive does with an archive that is there.
#pragma once

#include "pack_options.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace soak::cli {

using Outcome = Result<ExitStatus>;

[[nodiscard]] inline Outcome show(const std::string& text, bool is_ok) {
  if (auto shown = print(text); !shown) return shown.error();
  return is_ok ? ExitStatus::done : ExitStatus::negative;
}

inline void append(std::vector<std::string>& lines, const std::vector<std::string>& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

/// Who names a size wants what it takes; otherwise an archive may not expand beyond reason.
[[nodiscard]] inline ArchiveBounds archive_bounds(double max_mb) {
  ArchiveBounds bounds;
  if (max_mb > 0) bounds = {.max_bytes = static_cast<std::uint64_t>(max_mb * 1e6), .max_ratio = 0};
  return bounds;
}

[[nodiscard]] inline Outcome verify_mode(const std::string& path, const ArchiveBounds& bounds) {
  const auto archive = verify_archive(path, bounds);
  if (!archive) return archive.error();
  return show(archive_verify_line(totals_of(archive->facts)), true);
}

[[nodiscard]] inline Outcome extract_mode(const std::string& path, const std::string& directory, ArchiveBounds bounds) {
  constexpr std::uint64_t usual_bytes = 4'096'000'000;
  if (bounds.max_ratio != 0) bounds.max_bytes = usual_bytes;
  const auto result = extract_archive(path, directory, bounds);
  if (!result) return result.error();
  for (const std::string& link : result->refused) {
    diagnose(Severity::warn, "link not made, it leads out: " + ascii_only(printable(link)));
  }
  const std::size_t links = result->facts.links - result->refused.size();
  return show(archive_extract_line(result->facts.files, links, result->refused.size()), true);
}

[[nodiscard]] inline Outcome list_mode(const std::string& path, const ArchiveBounds& bounds) {
  const auto lines = list_archive(path, bounds);
  if (!lines) return lines.error();
  return show(*lines, true);
}

/// Prints an outcome's lines, and each problem on stderr; problems make exit status 1.
[[nodiscard]] inline Outcome finish(const std::string& text, const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) diagnose(Severity::error, ascii_only(problem));
  return show(text, problems.empty());
}

}  // namespace soak::cli
