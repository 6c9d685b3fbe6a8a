// Reads what Redis holds of a fleet: one search for keys, then every env:exchange's few values. What others wrote there
// is bounded before it is fetched.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/watch/fleet.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/model/publish/fleet_note.hpp>
#include <soak/model/walk/journal_head.hpp>
#include <soak/sys/redis/client.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

struct FleetSettings {
  RedisConnector redis;
  std::string heartbeat_key = "soak:runner:heartbeat";
};

namespace watch_detail {

inline constexpr std::size_t most_fleet_keys = 200'000;
inline constexpr std::size_t places_a_call = 200;
inline constexpr std::int64_t most_field_bytes = 256;

inline constexpr std::array<std::string_view, 4> summary_fields{"now", "open_incidents", "last_window", "updated_at"};
inline constexpr std::array<std::string_view, 2> phase_fields{"phase", "ts"};

/// The values of one place, each bounded: texts are cut by the server, fields are measured before they are fetched.
class PlaceReader {
 public:
  PlaceReader(const std::pair<std::string, std::string>& place, const FleetSettings& settings) {
    place_.env = facts_.env = place.first;
    place_.exchange = facts_.exchange = place.second;
    texts_ = {{std::string(fleet_note_name), 65'535}, {settings.heartbeat_key, 255}, {"soak:journal_head", 4'095}};
  }

  [[nodiscard]] std::vector<RedisCommand> first_commands() const {
    std::vector<RedisCommand> commands;
    for (const auto& [name, last] : texts_) {
      commands.push_back({"GETRANGE", prefixed_key(place_, name), "0", std::to_string(last)});
    }
    const auto measure = [&](std::string_view name, std::span<const std::string_view> fields) {
      for (const std::string_view field : fields) {
        commands.push_back({"HSTRLEN", prefixed_key(place_, name), std::string(field)});
      }
    };
    measure("soak:summary", summary_fields);
    measure("soak:phase", phase_fields);
    return commands;
  }

  /// Takes the replies to these, and gives what is left to ask.
  [[nodiscard]] std::vector<RedisCommand> take_first(std::span<const RedisReply> replies) {
    take_note(replies[0]);
    if (const auto text = text_of(replies[1], texts_[1].first); !text.empty()) {
      facts_.heartbeat = parse_iso8601(text);
      if (!facts_.heartbeat) note_unusable(texts_[1].first);
    }
    if (const auto text = text_of(replies[2], "soak:journal_head"); !text.empty()) {
      auto head = parse_journal_head(text.substr(0, text.find("\n\n") + 1));
      const bool is_own = head && head->place == place_.env + "/" + place_.exchange;
      if (is_own) facts_.head = std::move(*head);
      if (!is_own) note_unusable("soak:journal_head");
    }
    std::vector<RedisCommand> commands;
    const auto ask = [&](std::string_view name, std::span<const std::string_view> fields, auto lengths) {
      if (!is_fit(name, lengths)) return;
      commands.push_back({"HMGET", prefixed_key(place_, name)});
      commands.back().insert(commands.back().end(), fields.begin(), fields.end());
    };
    ask("soak:summary", summary_fields, replies.subspan(3, summary_fields.size()));
    ask("soak:phase", phase_fields, replies.subspan(3 + summary_fields.size()));
    return commands;
  }

  void take_hash(const RedisCommand& command, const RedisReply& reply) {
    if (reply.elements.size() + 2 != command.size()) return note_unusable("soak:summary");
    const auto text = [&](std::size_t i) { return reply.elements[i].text; };
    if (command[1] == prefixed_key(place_, "soak:phase")) {
      facts_.phase = text(0);
      facts_.phase_at = parse_iso8601(text(1));
      return;
    }
    FleetSummary summary{.now = parse_condition(text(0)), .last_window = text(2), .updated_at = parse_iso8601(text(3))};
    std::int64_t open = -1;
    const std::string count = text(1);
    (void)std::from_chars(count.data(), count.data() + count.size(), open);
    if (open >= 0) summary.open_incidents = open;
    facts_.summary = std::move(summary);
  }

  [[nodiscard]] FleetFacts take_facts() { return std::move(facts_); }

 private:
  void take_note(const RedisReply& reply) {
    const auto text = text_of(reply, fleet_note_name);
    if (text.empty()) return;
    auto note = parse_fleet_note(text);
    if (note) facts_.note = std::move(*note);
    if (!note) note_unusable(fleet_note_name);
  }

