// Hands the runner's state on from holder to holder of a lease: from the state directory to Redis and back.
//
// The state directory stays the runner's memory; Redis has a copy of all of it in one key, written before a message
// goes out and after it was taken. So a successor knows what was to be sent and what was sent, but for one message.
#pragma once

#include <soak/flow/files/state_file.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/alert/shared_memory.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

inline constexpr std::string_view shared_memory_name = "soak:lease_memory";

class Handover {
 public:
  /// `redis` is fenced.
  Handover(const ContinuousSettings& settings, RedisConnector redis, Clock now)
      : redis_(std::move(redis)), now_(std::move(now)), key_(prefixed_key(settings.exports, shared_memory_name)) {
    const auto own = [&](std::string_view name) {
      files_.emplace_back(name, own_state_path(settings.state_dir, name, settings.env(), settings.exchange()));
    };
    own(artifact_name::runner_state);
    own(artifact_name::alert_state);
    files_.emplace_back("incidents", incidents_path(settings.state_dir, settings.env(), settings.exchange()));
    const std::string outbox = outbox_path(settings.state_dir, settings.env(), settings.exchange());
    for (const std::string_view topic : alert_topic::kept) {
      files_.emplace_back("outbox/" + std::string(topic), path_in(outbox, std::string(topic) + ".json"));
    }
  }

  /// Makes the state directory what the holder before left. What is not in Redis at all stays as it is here.
  [[nodiscard]] Result<void> take_over() {
    RedisLink redis(redis_);
    const RedisCommand get{"GET", key_};
    const auto replies = redis.demand(std::span(&get, 1));
    if (!replies) return replies.error();
    if (replies->front().is_nil()) return {};
    const auto memory = parse_shared_memory(replies->front().text);
    if (!memory) {
      diagnose(Severity::warn, "the state in Redis key " + printable(key_) +
                                   " is unusable, that of this machine is used: " + memory.error().message);
      return {};
    }
    for (const auto& [name, path] : files_) {
      const auto found = std::find_if(memory->files.begin(), memory->files.end(),
                                      [&](const SharedFile& file) { return file.name == name; });
      const bool is_there = found != memory->files.end() && !found->text.empty();
      if (!is_there && !file_exists(path)) continue;
      const auto done = is_there ? write_file_atomically(path, found->text) : remove_file(path);
      if (!done) return done.error();
    }
    return {};
  }

  /// Tells Redis what the state directory holds now. A refusal by the fence is an error, too (is_fenced_off).
  [[nodiscard]] Result<void> hand_on() {
    SharedMemory memory;
    for (const auto& [name, path] : files_) {
      if (!file_exists(path)) continue;
      auto text = read_file(path, max_state_bytes);
      if (!text) return text.error();
      memory.files.push_back({name, std::move(*text)});
    }
    if (memory.files == told_) return {};
    memory.saved_at = now_();
    RedisLink redis(redis_);
    const RedisCommand set{"SET", key_, to_json(memory)};
    const auto told = redis.demand(std::span(&set, 1));
    if (!told) return told.error();
    told_ = std::move(memory.files);
    return {};
  }

 private:
  RedisConnector redis_;
  Clock now_;
  std::string key_;
  std::vector<std::pair<std::string, std::string>> files_;  ///< name in the copy, and path
  std::vector<SharedFile> told_;                            ///< that Redis has taken from this process
};

}  // namespace soak
