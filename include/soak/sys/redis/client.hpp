// A Redis as the rest of soak sees it. The client behind it, which needs Asio, OpenSSL and hiredis, is made by
// soak/sys/redis/connect.hpp: one unit of a program includes that one and hands a RedisConnector to whom it concerns.
#pragma once

#include <soak/core/redis/messages.hpp>
#include <soak/core/redis/url.hpp>
#include <soak/core/result.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct RedisOptions {
  std::string ca_file = {};                          ///< PEM; empty: the system's authorities
  std::chrono::milliseconds connect_timeout{5'000};  ///< for name service, connection, TLS, login together
  std::chrono::milliseconds answer_timeout{5'000};   ///< for the whole answer to what one call sends
};

/// Names of keys, and what kept it from being all of them, a sentence each (a node that did not answer, too many keys).
struct RedisKeys {
  std::set<std::string> keys = {};
  std::vector<std::string> problems = {};
};

/// A connected, authenticated Redis (one server, or a cluster behind it). Not for several threads at once. After an
/// Error the connection is gone; connect anew.
class RedisClient {
 public:
  RedisClient() = default;
  RedisClient(const RedisClient&) = delete;
  RedisClient& operator=(const RedisClient&) = delete;
  virtual ~RedisClient() = default;

  /// Sends all commands at once and gives one reply for each, in their order. An error that Redis answers is a reply,
  /// whose text may be shown: what it repeats of the password is not in it;
  /// an Error (Errc::unavailable) is a server that could not be talked to. `MULTI` … `EXEC` inside `commands` (see
  /// append_transaction) must concern one key if the server may be a cluster.
  [[nodiscard]] virtual Result<std::vector<RedisReply>> pipeline(std::span<const RedisCommand> commands) = 0;

  /// The keys that fit the glob `pattern`, of all masters, `most` of them at most. Keys that come or go meanwhile may
  /// be among them or not. An Error is a server that could not be talked to at all.
  [[nodiscard]] virtual Result<RedisKeys> scan(const std::string& pattern, std::size_t most) = 0;

  /// One command; an error that Redis answers becomes an Error (Errc::unavailable), too.
  [[nodiscard]] Result<RedisReply> command(RedisCommand command) {
    const std::string name = command.empty() ? std::string() : command.front();
    auto replies = pipeline(std::span(&command, 1));
    if (!replies) return replies.error();
    if (replies->front().is_error()) {
      return Error{Errc::unavailable, "Redis refuses " + printable(name) + ": " + printable(replies->front().text)};
    }
    return std::move(replies->front());
  }
};

/// Connects to one URL, or says why that failed (Errc::unavailable). Tests give flows one of their own.
using RedisConnector = std::function<Result<std::unique_ptr<RedisClient>>()>;

/// Connects, and has one PING answered: "PING answered PONG". Another answer is not shown: a server may say anything,
/// and what is said here goes into reports.
[[nodiscard]] inline Result<std::string> ping(const RedisConnector& connect) {
  const auto client = connect();
  if (!client) return client.error();
  const auto answer = (*client)->command({"PING"});
  if (!answer) return answer.error();
  if (answer->text != "PONG") return Error{Errc::unavailable, "it answers PING with something else than PONG"};
  return std::string("PING answered PONG");
}

}  // namespace soak
