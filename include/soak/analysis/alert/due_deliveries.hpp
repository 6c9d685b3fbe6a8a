// Which alerts of the outbox should go to which channels now.
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/alert/alert.hpp>

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace soak {

struct DueDelivery {
  std::string topic;
  std::string channel;
};

/// The oldest alert that each channel should get now, for the channels that did not fail yet. `entries` stand in the
/// order in which they are to be sent.
[[nodiscard]] inline std::vector<DueDelivery> due_deliveries(std::span<const OutboxEntry* const> entries,
                                                             const std::set<std::string>& failed, Instant now) {
  std::vector<DueDelivery> due;
  std::set<std::string> busy = failed;
  // A channel that asked to be left alone is left alone by every alert.
  for (const OutboxEntry* entry : entries) {
    for (const PendingChannel& pending : entry->pending) {
      if (!is_due(pending, now)) busy.insert(pending.name);
    }
  }
  for (const OutboxEntry* entry : entries) {
    for (const PendingChannel& pending : entry->pending) {
      if (busy.insert(pending.name).second) due.push_back({entry->alert.topic, pending.name});
    }
  }
  return due;
}

/// When the next attempt is due; nothing if nothing is pending.
[[nodiscard]] inline std::optional<Instant> next_delivery(std::span<const OutboxEntry* const> entries, Instant now) {
  std::optional<Instant> next;
  for (const OutboxEntry* entry : entries) {
    for (const PendingChannel& pending : entry->pending) {
      const Instant due = is_due(pending, now) ? now : *pending.not_before;
      next = std::min(next.value_or(due), due);
    }
  }
  return next;
}

}  // namespace soak
