// Which server is the master now, as Redis Sentinels say (Redis documentation, "Guidelines for Redis clients with
// support for Redis Sentinel"). Needs Boost.Asio, OpenSSL and libhiredis.
#pragma once

#include <soak/core/redis/messages.hpp>
#include <soak/sys/redis/connection.hpp>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>

namespace soak {

namespace redis_detail {

[[nodiscard]] inline Result<RedisEndpoint> ask_sentinel(const RedisAccess& access, const RedisEndpoint& sentinel) {
  const RedisCommand question{"SENTINEL", "get-master-addr-by-name", access.url.master};
  RedisAccess plain = access;
  plain.url.db = 0;
  plain.url.password.clear();
  std::string words;  // of an error, fit to be shown
  const auto ask = [&](const RedisAccess& as) -> Result<RedisReply> {
    auto connection = RedisConnection::open(as, sentinel);
    if (!connection) return connection.error();
    auto replies = (*connection)->exchange({&question, 1}, Deadline::clock::now() + access.options.answer_timeout);
    if (!replies) return replies.error();
    words = refusal_text(replies->front().text, access.url.password);
    return std::move(replies->front());
  };
  auto reply = ask(plain);
  // Sentinels usually have no password; those that have one are given that of the servers.
  if (reply && reply->is_error("NOAUTH") && !access.url.password.empty()) {
    plain.url.password = access.url.password;
    reply = ask(plain);
  }
  if (!reply) return reply.error();
  if (reply->is_error()) return Error{Errc::unavailable, "it says: " + words};
  if (reply->is_nil()) return Error{Errc::unavailable, "it knows no master '" + printable(access.url.master) + "'"};
  RedisEndpoint master;
  if (!reply->is_array() || reply->elements.size() != 2) {
    return Error{Errc::unavailable, "its answer is not an address"};
  }
  master.host = reply->elements[0].text;
  const std::string& port = reply->elements[1].text;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), master.port);
  const bool is_port = error == std::errc{} && end == port.data() + port.size() && master.port != 0;
  if (!is_port || master.host.empty() || master.host.size() > 253 || !is_printable_utf8(master.host)) {
    return Error{Errc::unavailable, "its answer is not an address"};
  }
  return master;
}

/// False only if the server says that it is something else than a master; not every user may ask.
[[nodiscard]] inline bool may_be_master(RedisConnection& connection, const RedisAccess& access) {
  const RedisCommand role{"ROLE"};
  const auto replies = connection.exchange({&role, 1}, Deadline::clock::now() + access.options.answer_timeout);
  if (!replies) return false;
  const RedisReply& reply = replies->front();
  return !reply.is_array() || reply.elements.empty() || reply.elements[0].text == "master";
}

}  // namespace redis_detail

/// Asks the Sentinels in turn and connects to the master they name. During a failover they name the old one for a
/// while: it is asked what it is, and the Sentinels again, until the connect time-out ends. A Sentinel that does not
/// answer leaves time for the others.
[[nodiscard]] inline Result<std::unique_ptr<RedisConnection>> open_sentinel_master(const RedisAccess& access) {
  const Deadline deadline = Deadline::clock::now() + access.options.connect_timeout;
  constexpr std::chrono::milliseconds pause{200};
  std::string reason;
  for (bool is_named = true; is_named && Deadline::clock::now() + pause < deadline;
       std::this_thread::sleep_for(pause)) {
    is_named = false;
    std::size_t left = access.url.endpoints.size();
    for (const RedisEndpoint& sentinel : access.url.endpoints) {
      const auto remaining = std::max(deadline - Deadline::clock::now(), Deadline::duration::zero());
      RedisAccess hurried = access;
      hurried.options.connect_timeout = std::chrono::ceil<std::chrono::milliseconds>(remaining) / left;
      hurried.options.answer_timeout = hurried.options.connect_timeout;
      --left;
      const auto master = redis_detail::ask_sentinel(hurried, sentinel);
      if (!master) {
        reason = "Sentinel " + to_string(sentinel) + ": " + master.error().message;
        continue;
      }
      is_named = true;
      auto connection = RedisConnection::open(hurried, *master);
      if (connection && redis_detail::may_be_master(**connection, hurried)) return connection;
      reason = "master " + to_string(*master) + ": " +
               (connection ? std::string("it is not the master any more") : connection.error().message);
    }
  }
  return Error{Errc::unavailable, reason};
}

}  // namespace soak
