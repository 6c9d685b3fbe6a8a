// One connection to one Redis server. Needs Boost.Asio, OpenSSL and libhiredis.
#pragma once

#include <soak/core/redis/messages.hpp>
#include <soak/core/redis/refusal.hpp>
#include <soak/core/redis/url.hpp>
#include <soak/sys/net/deadline_stream.hpp>
#include <soak/sys/redis/client.hpp>
#include <soak/sys/redis/reader.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// How every connection of one client is made: a cluster's nodes are reached in the same way as its first one.
struct RedisAccess {
  RedisUrl url;
  RedisOptions options;
  std::shared_ptr<TlsContext> tls;  ///< set if the transport is TLS
};

/// Errors are Errc::unavailable and give the bare reason; the client that holds the connection adds which Redis it is.
class RedisConnection {
 public:
  explicit RedisConnection(RedisEndpoint endpoint) : endpoint_(std::move(endpoint)) {}

  /// Connects, authenticates if the URL says how (else asks whether that is needed), and selects its database.
  /// `endpoint` is unused for a Unix socket.
  [[nodiscard]] static Result<std::unique_ptr<RedisConnection>> open(const RedisAccess& access,
                                                                     const RedisEndpoint& endpoint) {
    auto connection = std::make_unique<RedisConnection>(endpoint);
    connection->secret_ = access.url.password;
    const Deadline deadline = Deadline::clock::now() + access.options.connect_timeout;
    if (auto connected = connection->connect(access, deadline); !connected) return connected.error();
    std::vector<RedisCommand> greeting;
    if (access.url.password.empty()) {
      greeting.push_back({"PING"});
    } else {
      greeting.push_back({"AUTH"});
      if (!access.url.user.empty()) greeting.back().push_back(access.url.user);
      greeting.back().push_back(access.url.password);
    }
    if (access.url.db != 0) greeting.push_back({"SELECT", std::to_string(access.url.db)});
    auto replies = connection->exchange(greeting, deadline);
    if (!replies) return replies.error();
    for (std::size_t i = 0; i < greeting.size(); ++i) {
      // A user without the right to PING may do the rest.
      const RedisReply& reply = (*replies)[i];
      if (!reply.is_error() || (greeting[i].front() == "PING" && reply.is_error("NOPERM"))) continue;
      return failure("it refuses " + greeting[i].front() + ": " + connection->words_of(reply));
    }
    return connection;
  }

  /// Sends all commands and reads a reply for each.
  [[nodiscard]] Result<std::vector<RedisReply>> exchange(std::span<const RedisCommand> commands, Deadline deadline) {
    std::vector<RedisReply> replies;
    if (commands.empty()) return replies;
    replies.reserve(commands.size());
    reader_.begin_answer();
    // Formatted a little at a time, so that the server works on the first command while the last one is formatted.
    std::string bytes;
    std::size_t next = 0;
    const auto produce = [&]() -> std::string_view {
      bytes.clear();
      while (next < commands.size() && bytes.size() < write_bytes) append_redis_bytes(bytes, commands[next++]);
      return bytes;
    };
    const auto receive = [&](std::string_view text) {
      reader_.feed(text);
      while (replies.size() < commands.size()) {
        auto reply = reader_.next();
        if (!reply) return reader_.failed();
        replies.push_back(std::move(*reply));
      }
      return true;
    };
    const auto done = stream_.exchange(produce, receive, deadline);
    if (reader_.failed()) return failure("the answer is not Redis' protocol, or larger than it may be");
    if (done && replies.size() == commands.size()) return replies;
    // "max number of clients reached", "Protected mode is enabled": said once, then the connection is closed.
    if (!replies.empty() && replies.back().is_error()) return failure("it says: " + words_of(replies.back()));
    return done.has_error() ? done.error() : failure("the answer is incomplete");
  }

  /// The text of an error reply, fit to be shown.
  [[nodiscard]] std::string words_of(const RedisReply& reply) const { return refusal_text(reply.text, secret_); }

  [[nodiscard]] const RedisEndpoint& endpoint() const noexcept { return endpoint_; }

 private:
  static constexpr std::size_t write_bytes = std::size_t{32} << 10;

  [[nodiscard]] static Error failure(std::string reason) { return {Errc::unavailable, std::move(reason)}; }

  [[nodiscard]] Result<void> connect(const RedisAccess& access, Deadline deadline) {
    auto connected = access.url.transport == RedisUrl::Transport::unix_socket
                         ? stream_.connect_unix(access.url.socket_path, deadline)
                         : stream_.connect_tcp(endpoint_.host, endpoint_.port, deadline);
    if (connected && access.tls) connected = stream_.start_tls(*access.tls, endpoint_.host, deadline);
    return connected;
  }

  RedisEndpoint endpoint_;
  std::string secret_;
  DeadlineStream stream_;
  RedisReplyReader reader_;
};

}  // namespace soak
