// What is remembered of incidents, and what people said of them, in the state directory
// (docs/formats/incident_memory.md, docs/formats/silences.md).
#pragma once

#include <soak/flow/files/state_file.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/model/alert/incident_memory.hpp>
#include <soak/model/alert/silences.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <optional>
#include <span>
#include <string>
#include <utility>

namespace soak {

/// A file that cannot be used is named, and every open incident is told anew: better twice than never.
[[nodiscard]] inline IncidentMemory read_incident_memory(const std::string& path) {
  return read_state<IncidentMemory>(path, parse_incident_memory, "the memory of incidents ", " and begun anew")
      .value_or(IncidentMemory{});
}

inline void keep_incident_memory(const std::string& path, const IncidentMemory& memory) {
  const auto kept = write_file_atomically(path, to_json(memory));
  if (!kept) diagnose(Severity::warn, "open incidents are not kept across a restart: " + kept.error().message);
}

/// Acknowledgements and silences as the state directory has them.
[[nodiscard]] inline Silences read_local_silences(const std::string& path) {
  return read_state<Silences>(path, parse_silences, "silences ", " and taken for none").value_or(Silences{});
}

/// The same, or Redis's if they are the newer.
[[nodiscard]] inline Silences read_silences(const std::string& path, RedisLink& redis, const std::string& key) {
  Silences silences = read_local_silences(path);
  const RedisCommand get{"GET", key};
  const auto replies = redis.demand(std::span(&get, 1));
  if (!replies || replies->front().is_nil()) return silences;
  auto remote = parse_silences(replies->front().text);
  if (!remote) {
    diagnose(Severity::warn,
             "the silences in Redis key " + printable(key) + " are unusable: " + remote.error().message);
  } else if (remote->updated_at > silences.updated_at) {
    return std::move(*remote);
  }
  return silences;
}

}  // namespace soak
