// The alert state, in Redis and in the state directory (docs/formats/alert_state.md).
//
// While Redis answers it rules: a state that was deleted there means that no alert was sent. What Redis could not be
// told is kept in the file, marked pending, used meanwhile, and told when Redis is back, unless it is the older.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/flow/files/state_file.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/model/alert/alert_state.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

struct AlertMemorySettings {
  std::string state_dir{default_dir::state};
  std::string env;
  std::string exchange;
  std::string state_key;     ///< "{env}:{exchange}:soak:alert_state"
  std::string debounce_key;  ///< expires with the debounce window
  std::int64_t debounce_min = 180;
};

class AlertStateStore {
 public:
  explicit AlertStateStore(AlertMemorySettings settings) : settings_(std::move(settings)) {}

  /// The state in force; none: no alert was sent.
  [[nodiscard]] std::optional<AlertState> load(RedisLink& redis, Instant now) {
    const AlertStateFile local = read_local();
    const RedisCommand get{"GET", settings_.state_key};
    const auto replies = redis.demand(std::span(&get, 1));
    if (!replies) return local.state;
    std::optional<AlertState> remote;
    if (!replies->front().is_nil()) {
      auto parsed = parse_alert_state(replies->front().text);
      if (parsed) {
        remote = std::move(*parsed);
      } else {
        diagnose(Severity::warn, "the state in Redis key " + printable(settings_.state_key) +
                                     " is unusable and taken for none: " + parsed.error().message);
      }
    }
    if (local.is_pending && local.state && (!remote || local.state->updated_at >= remote->updated_at)) {
      save(redis, *local.state, now);
      return local.state;
    }
    if (remote != local.state || local.is_pending) write_local(remote, false);
    return remote;
  }

  /// The state as the state directory has it.
  [[nodiscard]] std::optional<AlertState> load_local() { return read_local().state; }

  /// Tells Redis and the file.
  void save(RedisLink& redis, const AlertState& state, Instant now) {
    const std::string json = to_json(state);
    const std::int64_t left_s =
        std::min<std::int64_t>(settings_.debounce_min * 60,
                               settings_.debounce_min * 60 - (epoch_seconds(now) - epoch_seconds(state.last_sent_at)));
    const std::array<RedisCommand, 2> commands{
        RedisCommand{"SET", settings_.state_key, json},
        left_s > 0 ? RedisCommand{"SET", settings_.debounce_key, json, "EX", std::to_string(left_s)}
                   : RedisCommand{"DEL", settings_.debounce_key}};
    const auto told = redis.demand(commands);
    write_local(state, !told);
  }

 private:
  [[nodiscard]] AlertStateFile read_local() const {
    if (unsaved_) return *unsaved_;
    auto file = read_state<AlertStateFile>(path(), parse_alert_state_file, "alert state ", " and taken for none");
    const bool is_own = file && file->env.value_or(settings_.env) == settings_.env &&
                        file->exchange.value_or(settings_.exchange) == settings_.exchange;
    return is_own ? std::move(*file) : AlertStateFile{};
  }

  [[nodiscard]] std::string path() const {
    return own_state_path(settings_.state_dir, artifact_name::alert_state, settings_.env, settings_.exchange);
  }

  void write_local(std::optional<AlertState> state, bool is_pending) {
    AlertStateFile file{std::move(state), settings_.env, settings_.exchange, is_pending};
    const auto written = write_file_atomically(path(), to_json(file));
    unsaved_.reset();
    if (written) return;
    unsaved_ = std::move(file);
    diagnose(Severity::warn, "the alert state is not kept across a restart: " + written.error().message);
  }

  AlertMemorySettings settings_;
  std::optional<AlertStateFile> unsaved_;  ///< what the disk did not take
};

}  // namespace soak
