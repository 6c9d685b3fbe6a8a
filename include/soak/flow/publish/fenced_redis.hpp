// A Redis whose writes carry the token of a lease (analysis/publish/fencing.hpp).
#pragma once

#include <soak/analysis/publish/fencing.hpp>
#include <soak/sys/redis/client.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

namespace publish_detail {

class FencedRedis final : public RedisClient {
 public:
  FencedRedis(std::unique_ptr<RedisClient> inner, std::int64_t fence) : inner_(std::move(inner)), fence_(fence) {}

  [[nodiscard]] Result<std::vector<RedisReply>> pipeline(std::span<const RedisCommand> asked) override {
    const FencedCommands fenced = fence_commands(asked, fence_);
    auto replies = inner_->pipeline(fenced.commands);
    if (!replies) return replies;
    return unfence_replies(asked, fenced, std::move(*replies));
  }
  [[nodiscard]] Result<RedisKeys> scan(const std::string& pattern, std::size_t most) override {
    return inner_->scan(pattern, most);
  }

 private:
  std::unique_ptr<RedisClient> inner_;
  std::int64_t fence_;
};

}  // namespace publish_detail

[[nodiscard]] inline RedisConnector fenced(RedisConnector connect, std::int64_t fence) {
  return [connect = std::move(connect), fence]() -> Result<std::unique_ptr<RedisClient>> {
    auto client = connect();
    if (!client) return client;
    return std::make_unique<publish_detail::FencedRedis>(std::move(*client), fence);
  };
}

}  // namespace soak
