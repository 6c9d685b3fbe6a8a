// An export that did not change is not sent again: what is there lives on, if it still is what was sent.
#pragma once

#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/redis/messages.hpp>

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace publish_detail {

/// The fields of a hash but its times, which differ from one export of the same to the next.
using HashFields = std::map<std::string_view, std::string_view>;

[[nodiscard]] inline bool tells_a_time(std::string_view field) noexcept {
  return field == "generated_at" || field == "updated_at";
}

/// `texts` are names and values in turns.
template <class Texts, class TextOf>
[[nodiscard]] HashFields hash_fields(const Texts& texts, std::size_t first, const TextOf& text_of) {
  HashFields fields;
  for (std::size_t i = first; i + 1 < texts.size(); i += 2) {
    if (!tells_a_time(text_of(texts[i]))) fields.emplace(text_of(texts[i]), text_of(texts[i + 1]));
  }
  return fields;
}

}  // namespace publish_detail

/// Two commands for each hash of an export: renew its time to live, tell its fields.
struct Renewal {
  std::vector<RedisCommand> hashes;    ///< "HSET key field value …", as the export sends them
  std::vector<RedisCommand> commands;  ///< those of hashes[i] are 2 i and 2 i + 1

  /// True if every hash is what the export would write. Somebody else may have deleted or overwritten one.
  [[nodiscard]] bool is_whole(std::span<const RedisReply> replies) const {
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      const auto own =
          publish_detail::hash_fields(hashes[i], 2, [](const std::string& t) { return std::string_view(t); });
      const auto there = publish_detail::hash_fields(replies[2 * i + 1].elements, 0,
                                                     [](const RedisReply& r) { return std::string_view(r.text); });
      if (replies[2 * i].integer != 1 || own != there) return false;
    }
    return true;
  }
};

[[nodiscard]] inline Renewal renewal_of(const Summary& summary, std::span<const Violation> violations,
                                        ExportSettings settings, Instant now) {
  settings.stream = false;
  Renewal renewal;
  const auto take_hashes = [&](std::vector<RedisCommand> commands) {
    for (RedisCommand& command : commands) {
      if (command.front() == "HSET") renewal.hashes.push_back(std::move(command));
    }
  };
  take_hashes(summary_commands(summary, settings, now));
  const std::vector<SymbolPart> parts = symbol_parts(summary, violations);
  take_hashes(violation_commands(parts, summary.generated_at, settings, now).commands);
  for (const RedisCommand& hash : renewal.hashes) {
    renewal.commands.push_back({"EXPIRE", hash[1], std::to_string(settings.ttl_s)});
    renewal.commands.push_back({"HGETALL", hash[1]});
  }
  return renewal;
}

}  // namespace soak
