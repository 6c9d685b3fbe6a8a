// The client for one server or a cluster. Everything goes to the server of the URL first; whoever answers "not here"
// says where, and from then on each key's commands go there at once. So a single server costs nothing more, and a
// cluster needs no right to list its nodes. Needs Boost.Asio, OpenSSL and libhiredis.
#pragma once

#include <soak/core/redis/masters.hpp>
#include <soak/core/redis/messages.hpp>
#include <soak/core/redis/redirect.hpp>
#include <soak/core/redis/refusal.hpp>
#include <soak/sys/redis/client.hpp>
#include <soak/sys/redis/connection.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace soak {

class RedisRouter final : public RedisClient {
 public:
  RedisRouter(RedisAccess access, std::unique_ptr<RedisConnection> first) : access_(std::move(access)) {
    seed_ = first->endpoint();
    nodes_.emplace(seed_, std::move(first));
  }

  /// Sent in parts of some megabytes; the answer to each part is due in the answer time-out, redirections included.
  [[nodiscard]] Result<std::vector<RedisReply>> pipeline(std::span<const RedisCommand> commands) override {
    std::vector<RedisReply> replies(commands.size());
    const std::vector<RedisUnit> units = split_into_units(commands);
    for (std::size_t first = 0; first < units.size();) {
      std::size_t bytes = 0;
      std::size_t last = first;
      for (; last < units.size() && bytes < max_part_bytes; ++last) bytes += bytes_of(commands, units[last]);
      std::vector<Pending> part;
      for (; first < last; ++first) part.push_back({units[first], std::nullopt});
      if (auto done = carry_out(commands, std::move(part), replies); !done) {
        return shown(done.error());
      }
    }
    for (RedisReply& reply : replies) make_showable(reply);
    return replies;
  }

  [[nodiscard]] Result<RedisKeys> scan(const std::string& pattern, std::size_t most) override {
    RedisKeys found;
    const auto nodes = masters(found);
    if (!nodes) return shown(nodes.error());
    for (const RedisEndpoint& node : *nodes) {
      if (auto done = scan_node(node, pattern, most, found); !done) {
        if (nodes->size() == 1) return shown(done.error());
        found.problems.push_back(shown(done.error()).message);
      }
    }
    return found;
  }

 private:
  static constexpr std::size_t max_part_bytes = std::size_t{8} << 20;
  static constexpr int max_rounds = 64;
  static constexpr std::size_t max_nodes = 1000;
  static constexpr std::chrono::milliseconds pause{50};

  struct Pending {
    RedisUnit unit;
    std::optional<RedisEndpoint> ask;
  };

  [[nodiscard]] Error shown(const Error& error) const {
    return {Errc::unavailable,
            "Redis at " + access_.url.display() + ": " + mask_redis_secret(error.message, access_.url.password)};
  }

  /// All masters of the cluster, or the one server that there is.
  [[nodiscard]] Result<std::vector<RedisEndpoint>> masters(RedisKeys& found) {
    const RedisCommand command{"CLUSTER", "SLOTS"};
    const auto node = node_at(seed_);
    if (!node) return node.error();
    auto replies = (*node)->exchange(std::span(&command, 1), Deadline::clock::now() + access_.options.answer_timeout);
    if (!replies) return node_error(seed_, replies.error());
    RedisReply& reply = replies->front();
    auto nodes = cluster_masters(reply, seed_.host);
    if (!nodes.empty()) return nodes;
    if (!is_no_cluster(reply)) {
      make_showable(reply);
      found.problems.push_back("Redis does not tell of other nodes, so only one was searched: " +
                               printable(reply.text.empty() ? "CLUSTER SLOTS names none" : reply.text));
    }
    return std::vector<RedisEndpoint>{seed_};
  }

  /// Adds the keys of one node; the answer to each page is due in the answer time-out.
  [[nodiscard]] Result<void> scan_node(const RedisEndpoint& endpoint, const std::string& pattern, std::size_t most,
                                       RedisKeys& found) {
    constexpr const char* page = "1000";
    const auto node = node_at(endpoint);
    if (!node) return node.error();
    RedisCommand command{"SCAN", "0", "MATCH", pattern, "COUNT", page};
    do {
      auto replies = (*node)->exchange(std::span(&command, 1), Deadline::clock::now() + access_.options.answer_timeout);
      if (!replies) return node_error(endpoint, replies.error());
      RedisReply& reply = replies->front();
      if (reply.elements.size() != 2) {
        make_showable(reply);
        return Error{Errc::unavailable,
                     "node " + printable(to_string(endpoint)) + " refuses SCAN: " + printable(reply.text)};
      }
      for (RedisReply& key : reply.elements[1].elements) found.keys.insert(std::move(key.text));
      if (found.keys.size() > most) {
        found.problems.push_back("more than " + std::to_string(most) + " keys fit " + pattern);
        return {};
      }
      command[1] = reply.elements[0].text;
    } while (command[1] != "0");
    return {};
  }

  /// Errors may be shown from here on. One that is read and never shown stays as it is (is_id_too_small).
  void make_showable(RedisReply& reply) const {
    if (reply.is_error() && reply.text.find("equal or smaller") == std::string::npos) {
      reply.text = refusal_text(reply.text, access_.url.password);
    }
    for (RedisReply& element : reply.elements) make_showable(element);
  }

  [[nodiscard]] static std::size_t bytes_of(std::span<const RedisCommand> commands, const RedisUnit& unit) {
    std::size_t bytes = 0;
    for (const RedisCommand& command : commands.subspan(unit.first, unit.count)) {
      for (const std::string& argument : command) bytes += argument.size() + 16;
    }
    return bytes;
  }

