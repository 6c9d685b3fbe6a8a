// A summary and its violations go to Redis.
#pragma once

#include <soak/analysis/publish/export_result.hpp>
#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/publish/stream_search.hpp>
#include <soak/sys/redis/client.hpp>

#include <algorithm>
#include <cstddef>
#include <future>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

namespace publish_detail {

/// Reads streams until the search knows what is there. Not done if Redis refuses that.
[[nodiscard]] inline Result<ExportResult> search_streams(RedisClient& client, StreamSearch& search) {
  for (auto commands = search.next_commands(); !commands.empty(); commands = search.next_commands()) {
    const auto replies = client.pipeline(commands);
    if (!replies) return replies.error();
    ExportResult read = outcome_of(commands, *replies);
    if (!read.done) return read;
    search.take(*replies);
  }
  return ExportResult{};
}

/// Adds the events that Redis did not take under their own IDs and does not have, with IDs of its choice.
[[nodiscard]] inline Result<ExportResult> add_passed_events(RedisClient& client, std::span<const RedisCommand> events,
                                                            std::vector<const RedisCommand*> passed,
                                                            const ExportSettings& settings) {
  StreamSearch search(passed);
  auto read = search_streams(client, search);
  if (!read || !read->done) return read;
  const std::vector<const RedisCommand*> missing = search.missing(events);
  ExportResult result;
  result.events_added = missing.size();
  result.events_present = passed.size() - missing.size();
  if (missing.empty()) return result;
  std::vector<RedisCommand> commands;
  for (const RedisCommand* event : missing) {
    commands.push_back(*event);
    commands.back()[event_id_at] = "*";
  }
  for (RedisCommand& trim : trim_commands(commands, settings)) commands.push_back(std::move(trim));
  const auto replies = client.pipeline(commands);
  if (!replies) return replies.error();
  ExportResult judged = outcome_of(commands, *replies);
  return judged.done ? result : judged;
}

}  // namespace publish_detail

/// Replaces the summary's hash.
[[nodiscard]] inline ExportResult export_summary(RedisClient& client, const Summary& summary,
                                                 const ExportSettings& settings, Instant now) {
  const std::vector<RedisCommand> commands = summary_commands(summary, settings, now);
  const auto replies = client.pipeline(commands);
  return replies ? outcome_of(commands, *replies) : export_unavailable(replies.error());
}

namespace publish_detail {

/// Sends what violation_commands made, and settles the events whose IDs were refused.
[[nodiscard]] inline ExportResult export_part(RedisClient& client, const ViolationCommands& part,
                                              const ExportSettings& settings) {
  const auto replies = client.pipeline(part.commands);
  if (!replies) return export_unavailable(replies.error());
  ExportResult result = outcome_of(part.commands, *replies);
  if (!result.done) return result;
  const auto events = std::span(part.commands).subspan(part.first_event, part.events);
  std::vector<const RedisCommand*> passed;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (is_id_too_small((*replies)[part.first_event + i])) passed.push_back(&events[i]);
  }
  result.events_added = events.size() - passed.size();
  if (passed.empty()) return result;
  auto others = add_passed_events(client, events, std::move(passed), settings);
  if (!others) return export_unavailable(others.error());
  others->events_added += result.events_added;
  return *others;
}

/// The same where all events are likely to be there: looking costs Redis less than refusing each of them. Nothing if
/// one is not.
[[nodiscard]] inline std::optional<ExportResult> export_known_part(RedisClient& client, const ViolationCommands& part) {
  const auto hashes = std::span(part.commands).first(part.first_event);
  const auto replies = client.pipeline(hashes);
  if (!replies) return export_unavailable(replies.error());
  ExportResult result = outcome_of(hashes, *replies);
  if (!result.done) return result;
  const auto events = std::span(part.commands).subspan(part.first_event, part.events);
  std::vector<const RedisCommand*> all;
  for (const RedisCommand& event : events) all.push_back(&event);
  StreamSearch search(std::move(all));
  const auto read = search_streams(client, search);
  if (!read) return export_unavailable(read.error());
  if (!read->done) return *read;
  if (!search.missing(events).empty()) return std::nullopt;
  result.events_present = events.size();
  return result;
}

}  // namespace publish_detail

/// Replaces the hashes of all symbols and, if the settings say so, adds the violations to the streams of their symbols.
/// Exporting the same summary again adds no event twice, and no event is lost if a stream has gone on meanwhile. Some
/// thousand commands are made while the server works on those before them.
[[nodiscard]] inline ExportResult export_violations(RedisClient& client, const Summary& summary,
                                                    std::span<const Violation> violations,
                                                    const ExportSettings& settings, Instant now) {
  constexpr std::size_t most_commands_a_call = 8000;
  std::size_t commands_a_call = 500;  // few at first: the server waits for them
  const std::vector<SymbolPart> parts = symbol_parts(summary, violations);
  std::size_t begin = 0;
  const auto next = [&] {
    std::size_t end = begin;
    for (std::size_t commands = 0; end < parts.size() && commands < commands_a_call; ++end) {
      commands += 6 + (settings.stream ? parts[end].violations.size() : 0);
    }
    const auto some = std::span(parts).subspan(begin, end - begin);
    begin = end;
    commands_a_call = std::min(2 * commands_a_call, most_commands_a_call);
    return violation_commands(some, summary.generated_at, settings, now);
  };
  ExportResult total{.symbols = parts.size()};
  ViolationCommands previous;
  bool is_repeated = false;  // as the part before shows
  for (ViolationCommands current = next(); !current.commands.empty();) {
    // What was sent is freed there, too: the server should not have to wait for that.
    auto following = std::async(std::launch::async, [&next, sent = std::move(previous)]() mutable {
      sent = {};
      return next();
    });
    const auto known = is_repeated ? publish_detail::export_known_part(client, current) : std::nullopt;
    const ExportResult result = known ? *known : publish_detail::export_part(client, current, settings);
    is_repeated = result.events_added == 0 && result.events_present > 0;
    previous = std::exchange(current, following.get());
    if (!result.done) return result;
    total.events_added += result.events_added;
    total.events_present += result.events_present;
  }
  return total;
}

}  // namespace soak
