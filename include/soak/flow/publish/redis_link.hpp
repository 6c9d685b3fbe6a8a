// One connection to Redis for as long as a cycle takes: a Redis that does not answer costs one time-out, not one for
// each question.
#pragma once

#include <soak/sys/redis/client.hpp>

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

class RedisLink {
 public:
  explicit RedisLink(const RedisConnector& connect) : connect_(connect) {}

  /// Connects on first use. Once something failed it fails at once, with the same error.
  [[nodiscard]] Result<RedisClient*> client() {
    if (error_) return *error_;
    if (!client_) {
      auto connected = connect_();
      if (!connected) return lost(connected.error());
      client_ = std::move(*connected);
    }
    return client_.get();
  }

  [[nodiscard]] Result<std::vector<RedisReply>> pipeline(std::span<const RedisCommand> commands) {
    const auto connected = client();
    if (!connected) return connected.error();
    auto replies = (*connected)->pipeline(commands);
    if (!replies) return lost(replies.error());
    return replies;
  }

  /// As pipeline, but a first error among the replies is the error of the whole; the connection stays.
  [[nodiscard]] Result<std::vector<RedisReply>> demand(std::span<const RedisCommand> commands) {
    auto replies = pipeline(commands);
    if (!replies) return replies;
    for (std::size_t i = 0; i < replies->size(); ++i) {
      if (!(*replies)[i].is_error()) continue;
      return Error{Errc::unavailable, "Redis refuses " + commands[i].front() + ": " + printable((*replies)[i].text)};
    }
    return replies;
  }

  /// Notes that the connection is gone.
  Error lost(Error error) {
    client_.reset();
    error_ = std::move(error);
    return *error_;
  }

 private:
  const RedisConnector& connect_;
  std::unique_ptr<RedisClient> client_;
  std::optional<Error> error_;
};

}  // namespace soak
