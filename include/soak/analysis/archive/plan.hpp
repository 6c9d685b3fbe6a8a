// What goes into an archive and in which order, which archives may go, and which paths are safe to write to.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/model/artifacts/names.hpp>

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Key files go first, in this order, so that limits cut the others.
inline constexpr std::array<std::string_view, 14> key_files{artifact_name::kpi_gate,
                                                            artifact_name::validation,
                                                            artifact_name::validation_page,
                                                            artifact_name::edge_report,
                                                            artifact_name::edge_sentinel,
                                                            artifact_name::journal,
                                                            artifact_name::digest,
                                                            artifact_name::rollup,
                                                            artifact_name::rollup_page,
                                                            artifact_name::release_stamp,
                                                            artifact_name::quick_cmds,
                                                            artifact_name::cron_sentinel,
                                                            artifact_name::cron_sentinel_page,
                                                            "state/last_export_status.json"};

/// What the tools themselves pack is never packed again, nor the window store, which the windows make anew.
inline constexpr std::array<std::string_view, 4> never_packed{artifact_dir::archive, artifact_dir::failures,
                                                              artifact_dir::dist, "state/windows"};

/// A file or link found below the source.
struct PackCandidate {
  std::string path;  ///< relative to the source
  bool is_link = false;
  std::uint64_t size = 0;
};

struct PackLimits {
  bool light_types_only = true;
  std::size_t max_files = SIZE_MAX;
  std::uint64_t max_bytes = UINT64_MAX;
};

struct LeftOut {
  std::string path;
  std::string reason;
};

/// .json, .jsonl, .md, .log, and journals that were set aside (SOAK_JOURNAL.jsonl.torn-…).
[[nodiscard]] inline bool is_light_type(std::string_view path) noexcept {
  for (const std::string_view suffix : {".json", ".jsonl", ".md", ".log"}) {
    if (path.ends_with(suffix)) return true;
  }
  return path.substr(path.rfind('/') + 1).find(".jsonl.") != std::string_view::npos;
}

/// A file that an interrupted writer left: ".NAME.0123456789abcdef.soak-tmp".
[[nodiscard]] inline bool is_staged_name(std::string_view path) noexcept {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return name.starts_with('.') && name.ends_with(".soak-tmp");
}

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

/// The order of an archive: key files, then by path.
inline void sort_for_packing(std::vector<PackCandidate>& candidates) {
  const auto rank = [](const PackCandidate& candidate) {
    return std::find(key_files.begin(), key_files.end(), candidate.path) - key_files.begin();
  };
  std::sort(candidates.begin(), candidates.end(), [&](const PackCandidate& a, const PackCandidate& b) {
    const auto p = rank(a);
    const auto q = rank(b);
    return p != q ? p < q : a.path < b.path;
  });
}

/// Keeps of the sorted `candidates` what the limits allow; what does not fit is passed to `leave_out(path, reason)`,
/// and smaller ones after it may still get in.
template <class LeaveOut>
void apply_limits(std::vector<PackCandidate>& candidates, const PackLimits& limits, const LeaveOut& leave_out) {
  std::size_t kept = 0;
  std::uint64_t bytes = 0;
  for (PackCandidate& candidate : candidates) {
    const std::string_view reason = limits.light_types_only && !candidate.is_link && !is_light_type(candidate.path)
                                        ? "type"
                                    : kept >= limits.max_files                  ? "max-files"
                                    : candidate.size > limits.max_bytes - bytes ? "max-mb"
                                                                                : "";
    if (!reason.empty()) {
      leave_out(candidate.path, reason);
      continue;
    }
    bytes += candidate.size;
    if (&candidates[kept] != &candidate) candidates[kept] = std::move(candidate);
    ++kept;
  }
  candidates.resize(kept);
}