  /// Sends each unit to where it belongs, again after a redirection, until every one has its replies. Units of one key
  /// keep their order, since they always go the same way.
  [[nodiscard]] Result<void> carry_out(std::span<const RedisCommand> commands, std::vector<Pending> pending,
                                       std::vector<RedisReply>& replies) {
    const Deadline deadline = Deadline::clock::now() + access_.options.answer_timeout;
    for (int round = 0; !pending.empty(); ++round) {
      if (round == max_rounds) return Error{Errc::unavailable, "the cluster redirects without end"};
      std::map<RedisEndpoint, std::vector<Pending>> by_node;
      for (Pending& one : pending) by_node[target_of(one)].push_back(std::move(one));
      pending.clear();
      bool must_wait = false;
      for (const auto& [endpoint, group] : by_node) {
        auto waits = send(endpoint, group, commands, replies, pending, deadline);
        if (!waits) return waits.error();
        must_wait = must_wait || *waits;
      }
      std::sort(pending.begin(), pending.end(),
                [](const Pending& a, const Pending& b) { return a.unit.first < b.unit.first; });
      if (must_wait) std::this_thread::sleep_for(pause);
    }
    return {};
  }

  [[nodiscard]] const RedisEndpoint& target_of(const Pending& one) const {
    if (one.ask) return *one.ask;
    if (slots_.empty() || one.unit.key.empty()) return seed_;
    const auto found = slots_.find(redis_slot(one.unit.key));
    return found == slots_.end() ? seed_ : found->second;
  }

  /// One node's share of a round. What was redirected is added to `again`; true if that should wait a moment.
  [[nodiscard]] Result<bool> send(const RedisEndpoint& endpoint, const std::vector<Pending>& group,
                                  std::span<const RedisCommand> commands, std::vector<RedisReply>& replies,
                                  std::vector<Pending>& again, Deadline deadline) {
    auto node = node_at(endpoint);
    if (!node) return node.error();
    std::vector<RedisCommand> gathered;
    const bool is_all = group.front().unit.first + total(group) == group.back().unit.first + group.back().unit.count &&
                        std::none_of(group.begin(), group.end(), [](const Pending& one) { return one.ask; });
    if (!is_all) {
      for (const Pending& one : group) {
        if (one.ask) gathered.push_back({"ASKING"});
        const auto part = commands.subspan(one.unit.first, one.unit.count);
        gathered.insert(gathered.end(), part.begin(), part.end());
      }
    }
    auto answers = (*node)->exchange(
        is_all ? commands.subspan(group.front().unit.first, total(group)) : std::span<const RedisCommand>(gathered),
        deadline);
    if (!answers) return node_error(endpoint, answers.error());
    bool must_wait = false;
    std::size_t at = 0;
    for (const Pending& one : group) {
      at += one.ask ? 1 : 0;
      const auto begin = answers->begin() + static_cast<std::ptrdiff_t>(at);
      const auto end = begin + static_cast<std::ptrdiff_t>(one.unit.count);
      at += one.unit.count;
      if (const auto redirect = redirect_among({begin, end})) {
        must_wait = must_wait || redirect->kind == RedisRedirect::Kind::later;
        again.push_back(follow(one.unit, *redirect, endpoint));
      } else {
        std::move(begin, end, replies.begin() + static_cast<std::ptrdiff_t>(one.unit.first));
      }
    }
    return must_wait;
  }

  [[nodiscard]] static std::size_t total(const std::vector<Pending>& group) {
    std::size_t count = 0;
    for (const Pending& one : group) count += one.unit.count;
    return count;
  }

  [[nodiscard]] static std::optional<RedisRedirect> redirect_among(std::span<const RedisReply> replies) {
    for (const RedisReply& reply : replies) {
      if (auto redirect = parse_redirect(reply)) return redirect;
    }
    return std::nullopt;
  }

  [[nodiscard]] Pending follow(const RedisUnit& unit, RedisRedirect redirect, const RedisEndpoint& answered) {
    if (redirect.kind == RedisRedirect::Kind::later) return {unit, std::nullopt};
    if (redirect.endpoint.host.empty()) redirect.endpoint.host = answered.host;
    if (redirect.kind == RedisRedirect::Kind::ask) return {unit, std::move(redirect.endpoint)};
    slots_[redirect.slot] = std::move(redirect.endpoint);
    return {unit, std::nullopt};
  }

  [[nodiscard]] Result<RedisConnection*> node_at(const RedisEndpoint& endpoint) {
    if (const auto found = nodes_.find(endpoint); found != nodes_.end()) return found->second.get();
    if (access_.url.transport == RedisUrl::Transport::unix_socket) {
      return Error{Errc::unavailable, "a cluster's other nodes cannot be reached through a Unix socket"};
    }
    if (nodes_.size() == max_nodes) return Error{Errc::unavailable, "the cluster names more nodes than it can have"};
    auto connection = RedisConnection::open(access_, endpoint);
    if (!connection) return node_error(endpoint, connection.error());
    return nodes_.emplace(endpoint, std::move(*connection)).first->second.get();
  }

  [[nodiscard]] Error node_error(const RedisEndpoint& endpoint, const Error& error) const {
    if (endpoint == seed_) return error;
    return {error.code, "node " + printable(to_string(endpoint)) + ": " + error.message};
  }

  RedisAccess access_;
  RedisEndpoint seed_;
  std::map<RedisEndpoint, std::unique_ptr<RedisConnection>> nodes_;
  std::map<unsigned, RedisEndpoint> slots_;
};

}  // namespace soak
