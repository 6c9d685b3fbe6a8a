// The release bundle: the same bytes for the same inputs, stamped with version, commit and sum.
#pragma once

#include <soak/analysis/archive/bundle_plan.hpp>
#include <soak/analysis/artifacts/readiness.hpp>
#include <soak/flow/archive/store.hpp>
#include <soak/flow/artifacts/artifact_files.hpp>
#include <soak/sys/git_head.hpp>
#include <soak/version.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct BundleSettings {
  std::string artifacts = "artifacts";  ///< relative to the working directory, as `includes`
  std::vector<std::string> includes;    ///< further files and directories
  std::string version{soak::version};
  std::string git_hash;  ///< empty: that of the working tree
  double min_readiness = default_min_readiness;
  std::int64_t source_date = 0;  ///< modification time of every member
  int level = 19;
};

struct BundleResult {
  StoredArchive archive;
  BundleStamp stamp;
  std::string git_hash;
};

namespace archive_detail {

inline constexpr std::array<std::string_view, 4> required_inputs{"KPI_GATE.json", "FULL_STACK_VALIDATION.json",
                                                                 "EDGE_REPORT.json", "EDGE_SENTINEL.json"};
inline constexpr std::array<std::string_view, 4> optional_inputs{"FULL_STACK_VALIDATION.md", "DAILY_DIGEST.md",
                                                                 "WEEKLY_ROLLUP.json", "WEEKLY_ROLLUP.md"};

[[nodiscard]] inline std::string plain_path(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

[[nodiscard]] inline Result<PackSettings> bundle_contents(const BundleSettings& settings) {
  PackSettings pack;
  pack.source = ".";
  pack.limits.light_types_only = false;
  pack.fixed_time = settings.source_date;
  pack.level = settings.level;
  const std::string artifacts = plain_path(settings.artifacts);
  for (const std::string_view name : required_inputs) pack.roots.push_back(artifacts + "/" + std::string(name));
  for (const std::string_view name : optional_inputs) {
    const std::string path = artifacts + "/" + std::string(name);
    if (file_exists(path)) pack.roots.push_back(path);
  }
  for (const std::string& include : settings.includes) pack.roots.push_back(plain_path(include));
  for (const std::string& root : pack.roots) {
    if (!is_safe_path(root)) {
      return Error{Errc::usage, "cannot bundle " + printable(root) + ": a path below the working directory is needed"};
    }
    if (!file_exists(root)) return errno_error(Errc::input_unusable, "bundle", root, ENOENT);
  }
  return pack;
}

[[nodiscard]] inline Result<BundleStamp> stamp_of(const boost::json::value& document) {
  BundleStamp stamp;
  const auto text = [&](const char* key) { return text_or_nothing(find_member(document, key)); };
  const double ts = number_or_gap(find_member(document, "ts"));
  if (!(ts >= 0 && ts < 1e11)) return Error{Errc::input_unusable, "/ts: expected seconds since the epoch"};
  for (auto [key, target] : {std::pair{"bundle", &stamp.bundle}, std::pair{"bundle_sha256", &stamp.bundle_sha256},
                             std::pair{"inputs_sha256", &stamp.inputs_sha256}}) {
    auto value = text(key);
    if (!value) return Error{Errc::input_unusable, "/" + std::string(key) + ": expected a string"};
    *target = std::move(*value);
  }
  stamp.ts = static_cast<std::int64_t>(ts);
  return stamp;
}

[[nodiscard]] inline std::string stamp_json(const BundleSettings& settings, const BundleResult& result) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("version", settings.version);
  json.member("git_hash", result.git_hash);
  json.member("bundle_sha256", result.stamp.bundle_sha256);
  json.member("ts", result.stamp.ts);
  json.member("bundle", result.stamp.bundle);
  json.member("inputs_sha256", result.stamp.inputs_sha256);
  json.end_object();
  return out + '\n';
}

}  // namespace archive_detail

[[nodiscard]] inline std::string stamp_path(const BundleSettings& settings) {
  return settings.artifacts + "/RELEASE_STAMP.json";
}

/// Verifies the bundle that the stamp names: its MANIFEST, its .sha256, and the stamp's own sum.
[[nodiscard]] inline Result<BundleStamp> verify_bundle(const BundleSettings& settings) {
  auto stamp = read_artifact(stamp_path(settings), archive_detail::stamp_of);
  if (!stamp) return stamp.error();
  const auto archive = verify_archive(stamp->bundle);
  if (!archive) return archive.error();
  if (archive->facts.sha256 != stamp->bundle_sha256) {
    return Error{Errc::corrupt, printable(stamp->bundle) + ": it is not the bundle that " +
                                    printable(stamp_path(settings)) + " was written for"};
  }
  return stamp;
}

/// Why a bundle may not be built now; nothing if it may.
[[nodiscard]] inline Result<std::optional<std::string>> closed_gate(const BundleSettings& settings) {
  if (auto contents = archive_detail::bundle_contents(settings); !contents) return contents.error();
  const auto readiness = read_artifact(settings.artifacts + "/KPI_GATE.json", readiness_of);
  if (!readiness) return readiness.error();
  if (*readiness >= settings.min_readiness) return std::optional<std::string>();
  return std::optional("readiness " + format_number(*readiness) + " is below " + format_number(settings.min_readiness));
}

/// Whether the bundle should be built anew.
[[nodiscard]] inline Result<BundleNeed> decide_bundle(const BundleSettings& settings, Instant now) {
  const auto contents = archive_detail::bundle_contents(settings);
  if (!contents) return contents.error();
  const auto plan = plan_pack(*contents);
  if (!plan) return plan.error();
  std::optional<BundleStamp> stamp;
  if (auto good = verify_bundle(settings)) stamp = std::move(*good);
  return bundle_need(stamp, sha256_hex(plan->manifest), now);
}

/// Builds artifacts/dist/soak-VERSION-COMMIT.tar.zst, its .sha256 and RELEASE_STAMP.json, all or none. An input that
/// cannot be read fails the build: a bundle has no gaps.
[[nodiscard]] inline Result<BundleResult> make_bundle(const BundleSettings& settings, Instant now) {
  const auto contents = archive_detail::bundle_contents(settings);
  if (!contents) return contents.error();
  BundleResult result;
  result.git_hash = settings.git_hash.empty() ? git_head(".").value_or("unknown") : settings.git_hash;
  const std::string path = settings.artifacts + "/dist/soak-" + settings.version + "-" + result.git_hash.substr(0, 12) +
                           std::string(archive_suffix);
  auto stored = store_archive(path, *contents, [&](AtomicBatch& batch, const StoredArchive& archive) -> Result<void> {
    if (!archive.packed.unreadable.empty()) {
      return Error{Errc::input_unusable, "cannot bundle " + printable(archive.packed.unreadable.front())};
    }
    result.stamp = {path, archive.sha256, sha256_hex(archive.packed.manifest), epoch_seconds(now)};
    auto stamp = batch.stage(stamp_path(settings));
    if (!stamp) return stamp.error();
    return (*stamp)->write(archive_detail::stamp_json(settings, result));
  });
  if (!stored) return stored.error();
  result.archive = std::move(*stored);
  return result;
}

}  // namespace soak
