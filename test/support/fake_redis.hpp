// A Redis in memory, as far as the runner uses one, that can be away, be emptied and refuse writes.
#pragma once

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

   private:
    FakeRedis& server_;
  };

  soak::RedisReply answer(const soak::RedisCommand& command) {
    using Type = soak::RedisReply::Type;
    const std::string& name = command.front();
    if (name == "MULTI") return {.type = Type::status, .text = "OK"};
    if (name == "EXEC") return {.type = Type::array};
    if (name == "GET") {
      const auto found = texts.find(command[1]);
      return found == texts.end() ? soak::RedisReply{} : soak::RedisReply{.type = Type::text, .text = found->second};
    }
    if (refuses_writes) {
      return {.type = Type::error, .text = "OOM command not allowed when used memory > 'maxmemory'."};
    }
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