/// "20260115T120000Z": a time in a file name.
[[nodiscard]] inline std::string archive_stamp(Instant instant) {
  std::string text = format_iso8601(instant);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

inline constexpr std::string_view archive_suffix = ".tar.zst";

/// The time in an archive's name, "20260115T120000Z.tar.zst" or "20260115T120000Z-2.tar.zst"; nothing for other names.
[[nodiscard]] inline std::optional<Instant> archive_time(std::string_view name) {
  if (!name.ends_with(archive_suffix)) return std::nullopt;
  name.remove_suffix(archive_suffix.size());
  const auto dash = name.find('-');
  const std::string_view number = dash == name.npos ? "1" : name.substr(dash + 1);
  name = name.substr(0, dash);
  if (name.size() != 16 || number.empty() || number.find_first_not_of("0123456789") != number.npos) return std::nullopt;
  std::string iso(name);
  for (const std::size_t at : {13u, 11u}) iso.insert(at, ":");
  for (const std::size_t at : {6u, 4u}) iso.insert(at, "-");
  return parse_iso8601(iso);
}

/// Which of its second's archives a name is: 1 for "20260115T120000Z.tar.zst", 2 for "20260115T120000Z-2.tar.zst".
/// Precondition: archive_time() knows the name. A number beyond all reason is 0.
[[nodiscard]] inline std::uint64_t archive_number(std::string_view name) noexcept {
  const auto dash = name.find('-');
  std::uint64_t number = dash == name.npos ? 1 : 0;
  if (dash != name.npos) (void)std::from_chars(name.data() + dash + 1, name.data() + name.size(), number);
  return number;
}

namespace archive_detail {

/// Drops what has no archive's name, and puts the rest in the order of time.
inline void sort_archives(std::vector<std::string>& names) {
  std::erase_if(names, [](const std::string& name) { return !archive_time(name); });
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    const auto p = *archive_time(a);
    const auto q = *archive_time(b);
    return p != q ? p < q : a.size() != b.size() ? a.size() < b.size() : a < b;
  });
}

}  // namespace archive_detail

/// Nothing if none of the names is an archive's.
[[nodiscard]] inline std::optional<std::string> newest_archive(std::vector<std::string> names) {
  archive_detail::sort_archives(names);
  return names.empty() ? std::nullopt : std::optional(std::move(names.back()));
}

/// The archives among the names of a directory, newest first.
[[nodiscard]] inline std::vector<std::string> newest_first(std::vector<std::string> names) {
  archive_detail::sort_archives(names);
  std::reverse(names.begin(), names.end());
  return names;
}

struct KeepRules {
  std::optional<std::chrono::days> days;  ///< younger ones stay
  std::optional<std::size_t> last;        ///< the newest of this number stay

  [[nodiscard]] bool any() const noexcept { return days || last; }
};

/// Of an archive directory's names those that may be deleted, oldest first: what no rule keeps, but neither one that is
/// `needed` nor, where nothing is, the newest good one. One that is dated in the future, because the clock was once
/// ahead, stays and does not count as one of the newest. `is_good` is asked from the newest on until it says yes, and
/// not at all if something is needed, which is good; if none is good, nothing is deleted.
[[nodiscard]] inline std::vector<std::string> archives_to_delete(
    std::vector<std::string> names, const KeepRules& keep, Instant now, const std::vector<std::string>& needed,
    const std::function<bool(const std::string&)>& is_good) {
  const auto is_needed = [&](const std::string& name) {
    return std::find(needed.begin(), needed.end(), name) != needed.end();
  };
  archive_detail::sort_archives(names);
  std::erase_if(names, [&](const std::string& name) { return *archive_time(name) > now && !is_needed(name); });
  auto good = std::find_if(names.rbegin(), names.rend(), is_needed);
  if (good == names.rend()) good = std::find_if(names.rbegin(), names.rend(), is_good);
  std::vector<std::string> result;
  if (!keep.any() || good == names.rend()) return result;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_recent = keep.last && i + *keep.last >= names.size();
    const bool is_young = keep.days && now - *archive_time(names[i]) <= *keep.days;
    if (!is_recent && !is_young && names[i] != *good && !is_needed(names[i])) result.push_back(names[i]);
  }
  return result;
}

/// What may be deleted once a verified archive holds it: ITER windows, reports, journals that were set aside or
/// rotated. Never the live journal, the history, or the key files.
[[nodiscard]] inline bool is_cleanable(std::string_view path) noexcept {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (name.starts_with(artifact_name::window_prefix) && name.ends_with(artifact_name::window_suffix)) return true;
  if (name.starts_with(stem_of(artifact_name::journal)) && name != artifact_name::journal) {
    return name.find(".jsonl.") != name.npos || name.ends_with(".jsonl");
  }
  return path.starts_with("soak_reports/") || path.starts_with("reports/");
}

/// A relative path without "", "." or ".." in it: it stays where it is put.
[[nodiscard]] inline bool is_safe_path(std::string_view path) noexcept {
  if (path.empty() || path.size() > 4096 || path.find('\0') != path.npos) return false;
  while (true) {
    const auto slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == path.npos) return true;
    path.remove_prefix(slash + 1);
  }
}

/// True if a link at `path` that points to `target` stays inside the tree. ".." is allowed in front only: behind a name
/// it would be resolved against whatever that name links to.
[[nodiscard]] inline bool link_stays_inside(std::string_view path, std::string_view target) noexcept {
  auto depth = std::count(path.begin(), path.end(), '/');
  while (target == ".." || target.starts_with("../")) {
    if (depth-- == 0) return false;
    target.remove_prefix(target.size() == 2 ? 2 : 3);
    if (target.empty()) return true;
  }
  return is_safe_path(target);
}

}  // namespace soak
