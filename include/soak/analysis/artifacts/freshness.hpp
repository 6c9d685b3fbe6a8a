// Whether what should be there is there and new enough.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/core/number.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/json/value.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

enum class FreshStatus { ok, stale, missing };

[[nodiscard]] constexpr std::string_view to_string(FreshStatus status) noexcept {
  return status == FreshStatus::ok ? "OK" : status == FreshStatus::stale ? "STALE" : "MISSING";
}

/// A file to watch, and how old it may be.
struct FreshTarget {
  std::string name;
  std::string path;
  std::chrono::seconds window;
};

/// What was found of a target: a time, or the reason why there is none.
struct FreshObservation {
  std::optional<Instant> time;
  std::string problem;
};

struct FreshVerdict {
  FreshTarget target;
  FreshStatus status = FreshStatus::missing;
  std::optional<std::int64_t> age_sec;  ///< negative for a time in the future
  std::string reason;                   ///< empty if OK
};

/// Ages are elapsed seconds: neither a zone nor a change of clocks enters. A time in the future is an error, whatever
/// the window; an age of exactly window + grace is still fresh.
[[nodiscard]] inline FreshVerdict judge_freshness(const FreshTarget& target, const FreshObservation& observation,
                                                  std::chrono::seconds grace, Instant now) {
  FreshVerdict verdict{target, FreshStatus::missing, {}, observation.problem};
  if (!observation.time) return verdict;
  const auto age = std::chrono::floor<std::chrono::seconds>(now - *observation.time);
  verdict.age_sec = age.count();
  verdict.status = age.count() >= 0 && age <= target.window + grace ? FreshStatus::ok : FreshStatus::stale;
  if (age.count() < 0) verdict.reason = "its time lies in the future";
  if (age > target.window + grace) {
    verdict.reason = "older than " + format_number(static_cast<double>((target.window + grace).count()) / 3600) + " h";
  }
  return verdict;
}

/// The key artifacts, each within `window`, and on Mondays of the zone the weekly rollup, within a week of 168 h.
[[nodiscard]] inline std::vector<FreshTarget> sentinel_targets(const std::string& directory,
                                                               std::chrono::seconds window,
                                                               std::chrono::weekday today) {
  std::vector<FreshTarget> targets;
  for (const std::string_view name :
       {artifact_name::kpi_gate, artifact_name::validation, artifact_name::edge_report, artifact_name::edge_sentinel}) {
    targets.push_back({std::string(stem_of(name)), path_in(directory, name), window});
  }
  if (today == std::chrono::Monday) {
    targets.push_back({std::string(stem_of(artifact_name::rollup)), path_in(directory, artifact_name::rollup),
                       std::chrono::hours{168}});
  }
  return targets;
}

/// A target from "NAME=PATH:HOURS"; the path may hold ':', so the last one splits.
[[nodiscard]] inline Result<FreshTarget> parse_watch(std::string_view spec) {
  const auto equals = spec.find('=');
  const auto colon = spec.rfind(':');
  if (equals != spec.npos && equals > 0 && colon != spec.npos && colon > equals + 1) {
    const std::string_view name = spec.substr(0, equals);
    const auto hours = parse_finite(spec.substr(colon + 1));
    const bool is_word = name.size() <= 64 && name.find_first_of(" \t\"") == name.npos && ascii_only(name) == name;
    if (is_word && hours && *hours > 0 && *hours <= 1e6) {
      return FreshTarget{std::string(name), std::string(spec.substr(equals + 1, colon - equals - 1)),
                         std::chrono::seconds{std::llround(*hours * 3600)}};
    }
  }
  return Error{Errc::usage, "--watch " + printable(spec) + ": expected NAME=PATH:HOURS"};
}

/// A span of time from "90m", "2h", "30s", or a bare number of hours.
[[nodiscard]] inline std::optional<std::chrono::seconds> parse_span(std::string_view text) {
  double unit = 3600;
  if (!text.empty() && text.find_last_of("smh") == text.size() - 1) {
    unit = text.back() == 's' ? 1 : text.back() == 'm' ? 60 : 3600;
    text.remove_suffix(1);
  }
  const auto count = parse_finite(text);
  if (!count || *count < 0 || *count > 1e6) return std::nullopt;
  return std::chrono::seconds{std::llround(*count * unit)};
}

/// The time that a JSON document gives itself: the first of its time members. Nothing if it has none; an error if it
/// has one that is no time.
[[nodiscard]] inline Result<std::optional<Instant>> time_inside(const boost::json::value& document) {
  for (const char* key : {"timestamp", "ts", "generated_at_utc", "generated_at", "updated_at"}) {
    const auto* const member = find_member(document, key);
    if (member == nullptr) continue;
    const double number = number_or_gap(member);
    const double seconds = number < 1e11 ? number : number / 1000;
    if (seconds >= 0 && seconds < 1e11)
      return std::optional(Instant{std::chrono::microseconds{static_cast<std::int64_t>(std::floor(seconds * 1e6))}});
    const auto text = text_or_nothing(member);
    if (const auto instant = text ? parse_iso8601(*text) : std::nullopt) return instant;
    return Error{Errc::input_unusable, "/" + std::string(key) + ": expected seconds since the epoch or ISO 8601"};
  }
  return std::optional<Instant>();
}

/// What the cron sentinel found.
struct SentinelReport {
  std::vector<FreshVerdict> verdicts;
  Instant now{};

  [[nodiscard]] std::size_t count(FreshStatus status) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), [&](const FreshVerdict& v) { return v.status == status; }));
  }
  [[nodiscard]] bool is_ok() const noexcept { return count(FreshStatus::ok) == verdicts.size(); }
};

}  // namespace soak
