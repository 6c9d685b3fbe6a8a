// A Redis in memory, as far as the runner uses one, that can be away, be emptied and refuse writes.
#pragma once

#include <soak/analysis/publish/fencing.hpp>
#include <soak/sys/redis/client.hpp>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

class FakeRedis {
 public:
  bool is_away = false;
  bool refuses_writes = false;
  int connections = 0;
  std::vector<std::string> scan_problems;
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<std::string>> hashes;  ///< fields and values in turns
  std::map<std::string, std::string> expiries;             ///< seconds, as they were given

  [[nodiscard]] soak::RedisConnector connector() {
    return [this]() -> soak::Result<std::unique_ptr<soak::RedisClient>> {
      ++connections;
      if (is_away) return soak::Error{soak::Errc::unavailable, "Could not connect to Redis at fake: away"};
      return std::make_unique<Client>(*this);
    };
  }
  void clear() {
    texts.clear();
    hashes.clear();
    expiries.clear();
  }

 private:
  class Client : public soak::RedisClient {
   public:
    explicit Client(FakeRedis& server) : server_(server) {}
    soak::Result<std::vector<soak::RedisReply>> pipeline(std::span<const soak::RedisCommand> commands) override {
      if (server_.is_away) return soak::Error{soak::Errc::unavailable, "the connection is gone"};
      std::vector<soak::RedisReply> replies;
      for (const auto& command : commands) replies.push_back(server_.answer(command));
      return replies;
    }
    /// Of patterns it knows `*:soak:[abc]*`, which is what soak asks for.
    soak::Result<soak::RedisKeys> scan(const std::string& pattern, std::size_t most) override {
      if (server_.is_away) return soak::Error{soak::Errc::unavailable, "the connection is gone"};
      soak::RedisKeys found{{}, server_.scan_problems};
      const std::string first = pattern.substr(8, pattern.find(']') - 8);
      const auto add = [&](const std::string& key) {
        const auto at = key.find(":soak:");
        const bool fits = at != key.npos && at + 6 < key.size() && first.find(key[at + 6]) != first.npos;
        if (fits && found.keys.size() < most) found.keys.insert(key);
      };
      for (const auto& [key, value] : server_.texts) add(key);
      for (const auto& [key, value] : server_.hashes) add(key);
      return found;
    }

   private:
    FakeRedis& server_;
  };

  soak::RedisReply field(const std::string& key, const std::string& name) {
    const auto found = hashes.find(key);
    if (found == hashes.end()) return {};
    for (std::size_t i = 0; i + 1 < found->second.size(); i += 2) {
      if (found->second[i] == name) return {.type = soak::RedisReply::Type::text, .text = found->second[i + 1]};
    }
    return {};
  }

  /// The scripts that soak sends: the exchange of a lease, and a fenced JSON object.
  soak::RedisReply evaluate(const soak::RedisCommand& command) {
    using Type = soak::RedisReply::Type;
    std::string& text = texts[command[3]];
    if (command[1] != soak::fenced_json_script) {
      const bool is_seen = text == command[4];
      if (is_seen) text = command[5];
      return {.type = Type::integer, .integer = is_seen ? 1 : 0};
    }
    const auto at = text.find("\"fence\":");
    if (at != text.npos && std::stoll(text.substr(at + 8)) > std::stoll(command[4])) {
      return {.type = Type::error, .text = "FENCED by a newer holder of the lease"};
    }
    text = command[5];
    return {.type = Type::status, .text = "OK"};
  }

  soak::RedisReply answer(const soak::RedisCommand& command) {
    using Type = soak::RedisReply::Type;
    const std::string& name = command.front();
    if (name == "MULTI") return {.type = Type::status, .text = "OK"};
    if (name == "EXEC") return {.type = Type::array};
    if (name == "GET") {
      const auto found = texts.find(command[1]);
      return found == texts.end() ? soak::RedisReply{} : soak::RedisReply{.type = Type::text, .text = found->second};
    }
    if (name == "GETRANGE") {
      const auto found = texts.find(command[1]);
      const bool is_hash = hashes.contains(command[1]);
      if (is_hash) return {.type = Type::error, .text = "WRONGTYPE Operation against a key"};
      const std::size_t end = std::stoul(command[3]) + 1;
      return {.type = Type::text, .text = found == texts.end() ? "" : found->second.substr(0, end)};
    }
    if (name == "HSTRLEN" || name == "HMGET") {
      if (texts.contains(command[1])) return {.type = Type::error, .text = "WRONGTYPE Operation against a key"};
      soak::RedisReply reply{.type = Type::array};
      for (std::size_t i = 2; i < command.size(); ++i) reply.elements.push_back(field(command[1], command[i]));
      if (name == "HMGET") return reply;
      return {.type = Type::integer, .integer = static_cast<std::int64_t>(reply.elements[0].text.size())};
    }
    if (refuses_writes) {
      return {.type = Type::error, .text = "OOM command not allowed when used memory > 'maxmemory'."};
    }
    if (name == "EVAL") return evaluate(command);
    if (name == "SET") {
      texts[command[1]] = command[2];
      expiries.erase(command[1]);
      if (command.size() > 4) expiries[command[1]] = command[4];
      return {.type = Type::status, .text = "OK"};
    }
    if (name == "HSET") hashes[command[1]].assign(command.begin() + 2, command.end());
    if (name == "HGETALL") {
      soak::RedisReply reply{.type = Type::array};
      for (const std::string& text : hashes[command[1]]) reply.elements.push_back({.type = Type::text, .text = text});
      return reply;
    }
    if (name == "DEL") {
      texts.erase(command[1]);
      hashes.erase(command[1]);
    }
    if (name == "EXPIRE") return {.type = Type::integer, .integer = hashes.contains(command[1]) ? 1 : 0};
    return {.type = Type::integer, .integer = 1};
  }
};
