// What artifacts_archive does with an archive that is there.
#pragma once

#include "pack_options.hpp"

#include <string>

namespace soak::cli {

using Outcome = Result<ExitStatus>;

[[nodiscard]] inline Outcome show(const std::string& text, bool is_ok) {
  if (auto shown = print(text); !shown) return shown.error();
  return is_ok ? ExitStatus::done : ExitStatus::negative;
}

[[nodiscard]] inline Outcome verify_mode(const std::string& path) {
  const auto archive = verify_archive(path);
  if (!archive) return archive.error();
  return show(archive_verify_line(totals_of(archive->facts)), true);
}

[[nodiscard]] inline Outcome extract_mode(const std::string& path, const std::string& directory, double max_mb) {
  ArchiveBounds bounds;
  bounds.max_bytes = static_cast<std::uint64_t>(max_mb * 1e6);
  const auto result = extract_archive(path, directory, bounds);
  if (!result) return result.error();
  for (const std::string& link : result->refused) {
    diagnose(Severity::warn, "link not made, it leads out: " + ascii_only(printable(link)));
  }
  const std::size_t links = result->facts.links - result->refused.size();
  return show(archive_extract_line(result->facts.files, links, result->refused.size()), true);
}

[[nodiscard]] inline Outcome list_mode(const std::string& path) {
  const auto lines = list_archive(path);
  if (!lines) return lines.error();
  return show(*lines, true);
}

/// Prints an outcome's lines, and each problem on stderr; problems make exit status 1.
[[nodiscard]] inline Outcome finish(const std::string& text, const std::vector<std::string>& problems) {
  for (const std::string& problem : problems) diagnose(Severity::error, ascii_only(problem));
  return show(text, problems.empty());
}

}  // namespace soak::cli
