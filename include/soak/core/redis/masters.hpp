// Which servers of a Redis Cluster hold keys (Redis commands, "CLUSTER SLOTS").
#pragma once

#include <soak/core/redis/messages.hpp>
#include <soak/core/redis/url.hpp>
#include <soak/core/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace soak {

/// The masters that the answer to CLUSTER SLOTS names, each once. An empty host means the one that answered. A range
/// that makes no sense names nobody.
[[nodiscard]] inline std::vector<RedisEndpoint> cluster_masters(const RedisReply& slots, const std::string& answered) {
  std::vector<RedisEndpoint> masters;
  for (const RedisReply& range : slots.elements) {
    if (range.elements.size() < 3 || range.elements[2].elements.size() < 2) continue;
    const RedisReply& host = range.elements[2].elements[0];
    const std::int64_t port = range.elements[2].elements[1].integer;
    RedisEndpoint master;
    master.host = host.text.empty() ? answered : host.text;
    if (port < 1 || port > 65535 || master.host.size() > 253 || !is_printable_utf8(master.host)) continue;
    master.port = static_cast<std::uint16_t>(port);
    if (std::find(masters.begin(), masters.end(), master) == masters.end()) masters.push_back(std::move(master));
  }
  return masters;
}

/// True for what a server that is no node of a cluster answers.
[[nodiscard]] inline bool is_no_cluster(const RedisReply& reply) noexcept {
  return reply.is_error() && reply.text.find("cluster support disabled") != std::string::npos;
}

}  // namespace soak
