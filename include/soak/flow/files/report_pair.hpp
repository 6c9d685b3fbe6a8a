// SOAK_SUMMARY.json and VIOLATIONS.json of one run. They are two files: who reads both may catch them while they are
// replaced, or find what a crash between the two renames left.
#pragma once

#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/violation_json.hpp>
#include <soak/sys/clock/clock.hpp>

#include <cstddef>
#include <future>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// Where they are; one of them may be "-", standard input.
struct ReportPaths {
  std::string summary;
  std::string violations;
};

struct ReportPair {
  Summary summary;
  ViolationList violations;
};

namespace files_detail {

struct SummedViolations {
  ViolationList list;
  std::string sha256;
};

[[nodiscard]] inline Result<SummedViolations> read_summed_violations(const std::string& path, std::size_t max_bytes) {
  std::string sha256;
  const auto parse = [&](std::string_view text) {
    sha256 = sha256_hex(text);
    return parse_violations(text);
  };
  auto list = read_artifact_text(path, parse, max_bytes);
  if (!list) return list.error();
  return SummedViolations{std::move(*list), std::move(sha256)};
}

/// The error is the summary's if both have one.
template <class ParseSummary>
[[nodiscard]] Result<std::pair<Summary, SummedViolations>> read_both(const ReportPaths& paths,
                                                                     const ParseSummary& parse_summary,
                                                                     std::size_t max_bytes) {
  auto reading = std::async(std::launch::async, [&] { return read_summed_violations(paths.violations, max_bytes); });
  auto summary = read_artifact_text(paths.summary, parse_summary, max_bytes);
  auto violations = reading.get();
  if (!summary) return summary.error();
  if (!violations) return violations.error();
  return std::pair(std::move(*summary), std::move(*violations));
}

/// A summary that names no sums (an older one, or the original's) belongs to whatever is beside it.
[[nodiscard]] inline bool are_of_one_run(const std::pair<Summary, SummedViolations>& pair) {
  const std::string_view expected = sum_of(pair.first.files, artifact_name::violations);
  return expected.empty() || expected == pair.second.sha256;
}

}  // namespace files_detail

/// Reads both at the same time. If they are of two runs they are read once more, since somebody may be replacing them
/// at this moment; then that is an error.
template <class ParseSummary>
[[nodiscard]] Result<ReportPair> read_report_pair(const ReportPaths& paths, const ParseSummary& parse_summary,
                                                  std::size_t max_bytes) {
  const bool is_piped = paths.summary == "-" || paths.violations == "-";
  for (int attempt = 0; attempt < (is_piped ? 1 : 2); ++attempt) {
    if (attempt > 0) pause_briefly();
    auto pair = files_detail::read_both(paths, parse_summary, max_bytes);
    if (!pair) return pair.error();
    if (files_detail::are_of_one_run(*pair)) return ReportPair{std::move(pair->first), std::move(pair->second.list)};
  }
  return unusable_file(paths.violations,
                       "it is of another run than " + printable(paths.summary) +
                           ", which names its SHA-256: an analysis was interrupted, or one of the two "
                           "was replaced; run analyze_post_soak again");
}

}  // namespace soak
