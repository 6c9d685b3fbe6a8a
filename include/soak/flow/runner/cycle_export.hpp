// The runner's exports: what changed goes to Redis, what did not lives on there, and failures are counted.
#pragma once

#include <soak/analysis/publish/renewal.hpp>
#include <soak/flow/publish/export_run.hpp>
#include <soak/flow/publish/export_status.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/sys/log.hpp>

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

namespace runner_detail {

/// Renews every hash of the last export. `is_whole`: all of them are still what was exported.
[[nodiscard]] inline ExportResult renew_exported(RedisLink& redis, const Renewal& renewal, bool& is_whole) {
  const auto replies = redis.pipeline(renewal.commands);
  if (!replies) return export_unavailable(replies.error());
  ExportResult outcome = outcome_of(renewal.commands, *replies);
  is_whole = outcome.done && renewal.is_whole(*replies);
  return outcome;
}

/// Both exports. `is_unchanged`: it is enough if what is there is renewed.
[[nodiscard]] inline std::pair<ExportResult, ExportResult> export_both(RedisLink& redis, const Summary& summary,
                                                                       std::span<const Violation> violations,
                                                                       const ExportSettings& settings, Instant now,
                                                                       bool is_unchanged) {
  const auto client = redis.client();
  if (!client) return {export_unavailable(client.error()), export_unavailable(client.error())};
  if (is_unchanged) {
    bool is_whole = false;
    const ExportResult renewed = renew_exported(redis, renewal_of(summary, violations, settings, now), is_whole);
    if (!renewed.done || is_whole) return {renewed, renewed};
  }
  const auto note = [&](ExportResult result) {
    if (result.reason == "redis_unavailable") redis.lost({Errc::unavailable, result.message});
    return result;
  };
  auto first = note(export_summary(**client, summary, settings, now));
  const auto again = redis.client();
  if (!again) return {first, export_unavailable(again.error())};
  return {std::move(first), note(export_violations(**again, summary, violations, settings, now))};
}

}  // namespace runner_detail

/// What an export is that nobody asked for where there is no Redis: it did not happen, and is no failure.
[[nodiscard]] inline ExportStatus no_export(const ContinuousSettings& settings, Instant now) {
  const auto change = [&](ExportStatus& status) {
    status.record(ExportPart::summary, false, "redis_unavailable", now);
    status.record(ExportPart::violations, false, "redis_unavailable", now);
    status.consecutive_failures = 0;
  };
  ExportStatus made;
  change(made);
  auto kept = update_export_status(settings.state_dir, change);
  return kept ? std::move(*kept) : made;
}

/// Exports and keeps the marker. Says on standard output what the guide says when Redis is away. `failures` is the row
/// of failures so far and is used where the marker cannot be kept.
[[nodiscard]] inline ExportStatus export_cycle(RedisLink& redis, const Summary& summary,
                                               std::span<const Violation> violations,
                                               const ContinuousSettings& settings, Instant now, bool is_unchanged,
                                               std::size_t failures) {
  const auto [first, second] =
      runner_detail::export_both(redis, summary, violations, settings.exports, now, is_unchanged);
  const auto change = [&](ExportStatus& status) {
    status.record(ExportPart::summary, first.done, first.reason, now);
    status.record(ExportPart::violations, second.done, second.reason, now);
    status.consecutive_failures = status.ok() ? 0 : status.consecutive_failures + 1;
  };
  if (!first.done || !second.done) (void)print(skipped_lines(first.done ? second : first));
  auto status = update_export_status(settings.state_dir, change);
  if (status) return *status;
  diagnose(Severity::warn, "the export status is not kept: " + status.error().message);
  ExportStatus kept{.consecutive_failures = failures};
  change(kept);
  return kept;
}

}  // namespace soak
