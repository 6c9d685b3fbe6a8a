// A summary and its violations go to Redis. A Redis that is away, or refuses, is an outcome and never an error.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/sys/redis/client.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <future>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct ExportResult {
  bool done = true;
  std::string reason = {};         ///< for the marker: "", "redis_unavailable" or "redis_refused"
  std::string message = {};        ///< for people, if it is not done
  std::size_t symbols = 0;         ///< exported
  std::size_t events_added = 0;    ///< stream entries that are new
  std::size_t events_present = 0;  ///< stream entries that an earlier export had added
};

/// No answer, or none in time.
[[nodiscard]] inline ExportResult export_unavailable(const Error& error) {
  return {.done = false, .reason = "redis_unavailable", .message = error.message};
}

namespace publish_detail {

/// Redis answered that it will not: no right to a command, no memory left, a replica.
[[nodiscard]] inline ExportResult export_refused(const RedisReply& reply, const RedisCommand& command) {
  return {.done = false,
          .reason = "redis_refused",
          .message = "Redis refuses " + command.front() + ": " + printable(reply.text)};
}

}  // namespace publish_detail

/// The first error among the replies, those of a transaction included, that is not an ID too small.
[[nodiscard]] inline ExportResult outcome_of(std::span<const RedisCommand> commands,
                                             std::span<const RedisReply> replies) {
  for (std::size_t i = 0; i < commands.size(); ++i) {
    if (replies[i].is_error() && !is_id_too_small(replies[i]))
      return publish_detail::export_refused(replies[i], commands[i]);
    for (const RedisReply& element : replies[i].elements) {
      if (element.is_error()) return publish_detail::export_refused(element, commands[i]);
    }
  }
  return {};
}

namespace publish_detail {

/// Fields of an entry as one text that no other fields give.
[[nodiscard]] inline std::string fingerprint(std::span<const std::string> fields) {
  std::string out;
  for (const std::string& field : fields) out += std::to_string(field.size()) + ":" + field;
  return out;
}

/// The ID after this one, where the next page of a stream begins.
[[nodiscard]] inline std::string next_stream_id(std::string_view id) {
  std::uint64_t place = 0;
  const auto dash = id.find('-');
  if (dash != id.npos) std::from_chars(id.data() + dash + 1, id.data() + id.size(), place);
  return std::string(id.substr(0, dash)) + "-" + std::to_string(place + 1);
}

/// Looks for events whose IDs their streams have passed. Whatever is there from the summary's time on under any ID is
/// taken off `missing`: an event that had to be added with an ID of the server's choice is found again as well.
class StreamSearch {
 public:
  explicit StreamSearch(std::vector<const RedisCommand*> missing) {
    for (const RedisCommand* event : missing) {
      Stream& stream = streams_[std::string(redis_key(*event))];
      const std::string& id = (*event)[event_id_at];
      if (stream.cursor.empty()) stream.cursor = id.substr(0, id.find('-')) + "-0";
      stream.missing.emplace(fingerprint(event_fields(*event)), event);
    }
  }

  /// Reads all streams to their ends, some streams a call, each a page at a time.
  [[nodiscard]] Result<ExportResult> run(RedisClient& client) {
    while (true) {
      std::vector<Stream*> asked;
      std::vector<RedisCommand> commands;
      for (auto& [key, stream] : streams_) {
        if (stream.cursor.empty() || asked.size() == streams_a_call) continue;
        asked.push_back(&stream);
        commands.push_back({"XRANGE", key, stream.cursor, "+", "COUNT", std::to_string(page)});
      }
      if (asked.empty()) return ExportResult{};
      const auto replies = client.pipeline(commands);
      if (!replies) return replies.error();
      for (std::size_t i = 0; i < asked.size(); ++i) {
        if ((*replies)[i].is_error()) return export_refused((*replies)[i], commands[i]);
        take(*asked[i], (*replies)[i]);
      }
    }
  }

  /// What was not found, in the order of streams and, in a stream, of IDs.
  [[nodiscard]] std::vector<const RedisCommand*> missing(std::span<const RedisCommand> events) const {
    std::set<const RedisCommand*> absent;
    for (const auto& [key, stream] : streams_) {
      for (const auto& [print, event] : stream.missing) absent.insert(event);
    }
    std::vector<const RedisCommand*> ordered;
    for (const RedisCommand& event : events) {
      if (absent.contains(&event)) ordered.push_back(&event);
    }
    return ordered;
  }

 private:
  static constexpr std::size_t page = 1000;
  static constexpr std::size_t streams_a_call = 100;

  struct Stream {
    std::string cursor;  ///< empty: read to its end
    std::multimap<std::string, const RedisCommand*> missing;
  };

  static void take(Stream& stream, const RedisReply& entries) {
    stream.cursor = entries.elements.size() < page || stream.missing.empty()
                        ? std::string()
                        : next_stream_id(entries.elements.back().elements.empty()
                                             ? std::string_view()
                                             : std::string_view(entries.elements.back().elements[0].text));
    for (const RedisReply& entry : entries.elements) {
      if (entry.elements.size() != 2) continue;
      std::vector<std::string> fields;
      for (const RedisReply& field : entry.elements[1].elements) fields.push_back(field.text);
      stream.missing.erase(fingerprint(fields));
    }
  }

  std::map<std::string, Stream> streams_;
};

/// Adds the events that Redis did not take under their own IDs and does not have, with IDs of its choice.
[[nodiscard]] inline Result<ExportResult> add_passed_events(RedisClient& client, std::span<const RedisCommand> events,
                                                            std::vector<const RedisCommand*> passed,
                                                            const ExportSettings& settings) {
  StreamSearch search(passed);
  auto searched = search.run(client);
  if (!searched || !searched->done) return searched;
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
[[nodiscard]] inline ExportResult export_summary(RedisClient& client, const SummaryRecord& summary,
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

}  // namespace publish_detail

/// Replaces the hashes of all symbols and, if the settings say so, adds the violations to the streams of their symbols.
/// Exporting the same summary again adds no event twice, and no event is lost if a stream has gone on meanwhile. Some
/// thousand commands are made while the server works on those before them.
[[nodiscard]] inline ExportResult export_violations(RedisClient& client, const SummaryRecord& summary,
                                                    std::span<const ViolationRecord> violations,
                                                    const ExportSettings& settings, Instant now) {
  constexpr std::size_t commands_a_call = 8000;
  const std::vector<SymbolPart> parts = symbol_parts(summary, violations);
  std::size_t begin = 0;
  const auto next = [&] {
    std::size_t end = begin;
    for (std::size_t commands = 0; end < parts.size() && commands < commands_a_call; ++end) {
      commands += 6 + (settings.stream ? parts[end].violations.size() : 0);
    }
    const auto some = std::span(parts).subspan(begin, end - begin);
    begin = end;
    return violation_commands(some, summary.generated_at, settings, now);
  };
  ExportResult total{.symbols = parts.size()};
  ViolationCommands previous;
  for (ViolationCommands current = next(); !current.commands.empty();) {
    // What was sent is freed there, too: the server should not have to wait for that.
    auto following = std::async(std::launch::async, [&next, sent = std::move(previous)]() mutable {
      sent = {};
      return next();
    });
    const ExportResult result = publish_detail::export_part(client, current, settings);
    previous = std::exchange(current, following.get());
    if (!result.done) return result;
    total.events_added += result.events_added;
    total.events_present += result.events_present;
  }
  return total;
}

}  // namespace soak
