// Looks at the windows of the run at hand, cheaply: of a directory of any size two files are read.
#pragma once

#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/analysis/watch/windows_look.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/file_info.hpp>
#include <soak/sys/file/file_list.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/file/unpacker.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

namespace soak {

namespace watch_detail {

struct WindowGlance {
  std::optional<Instant> time = std::nullopt;
  std::string source = {};
  std::string problem = {};
};

/// A compressed file or one of many windows says nothing here, which is no problem: an analysis reads it.
[[nodiscard]] inline WindowGlance glance_at(const std::string& path) {
  if (packing_of(path) != Packing::none) return {};
  const auto text = read_file(path, max_artifact_bytes);
  if (!text) return {{}, {}, text.error().message};
  const std::string_view first = std::string_view(*text).substr(0, end_of_json_value(*text));
  const auto document = parse_json(first);
  if (!document) return {{}, {}, unusable_file(path, document.error().message).message};
  WindowGlance glance;
  const auto time = first.size() == text->find_last_not_of(" \t\r\n") + 1
                        ? time_inside(*document)
                        : Result<std::optional<Instant>>(std::nullopt);
  if (time) glance.time = *time;
  glance.source = printable(text_or_nothing(find_member(*document, "source")).value_or(""), 40);
  return glance;
}

}  // namespace watch_detail

/// `reports_dir` is where an analysis would have left its summary.
[[nodiscard]] inline WindowsFacts read_windows_facts(const std::string& artifacts, const std::string& reports_dir) {
  WindowsFacts facts;
  facts.directory = path_in(path_in(artifacts, artifact_dir::soak), artifact_dir::latest);
  facts.has_summary = file_exists(path_in(reports_dir, artifact_name::summary));
  FileList files;
  if (is_directory(facts.directory)) {
    files.add_matches_in(facts.directory, {"ITER_SUMMARY_*.json", "*.json"}, unpacked_name);
  }
  facts.files = files.size();
  std::optional<std::pair<Instant, std::string>> newest;
  std::optional<std::pair<Instant, std::string>> oldest;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto time = modified_at(files.path(i));
    if (!time) continue;
    const std::pair found{*time, files.path(i)};
    newest = newest ? std::max(*newest, found) : found;
    oldest = oldest ? std::min(*oldest, found) : found;
  }
  if (!newest) return facts;
  const watch_detail::WindowGlance last = watch_detail::glance_at(newest->second);
  const watch_detail::WindowGlance first = watch_detail::glance_at(oldest->second);
  facts.newest = last.time ? last.time : newest->first;
  facts.source = is_simulated(first.source) ? first.source : last.source;
  facts.problem = last.problem;
  return facts;
}

}  // namespace soak
