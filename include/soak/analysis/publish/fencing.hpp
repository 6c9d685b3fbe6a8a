// Fencing: what a holder of a lease writes to Redis carries its token, and a one-key script refuses a lower one
// (docs/lease.md). So a holder that was paused cannot undo what its successor wrote.
//
// Fenced are hashes that are replaced whole, and JSON objects. Numbers, times and entries of streams are not: they say
// what they say of their own time, and come again.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/redis/messages.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

inline constexpr std::string_view fence_field = "fence";

/// Both scripts' first argument is the token; what stands there without one is of before any lease.
inline constexpr std::string_view fenced_hash_script = R"(local old = redis.pcall('HGET', KEYS[1], 'fence')
if type(old) == 'string' and (tonumber(old) or 0) > tonumber(ARGV[1]) then
  return redis.error_reply('FENCED by a newer holder of the lease') end
redis.call('DEL', KEYS[1])
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('HSET', KEYS[1], 'fence', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return redis.status_reply('OK'))";
inline constexpr std::string_view fenced_json_script = R"(local old = redis.pcall('GET', KEYS[1])
if type(old) == 'string' then
  local ok, value = pcall(cjson.decode, old)
  if ok and type(value) == 'table' and (tonumber(value.fence) or 0) > tonumber(ARGV[1]) then
    return redis.error_reply('FENCED by a newer holder of the lease') end end
if ARGV[3] then redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) else redis.call('SET', KEYS[1], ARGV[2]) end
return redis.status_reply('OK'))";

/// True for what a write gets that a newer holder has shut out: the text of an error that Redis answers.
[[nodiscard]] inline bool is_fenced_off(std::string_view error) noexcept {
  return error.find("FENCED") != std::string_view::npos;
}

/// A JSON object with the token as its last member.
[[nodiscard]] inline std::string with_fence(std::string json, std::int64_t fence) {
  const auto end = json.rfind('}');
  const auto last = end == json.npos || end == 0 ? json.npos : json.find_last_not_of(" \n", end - 1);
  if (last == json.npos) return json;
  const std::string member = "\"" + std::string(fence_field) + "\":" + std::to_string(fence);
  json.replace(last + 1, end - last - 1, (json[last] == '{' ? "" : ",") + member);
  return json;
}

/// Commands as they go out, and how many of those that were asked for each of them stands for.
struct FencedCommands {
  std::vector<RedisCommand> commands;
  std::vector<std::size_t> spans;
};

namespace publish_detail {

/// MULTI, DEL, HSET, EXPIRE, EXEC of one key (append_hash).
[[nodiscard]] inline bool is_hash_replaced(std::span<const RedisCommand> commands) {
  constexpr std::string_view names[] = {"MULTI", "DEL", "HSET", "EXPIRE", "EXEC"};
  if (commands.size() < 5) return false;
  for (std::size_t i = 0; i < 5; ++i) {
    if (commands[i].front() != names[i]) return false;
  }
  return commands[1][1] == commands[2][1] && commands[2][1] == commands[3][1];
}

[[nodiscard]] inline RedisCommand fenced_hash(std::span<const RedisCommand> commands, const std::string& token) {
  const RedisCommand& hash = commands[2];
  RedisCommand command{"EVAL", std::string(fenced_hash_script), "1", hash[1], token, commands[3][2]};
  command.insert(command.end(), hash.begin() + 2, hash.end());
  return command;
}

[[nodiscard]] inline RedisCommand fenced_json(const RedisCommand& set, std::int64_t fence) {
  RedisCommand command{"EVAL", std::string(fenced_json_script), "1",
                       set[1], std::to_string(fence),           with_fence(set[2], fence)};
  if (set.size() > 4) command.push_back(set[4]);
  return command;
}

}  // namespace publish_detail

[[nodiscard]] inline FencedCommands fence_commands(std::span<const RedisCommand> asked, std::int64_t fence) {
  FencedCommands fenced;
  for (std::size_t i = 0; i < asked.size(); i += fenced.spans.back()) {
    fenced.spans.push_back(1);
    if (publish_detail::is_hash_replaced(asked.subspan(i))) {
      fenced.spans.back() = 5;
      fenced.commands.push_back(publish_detail::fenced_hash(asked.subspan(i), std::to_string(fence)));
    } else if (asked[i].front() == "SET" && asked[i].size() > 2 && asked[i][2].starts_with('{')) {
      fenced.commands.push_back(publish_detail::fenced_json(asked[i], fence));
    } else {
      fenced.commands.push_back(asked[i]);
    }
  }
  return fenced;
}

/// The replies that unfenced commands would have got: of a transaction all of them, and of a hash that was read its
/// fields without the token.
[[nodiscard]] inline std::vector<RedisReply> unfence_replies(std::span<const RedisCommand> asked,
                                                             const FencedCommands& fenced,
                                                             std::vector<RedisReply> replies) {
  std::vector<RedisReply> result;
  for (std::size_t i = 0; i < fenced.spans.size(); ++i) {
    RedisReply& reply = replies[i];
    if (fenced.spans[i] == 5) {
      result.push_back({.type = RedisReply::Type::status, .text = "OK"});
      for (int k = 0; k < 3; ++k) result.push_back({.type = RedisReply::Type::status, .text = "QUEUED"});
      if (!reply.is_error()) reply = {.type = RedisReply::Type::array};
    } else if (asked[result.size()].front() == "HGETALL") {
      auto& elements = reply.elements;
      for (std::size_t f = 0; f + 1 < elements.size(); f += 2) {
        if (elements[f].text != fence_field) continue;
        elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(f),
                       elements.begin() + static_cast<std::ptrdiff_t>(f + 2));
        break;
      }
    }
    result.push_back(std::move(reply));
  }
  return result;
}

}  // namespace soak
