// What `soak ack` and `soak silence` do: they change the lists that the runner reads each cycle.
#pragma once

#include <soak/analysis/alert/silence_rules.hpp>
#include <soak/analysis/publish/redis_export.hpp>
#include <soak/flow/alert/incident_store.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/file/directory_lock.hpp>
#include <soak/sys/redis/client.hpp>

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct SilencingSettings {
  std::string state_dir{default_dir::state};
  ExportSettings place;       ///< env and exchange
  RedisConnector redis = {};  ///< none: Redis is not told
};

namespace alert_detail {

/// The Redis of the settings; where there is none every question fails at once.
[[nodiscard]] inline RedisConnector redis_or_nowhere(const SilencingSettings& settings) {
  if (settings.redis) return settings.redis;
  return []() -> Result<std::unique_ptr<RedisClient>> { return Error{Errc::unavailable, "no Redis was named"}; };
}

[[nodiscard]] inline Silences read_silences(const SilencingSettings& settings, RedisLink& redis) {
  return soak::read_silences(silences_path(settings.state_dir, settings.place.env, settings.place.exchange), redis,
                             prefixed_key(settings.place, "soak:silences"));
}

}  // namespace alert_detail

/// Both lists as they are. Nothing is written.
[[nodiscard]] inline Silences look_at_silences(const SilencingSettings& settings) {
  const RedisConnector connect = alert_detail::redis_or_nowhere(settings);
  RedisLink redis(connect);
  return alert_detail::read_silences(settings, redis);
}

/// Reads both lists, lets `change` change them, drops what is over, and keeps and tells Redis the result. For many at
/// once: the directory is locked meanwhile.
template <class Change>
[[nodiscard]] Result<Silences> change_silences(const SilencingSettings& settings, Instant now, const Change& change) {
  const auto lock = lock_directory(settings.state_dir);
  if (!lock) return lock.error();
  const std::string path = silences_path(settings.state_dir, settings.place.env, settings.place.exchange);
  const RedisConnector connect = alert_detail::redis_or_nowhere(settings);
  RedisLink redis(connect);
  Silences silences = alert_detail::read_silences(settings, redis);
  if (const Result<void> changed = change(silences); !changed) return changed.error();
  std::erase_if(silences.acks, [&](const Acknowledgement& ack) { return is_over(ack, now); });
  std::erase_if(silences.silences, [&](const SilenceRule& rule) { return is_over(rule, now); });
  silences.updated_at = now;
  const auto written = write_file_atomically(path, to_json(silences));
  if (!written) return written.error();
  const RedisCommand set{"SET", prefixed_key(settings.place, "soak:silences"), to_json(silences)};
  const auto told = redis.demand(std::span(&set, 1));
  if (!told && settings.redis) diagnose(Severity::warn, "Redis is not told: " + told.error().message);
  return silences;
}

/// Acknowledges open incidents, all of them if no id is given. An id that is not open is an error that names those that
/// are.
[[nodiscard]] inline Result<std::vector<Acknowledgement>> acknowledge(const SilencingSettings& settings,
                                                                      const std::vector<std::string>& ids,
                                                                      const Acknowledgement& model) {
  const IncidentMemory memory =
      read_incident_memory(incidents_path(settings.state_dir, settings.place.env, settings.place.exchange));
  std::vector<Acknowledgement> made;
  std::string open_ids;
  for (const RememberedIncident& incident : memory.open) {
    open_ids += "\n  " + printable(incident.id);
    if (!ids.empty() && std::find(ids.begin(), ids.end(), incident.id) == ids.end()) continue;
    made.push_back(model);
    made.back().id = incident.id;
    made.back().level = incident.level;
  }
  if (made.empty() || (!ids.empty() && made.size() < ids.size())) {
    return Error{Errc::input_unusable, open_ids.empty() ? "no incident is open in " + printable(settings.state_dir)
                                                        : "no such incident is open; open are:" + open_ids};
  }
  const auto kept = change_silences(settings, model.at, [&](Silences& silences) -> Result<void> {
    for (const Acknowledgement& ack : made) {
      std::erase_if(silences.acks, [&](const Acknowledgement& earlier) { return earlier.id == ack.id; });
      silences.acks.push_back(ack);
    }
    return {};
  });
  if (!kept) return kept.error();
  return made;
}

}  // namespace soak
