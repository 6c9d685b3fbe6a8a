// From the outbox to the channels: send, record, acknowledge; what was not taken is sent again.
#pragma once

#include <soak/analysis/alert/due_deliveries.hpp>
#include <soak/flow/alert/channels.hpp>
#include <soak/flow/alert/outbox.hpp>
#include <soak/sys/log.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace soak {

struct DeliveryCounts {
  std::int64_t sent = 0;
  std::int64_t failed = 0;
};

namespace alert_detail {

/// Puts the channel off, longer each time.
inline void postpone(Outbox& outbox, const std::string& topic, const std::string& channel, const Delivery& delivery,
                     Instant now, std::chrono::seconds first_pause) {
  const OutboxEntry& entry = *outbox.find(topic);
  std::int64_t attempts = 1;
  for (const PendingChannel& pending : entry.pending) {
    if (pending.name == channel) attempts = pending.attempts + 1;
  }
  const auto pause = retry_pause(attempts, first_pause, delivery.retry_after);
  diagnose(Severity::warn, "alert " + entry.alert.id + " not taken by " + printable(channel) + ": " + delivery.answer +
                               "; again in " + std::to_string(pause.count()) + " s");
  outbox.postpone(topic, channel, now + pause, delivery.answer);
}

}  // namespace alert_detail

/// Tries what is due. `on_first_taken(alert)` runs when a first channel took an alert, before it is acknowledged: a
/// crash in between sends it once more rather than forgetting that it was sent.
inline DeliveryCounts deliver_due(Outbox& outbox, const AlertSender& send, Instant now,
                                  std::chrono::seconds first_pause,
                                  const std::function<void(const Alert&)>& on_first_taken) {
  DeliveryCounts counts;
  std::set<std::string> failed;
  while (true) {
    const std::vector<DueDelivery> due = due_deliveries(outbox.entries(), failed, now);
    if (due.empty()) return counts;
    // Copies: an entry goes when its last channel took it, while others are still being waited for.
    std::vector<Alert> alerts;
    for (const auto& [topic, channel] : due) alerts.push_back(alert_for(*outbox.find(topic), channel));
    std::vector<Dispatch> dispatches;
    for (std::size_t i = 0; i < due.size(); ++i) dispatches.push_back({due[i].channel, &alerts[i]});
    send(dispatches, [&](std::size_t i, const Delivery& delivery) {
      const auto& [topic, channel] = due[i];
      if (delivery.is_taken) {
        ++counts.sent;
        diagnose(Severity::info, "alert " + alerts[i].id + " taken by " + printable(channel));
        if (!outbox.find(topic)->is_taken) on_first_taken(alerts[i]);
        outbox.acknowledge(topic, channel);
      } else {
        ++counts.failed;
        failed.insert(channel);
        alert_detail::postpone(outbox, topic, channel, delivery, now, first_pause);
      }
    });
  }
}

}  // namespace soak
