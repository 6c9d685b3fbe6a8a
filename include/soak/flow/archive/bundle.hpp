// The release bundle: the same bytes for the same inputs, stamped with version, commit and sum.
#pragma once

#include <soak/analysis/archive/bundle_plan.hpp>
#include <soak/flow/archive/store.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/artifacts/release_stamp.hpp>
#include <soak/model/summary/made_up.hpp>
#include <soak/sys/git_head.hpp>
#include <soak/version.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct BundleSettings {
  std::string artifacts{default_dir::artifacts};  ///< relative to the working directory, as `includes`
  std::vector<std::string> includes;              ///< further files and directories
  std::string version{soak::version};
  std::string git_hash;  ///< empty: that of the working tree
  double min_readiness = limit::readiness;
  bool readiness_only = false;   ///< the verdict of the KPI gate is not asked
  std::int64_t source_date = 0;  ///< modification time of every member
  int level = 19;
  std::string sign_key = {};  ///< private key that signs the bundle; empty: none
  bool allow_fake = false;    ///< bundle what is made up, too
};

struct BundleResult {
  StoredArchive archive;
  ReleaseStamp stamp;
};

namespace archive_detail {

[[nodiscard]] inline Result<PackSettings> bundle_contents(const BundleSettings& settings) {
  PackSettings pack;
  pack.source = ".";
  pack.limits.light_types_only = false;
  pack.fixed_time = settings.source_date;
  pack.level = settings.level;
  pack.sign_key = settings.sign_key;
  const std::string artifacts = plain_path(settings.artifacts);
  for (const std::string_view name : bundle_required) pack.roots.push_back(path_in(artifacts, name));
  for (const std::string_view name : bundle_optional) {
    const std::string path = path_in(artifacts, name);
    if (file_exists(path)) pack.roots.push_back(path);
  }
  for (const std::string& include : settings.includes) pack.roots.push_back(plain_path(include));
  for (const std::string& root : pack.roots) {
    if (!is_safe_path(root)) {
      return Error{Errc::usage, "cannot bundle " + printable(root) + ": a path below the working directory is needed"};
    }
    if (!file_exists(root)) return with_maker(errno_error(Errc::input_unusable, "bundle", root, ENOENT), root);
  }
  return pack;
}

}  // namespace archive_detail

[[nodiscard]] inline std::string stamp_path(const BundleSettings& settings) {
  return path_in(settings.artifacts, artifact_name::release_stamp);
}

/// Verifies the bundle that the stamp names: its MANIFEST, its .sha256, and the stamp's own sum.
[[nodiscard]] inline Result<ReleaseStamp> verify_bundle(const BundleSettings& settings) {
  auto stamp = read_artifact(stamp_path(settings), release_stamp_of);
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
  const std::string path = path_in(settings.artifacts, artifact_name::kpi_gate);
  const auto gate = read_artifact(path, gate_of);
  if (!gate) return gate.error();
  constexpr std::array<std::string_view, 1> source{"source"};
  if (gate->failed(source) != nullptr && !settings.allow_fake) return made_up_error(path);
  const ReleaseDecision release = decide_release(*gate, settings.min_readiness, settings.readiness_only);
  return release.is_ready() ? std::nullopt : std::optional(release.reason);
}

/// Whether the bundle should be built anew.
[[nodiscard]] inline Result<BundleNeed> decide_bundle(const BundleSettings& settings, Instant now) {
  const auto contents = archive_detail::bundle_contents(settings);
  if (!contents) return contents.error();
  const auto plan = plan_pack(*contents);
  if (!plan) return plan.error();
  std::optional<ReleaseStamp> stamp;
  if (auto good = verify_bundle(settings)) stamp = std::move(*good);
  return bundle_need(stamp, sha256_hex(plan->manifest), now);
}

/// Builds artifacts/dist/soak-VERSION-COMMIT.tar.zst, its .sha256 and RELEASE_STAMP.json, all or none. An input that
/// cannot be read fails the build: a bundle has no gaps.
[[nodiscard]] inline Result<BundleResult> make_bundle(const BundleSettings& settings, Instant now) {
  const auto contents = archive_detail::bundle_contents(settings);
  if (!contents) return contents.error();
  BundleResult result;
  const std::string git_hash = settings.git_hash.empty() ? git_head(".").value_or("unknown") : settings.git_hash;
  const std::string path =
      path_in(path_in(settings.artifacts, artifact_dir::dist),
              "soak-" + settings.version + "-" + git_hash.substr(0, 12) + std::string(archive_suffix));
  auto stored = store_archive(path, *contents, [&](AtomicBatch& batch, const StoredArchive& archive) -> Result<void> {
    if (!archive.packed.unreadable.empty()) {
      return Error{Errc::input_unusable, "cannot bundle " + printable(archive.packed.unreadable.front())};
    }
    result.stamp = {path,    archive.sha256, sha256_hex(archive.packed.manifest), epoch_seconds(now), settings.version,
                    git_hash};
    return batch.add(stamp_path(settings), to_json(result.stamp));
  });
  if (!stored) return stored.error();
  result.archive = std::move(*stored);
  return result;
}

}  // namespace soak
