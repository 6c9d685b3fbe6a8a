// How a Redis Cluster says "not here": the redirections of its protocol (Redis Cluster specification, "MOVED
// Redirection" and "ASK redirection"), and which commands have to follow one together.
#pragma once

#include <soak/core/redis/messages.hpp>
#include <soak/core/redis/url.hpp>

#include <charconv>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace soak {

struct RedisRedirect {
  enum class Kind {
    moved,  ///< the slot lives at `endpoint` from now on
    ask,    ///< this once, ask `endpoint`, with ASKING before it
    later,  ///< the cluster is rearranging itself: the same again in a moment
  };
  Kind kind;
  unsigned slot = 0;            ///< moved
  RedisEndpoint endpoint = {};  ///< moved, ask; an empty host means the host that answered
};

namespace redis_detail {

/// "3999 127.0.0.1:6381", the host of which may be empty and may hold colons (IPv6).
[[nodiscard]] inline std::optional<RedisRedirect> parse_redirect_target(RedisRedirect::Kind kind,
                                                                        std::string_view text) {
  RedisRedirect redirect{kind};
  const auto [slot_end, slot_error] = std::from_chars(text.data(), text.data() + text.size(), redirect.slot);
  if (slot_error != std::errc{} || slot_end == text.data() + text.size() || *slot_end != ' ' || redirect.slot > 16383) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(slot_end - text.data()) + 1);
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  redirect.endpoint.host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), redirect.endpoint.port);
  const bool is_port = error == std::errc{} && end == port.data() + port.size() && redirect.endpoint.port != 0;
  const bool is_host = redirect.endpoint.host.size() <= 253 && redirect.endpoint.host != "?" &&
                       is_printable_utf8(redirect.endpoint.host);
  return is_port && is_host ? std::optional(redirect) : std::nullopt;
}

}  // namespace redis_detail

/// The redirection that a reply is; nothing for any other reply, and for one that makes no sense.
[[nodiscard]] inline std::optional<RedisRedirect> parse_redirect(const RedisReply& reply) {
  if (!reply.is_error()) return std::nullopt;
  const std::string_view text = reply.text;
  if (text.starts_with("MOVED "))
    return redis_detail::parse_redirect_target(RedisRedirect::Kind::moved, text.substr(6));
  if (text.starts_with("ASK ")) return redis_detail::parse_redirect_target(RedisRedirect::Kind::ask, text.substr(4));
  if (reply.is_error("TRYAGAIN") || reply.is_error("CLUSTERDOWN")) return RedisRedirect{RedisRedirect::Kind::later};
  return std::nullopt;
}

/// Commands [first, first + count) that go to one node together: a single one, or a MULTI with all up to its EXEC.
struct RedisUnit {
  std::size_t first;
  std::size_t count;
  std::string_view key;  ///< empty: any node will do
};

[[nodiscard]] inline std::vector<RedisUnit> split_into_units(std::span<const RedisCommand> commands) {
  std::vector<RedisUnit> units;
  for (std::size_t i = 0; i < commands.size();) {
    RedisUnit unit{i, 1, redis_key(commands[i])};
    if (commands[i].size() == 1 && commands[i][0] == "MULTI") {
      while (i + unit.count < commands.size() && commands[i + unit.count - 1][0] != "EXEC") {
        if (unit.key.empty()) unit.key = redis_key(commands[i + unit.count]);
        ++unit.count;
      }
    }
    units.push_back(unit);
    i += unit.count;
  }
  return units;
}

}  // namespace soak
