// Makes the Redis client that soak/sys/redis/client.hpp describes. Needs Boost.Asio, OpenSSL and libhiredis (link ssl,
// crypto, hiredis, threads); a heavy header that one unit of a program includes.
#pragma once

#include <soak/sys/redis/client.hpp>
#include <soak/sys/redis/connection.hpp>
#include <soak/sys/redis/router.hpp>
#include <soak/sys/redis/sentinel.hpp>

#include <memory>
#include <string>
#include <utility>

namespace soak {

/// A connector for `url`. Nothing is connected yet; the error is a CA file that cannot be used (Errc::input_unusable).
[[nodiscard]] inline Result<RedisConnector> redis_connector(const RedisUrl& url, const RedisOptions& options = {}) {
  RedisAccess access{url, options, nullptr};
  if (url.transport == RedisUrl::Transport::tls) {
    auto tls = make_tls_context(options.ca_file);
    if (!tls) return tls.error();
    access.tls = std::move(*tls);
  }
  return RedisConnector([access]() -> Result<std::unique_ptr<RedisClient>> {
    auto connection = !access.url.master.empty()     ? open_sentinel_master(access)
                      : access.url.endpoints.empty() ? RedisConnection::open(access, {})
                                                     : RedisConnection::open(access, access.url.endpoints.front());
    if (!connection) {
      return Error{Errc::unavailable, "Could not connect to Redis at " + access.url.display() + ": " +
                                          mask_redis_secret(connection.error().message, access.url.password)};
    }
    return std::make_unique<RedisRouter>(access, std::move(*connection));
  });
}

}  // namespace soak
