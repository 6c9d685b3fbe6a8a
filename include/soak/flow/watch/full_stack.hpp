// The full stack validation: everything a release leans on, section by section.
#pragma once

#include <soak/analysis/archive/plan.hpp>
#include <soak/analysis/watch/validation_sections.hpp>
#include <soak/core/text/secret_scan.hpp>
#include <soak/flow/archive/read.hpp>
#include <soak/flow/artifacts/check_artifacts.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/tuning/verify_deltas.hpp>
#include <soak/flow/walk/journal.hpp>
#include <soak/flow/watch/installed_tools.hpp>
#include <soak/flow/watch/monitoring_files.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/artifacts/validation.hpp>
#include <soak/report/tuning/delta_lines.hpp>
#include <soak/sys/file/tree_walk.hpp>
#include <soak/sys/process/process.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct FullStackSettings {
  std::span<const std::string_view> tools = {};  ///< that must be installed
  std::string artifacts{default_dir::artifacts};
  std::string dashboards = "ops/grafana";
  std::string rules = "ops/prometheus";
  std::vector<std::string> skip;  ///< names of sections
  /// Asks Redis for a sign of life; null: none was named.
  std::function<Result<std::string>()> ping_redis;
  Unpacker unpacker;  ///< of compressed windows; null: they cannot be read
};

namespace watch_detail {

[[nodiscard]] inline ValidationSection check_tools(const FullStackSettings& settings) {
  return SectionCheck{settings.tools.size(), tool_errors(settings.tools)}.section("tools", "tools run");
}

[[nodiscard]] inline ValidationSection check_key_artifacts(const std::string& directory) {
  ArtifactCheck acceptance = check_artifacts(directory, false);
  return SectionCheck{acceptance.files_checked, std::move(acceptance.errors)}.section("artifacts", "artifacts checked");
}

[[nodiscard]] inline ValidationSection check_gate(const std::string& directory) {
  const std::string path = path_in(directory, artifact_name::kpi_gate);
  if (!file_exists(path)) return skipped_section("gate", "there is no " + ascii_only(printable(path)));
  const auto gate = read_artifact(path, gate_of);
  if (!gate) return {"gate", SectionStatus::fail, ascii_only(gate.error().message)};
  return gate_section(*gate);
}

[[nodiscard]] inline ValidationSection check_journal_chain(const std::string& directory) {
  const std::string path = path_in(directory, artifact_name::journal);
  if (!file_exists(path)) return skipped_section("journal", "there is no " + ascii_only(printable(path)));
  const auto check = check_journal(path);
  SectionCheck result;
  if (!check) result.errors.push_back(check.error().message);
  if (check) result.checked = check->records;
  if (check && check->broken) result.errors.push_back(check->broken->text());
  return result.section("journal", "lines in the chain");
}

[[nodiscard]] inline ValidationSection check_dashboards(const FullStackSettings& settings) {
  MonitoringCheck check = check_monitoring_files({settings.dashboards, settings.rules});
  if (check.files == 0) return skipped_section("dashboards", "no dashboards and no rules are there");
  std::string what = "dashboards and rules valid";
  for (const std::string& program : check.absent) what += ", not checked by " + program + ": not installed";
  return SectionCheck{check.files, std::move(check.errors)}.section("dashboards", what);
}

[[nodiscard]] inline ValidationSection check_last_archive(const std::string& directory, Instant now) {
  const auto newest = newest_archive(names_in(directory + "/archive", "", archive_suffix));
  if (!newest) return skipped_section("archive", "there is no archive yet");
  const auto archive = verify_archive(directory + "/archive/" + *newest);
  if (!archive) return {"archive", SectionStatus::fail, ascii_only(archive.error().message)};
  return archive_section(*newest, archive->facts.files, now);
}

[[nodiscard]] inline ValidationSection check_redis(const FullStackSettings& settings) {
  if (!settings.ping_redis) return skipped_section("redis", "no Redis was named (--redis-url or REDIS_URL)");
  const auto answer = settings.ping_redis();
  if (!answer) return {"redis", SectionStatus::fail, ascii_only(answer.error().message)};
  return {"redis", SectionStatus::ok, ascii_only(*answer)};
}

[[nodiscard]] inline ValidationSection check_secrets(const std::string& directory) {
  const auto root = open_directory(directory);
  if (!root) return {"secrets", SectionStatus::fail, ascii_only(root.error().message)};
  const auto skip = [](const std::string& path) {
    return std::find(never_packed.begin(), never_packed.end(), path) != never_packed.end();
  };
  SectionCheck result;
  WalkedTree tree = walk_tree(*root, skip);
  std::sort(tree.entries.begin(), tree.entries.end(),
            [](const TreeEntry& a, const TreeEntry& b) { return a.path < b.path; });
  for (const TreeProblem& problem : tree.problems) result.errors.push_back(problem.path + ": " + problem.reason);
  for (const TreeEntry& entry : tree.entries) {
    if (entry.is_link || !is_light_type(entry.path)) continue;
    ++result.checked;
    const auto text = read_file(directory + "/" + entry.path, max_report_bytes);
    if (!text) {
      result.errors.push_back(text.error().message);
      continue;
    }
    for (const SecretHit& hit : find_secrets(*text)) result.errors.push_back(secret_error(entry.path, hit));
  }
  return result.section("secrets", "files scanned");
}

/// Whether the tuning of the run at hand came: its report is verify_deltas_applied's business.
[[nodiscard]] inline ValidationSection check_tuning(const FullStackSettings& settings, Instant now) {
  const std::string windows = path_in(path_in(settings.artifacts, artifact_dir::soak), artifact_dir::latest);
  auto input = read_tuning(windows, settings.unpacker);
  if (!input || !has_tuning(*input)) {
    return skipped_section("tuning", "no window in " + ascii_only(printable(windows)) + " records tuning");
  }
  const DeltaVerification verification = verify_deltas(std::move(*input), DeltaLimits{}, now);
  return {"tuning", verification.passes() ? SectionStatus::ok : SectionStatus::fail, delta_sentence(verification)};
}

}  // namespace watch_detail

[[nodiscard]] inline Validation validate_full_stack(const FullStackSettings& settings, Instant now) {
  Validation validation;
  validation.ts = epoch_seconds(now);
  const std::array<std::function<ValidationSection()>, validation_sections.size()> checks{
      [&] { return watch_detail::check_tools(settings); },
      [&] { return watch_detail::check_key_artifacts(settings.artifacts); },
      [&] { return watch_detail::check_gate(settings.artifacts); },
      [&] { return watch_detail::check_journal_chain(settings.artifacts); },
      [&] { return watch_detail::check_dashboards(settings); },
      [&] { return watch_detail::check_last_archive(settings.artifacts, now); },
      [&] { return watch_detail::check_redis(settings); },
      [&] { return watch_detail::check_secrets(settings.artifacts); },
      [&] { return watch_detail::check_tuning(settings, now); }};
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const std::string_view name = validation_sections[i];
    const bool is_skipped = std::find(settings.skip.begin(), settings.skip.end(), name) != settings.skip.end();
    validation.sections.push_back(is_skipped ? skipped_section(name, "--skip " + std::string(name)) : checks[i]());
  }
  return validation;
}

}  // namespace soak