  [[nodiscard]] std::string_view text_of(const RedisReply& reply, std::string_view name) {
    if (reply.is_error()) note_unusable(name);
    return reply.is_error() ? std::string_view() : std::string_view(reply.text);
  }

  /// Whether a hash is there, and all its fields are of a length that makes sense.
  [[nodiscard]] bool is_fit(std::string_view name, std::span<const RedisReply> lengths) {
    bool is_there = false;
    for (const RedisReply& length : lengths) {
      if (length.is_error() || length.integer > most_field_bytes) {
        note_unusable(name);
        return false;
      }
      is_there = is_there || length.integer > 0;
    }
    return is_there;
  }

  void note_unusable(std::string_view name) {
    auto& all = facts_.unusable;
    if (std::find(all.begin(), all.end(), name) == all.end()) all.emplace_back(name);
  }

  ExportSettings place_;
  FleetFacts facts_;
  std::vector<std::pair<std::string, int>> texts_;
};

/// A key of another type is a fact about its place; any other refusal is about all of them.
[[nodiscard]] inline std::optional<Error> refusal_among(std::span<const RedisReply> replies) {
  for (const RedisReply& reply : replies) {
    if (reply.is_error() && !reply.is_error("WRONGTYPE")) {
      return Error{Errc::unavailable, "Redis refuses to be read: " + printable(reply.text)};
    }
  }
  return std::nullopt;
}

/// Reads some places in two exchanges, and adds what they hold.
[[nodiscard]] inline Result<void> read_places(RedisLink& redis,
                                              std::span<const std::pair<std::string, std::string>> places,
                                              const FleetSettings& settings, std::vector<FleetFacts>& all) {
  std::vector<PlaceReader> readers;
  std::vector<RedisCommand> first;
  for (const auto& place : places) {
    for (RedisCommand& command : readers.emplace_back(place, settings).first_commands()) {
      first.push_back(std::move(command));
    }
  }
  const auto replies = redis.pipeline(first);
  if (!replies) return replies.error();
  if (const auto refused = refusal_among(*replies)) return *refused;
  std::vector<RedisCommand> second;
  std::vector<PlaceReader*> owners;
  const std::size_t each = first.size() / readers.size();
  for (std::size_t i = 0; i < readers.size(); ++i) {
    for (RedisCommand& command : readers[i].take_first(std::span(*replies).subspan(i * each, each))) {
      second.push_back(std::move(command));
      owners.push_back(&readers[i]);
    }
  }
  if (!second.empty()) {
    const auto hashes = redis.pipeline(second);
    if (!hashes) return hashes.error();
    if (const auto refused = refusal_among(*hashes)) return *refused;
    for (std::size_t i = 0; i < second.size(); ++i) owners[i]->take_hash(second[i], (*hashes)[i]);
  }
  for (PlaceReader& reader : readers) all.push_back(reader.take_facts());
  return {};
}

}  // namespace watch_detail

/// The fleet as Redis knows it. What could not be read is among its problems; with nothing read at all it is a fleet
/// without bots.
[[nodiscard]] inline Fleet read_fleet(const FleetSettings& settings, Instant now) {
  std::vector<FleetFacts> all;
  std::vector<std::string> problems;
  RedisLink link(settings.redis);
  const auto client = link.client();
  if (!client) return judge_fleet({}, {client.error().message}, now);
  auto found = (*client)->scan(std::string(fleet_pattern), watch_detail::most_fleet_keys);
  if (!found) return judge_fleet({}, {found.error().message}, now);
  problems = std::move(found->problems);
  std::size_t odd = 0;
  const auto names = fleet_places(found->keys, odd);
  if (odd > 0) problems.push_back(counted(odd, "place") + " left out: not the name of an env:exchange");
  const std::vector<std::pair<std::string, std::string>> places(names.begin(), names.end());
  for (std::size_t i = 0; i < places.size(); i += watch_detail::places_a_call) {
    const auto some = std::span(places).subspan(i, std::min(watch_detail::places_a_call, places.size() - i));
    if (const auto done = watch_detail::read_places(link, some, settings, all); !done) {
      problems.push_back(done.error().message);
      break;
    }
  }
  if (names.empty() && problems.empty())
    problems.push_back("Redis knows no bot yet: continuous_runner tells it of one");
  return judge_fleet(std::move(all), std::move(problems), now);
}

}  // namespace soak
