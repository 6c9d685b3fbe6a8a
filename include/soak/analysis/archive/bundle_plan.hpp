// What goes into a release bundle, and when one is built anew.
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/artifacts/release_stamp.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

inline constexpr std::chrono::days bundle_due{3};      ///< older ones are built anew
inline constexpr std::chrono::days bundle_overdue{5};  ///< until then a closed gate may put it off

/// Artifacts without which there is no bundle, and those that go in if they are there.
inline constexpr std::array<std::string_view, 4> bundle_required{"KPI_GATE.json", "FULL_STACK_VALIDATION.json",
                                                                 "EDGE_REPORT.json", "EDGE_SENTINEL.json"};
inline constexpr std::array<std::string_view, 4> bundle_optional{"FULL_STACK_VALIDATION.md", "DAILY_DIGEST.md",
                                                                 "WEEKLY_ROLLUP.json", "WEEKLY_ROLLUP.md"};

/// Without "./" in front and "/" at the end.
[[nodiscard]] inline std::string plain_path(std::string path) {
  while (path.starts_with("./")) path.erase(0, 2);
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

enum class BundleNeed { up_to_date, inputs_changed, due, overdue, no_good_bundle };

[[nodiscard]] constexpr std::string_view to_string(BundleNeed need) noexcept {
  switch (need) {
    case BundleNeed::up_to_date:
      return "up-to-date";
    case BundleNeed::inputs_changed:
      return "inputs-changed";
    case BundleNeed::due:
      return "older-than-3-days";
    case BundleNeed::overdue:
      return "older-than-5-days";
    case BundleNeed::no_good_bundle:
      break;
  }
  return "no-good-bundle";
}

/// `stamp` is nothing if there is none or its bundle does not verify. A stamp from the future tells no age: build.
[[nodiscard]] inline BundleNeed bundle_need(const std::optional<ReleaseStamp>& stamp, std::string_view inputs_sha256,
                                            Instant now) {
  if (!stamp) return BundleNeed::no_good_bundle;
  const auto age = now - Instant{std::chrono::seconds{stamp->ts}};
  if (age < Instant::duration{0}) return BundleNeed::no_good_bundle;
  if (age > bundle_overdue) return BundleNeed::overdue;
  if (age > bundle_due) return BundleNeed::due;
  return stamp->inputs_sha256 == inputs_sha256 ? BundleNeed::up_to_date : BundleNeed::inputs_changed;
}

/// True if a closed gate may put the build off: there is a good bundle, and it is not overdue.
[[nodiscard]] constexpr bool may_wait(BundleNeed need) noexcept {
  return need == BundleNeed::inputs_changed || need == BundleNeed::due;
}

}  // namespace soak
