// The cron sentinel: which targets are fresh, which are not.
#pragma once

#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/files/output_set.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/daily/sentinel_report.hpp>
#include <soak/sys/file/file_info.hpp>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace daily_detail {

[[nodiscard]] inline Result<std::optional<Instant>> document_time(const std::string& path) {
  if (path.ends_with(".json")) return read_artifact(path, time_inside);
  if (!path.ends_with(".jsonl")) return std::optional<Instant>();
  auto end = read_end(path, std::size_t{64} << 10);
  if (!end) return end.error();
  end->resize(end->find_last_not_of('\n') + 1);  // npos + 1 is 0
  const auto document = parse_json(std::string_view(*end).substr(end->rfind('\n') + 1));
  if (!document) return unusable_file(path, "its last line: " + document.error().message);
  auto time = time_inside(*document);
  if (!time) return unusable_file(path, "its last line: " + time.error().message);
  return time;
}

}  // namespace daily_detail

/// The time inside an artifact where it has one, else that of its last change. A file that should be JSON and is not is
/// no observation at all.
[[nodiscard]] inline FreshObservation observe_freshness(const std::string& path) {
  const auto modified = modified_at(path);
  if (!modified) return {{}, unreadable_file(modified.error(), path).message};
  const auto inside = daily_detail::document_time(path);
  if (!inside) return {{}, inside.error().message};
  return {*inside ? *inside : *modified, {}};
}

[[nodiscard]] inline SentinelReport run_sentinel(const std::vector<FreshTarget>& targets, std::chrono::seconds grace,
                                                 Instant now) {
  SentinelReport report{{}, now};
  for (const FreshTarget& target : targets) {
    report.verdicts.push_back(judge_freshness(target, observe_freshness(target.path), grace, now));
  }
  return report;
}

/// Writes CRON_SENTINEL.md and CRON_SENTINEL.json, both or neither.
[[nodiscard]] inline Result<void> write_sentinel(const std::string& directory, const SentinelReport& report,
                                                 Instant shown_time) {
  const auto written =
      write_page_and_document(directory, {artifact_name::cron_sentinel_page, sentinel_markdown(report, shown_time)},
                              {artifact_name::cron_sentinel, sentinel_json(report)});
  if (!written) return written.error();
  return {};
}

}  // namespace soak
