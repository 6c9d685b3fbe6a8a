// Alerts that some channel has still to take, kept across crashes: one file a topic in the state directory.
#pragma once

#include <soak/analysis/alert/due_deliveries.hpp>
#include <soak/flow/files/state_file.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/log.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Whose outbox it is, and where.
struct OutboxSettings {
  std::string directory;  ///< outbox_path
  std::string env;
  std::string exchange;
  bool is_read_only = false;  ///< for a dry run: no file is touched
};

/// Memory is the truth while the process lives, the files are what a later process finds. A disk that is full costs the
/// latter, never the alert, and says so. For one process at a time (LockFile).
class Outbox {
 public:
  /// Reads what an earlier process left. A file that cannot be used is set aside for people, so that no later alert
  /// replaces it, and named in a warning; `now` goes into its new name.
  Outbox(OutboxSettings settings, Instant now) : settings_(std::move(settings)) {
    for (const std::string_view topic : alert_topic::kept) {
      const std::string path = path_of(topic);
      auto entry = load_state<OutboxEntry>(path, parse_outbox_entry);
      if (!entry) {
        set_aside(path, entry.error().message, now);
      } else if (*entry && !is_ours((*entry)->alert, topic)) {
        set_aside(path, "it is of another environment or topic", now);
      } else if (*entry && !(*entry)->pending.empty()) {
        entries_.emplace(topic, std::move(**entry));
      }
    }
  }

  /// Adds an alert for these channels, or replaces the one of its topic.
  void put(Alert alert, const std::vector<std::string>& channels) {
    OutboxEntry entry{std::move(alert), {}};
    for (const std::string& channel : channels) entry.pending.push_back({.name = channel});
    put(std::move(entry));
  }

  void put(OutboxEntry entry) {
    const std::string topic = entry.alert.topic;
    entries_.insert_or_assign(topic, std::move(entry));
    keep(topic);
  }

  /// Forgets the channels that are not configured any more.
  void keep_channels(const std::vector<std::string>& channels) {
    for (const std::string& topic : topics()) {
      OutboxEntry& entry = entries_.at(topic);
      const auto removed = std::erase_if(entry.pending, [&](const PendingChannel& pending) {
        const bool is_known = std::find(channels.begin(), channels.end(), pending.name) != channels.end();
        if (!is_known) {
          diagnose(Severity::warn, "alert " + printable(entry.alert.id) + " was still to go to " +
                                       printable(pending.name) + ", which is no longer configured: dropped there");
        }
        return !is_known;
      });
      if (removed > 0) keep(topic);
    }
  }

  [[nodiscard]] const OutboxEntry* find(std::string_view topic) const {
    const auto found = entries_.find(topic);
    return found == entries_.end() ? nullptr : &found->second;
  }

  /// Topics with an alert under way, the oldest alert first, of the same age the verdict first.
  [[nodiscard]] std::vector<std::string> topics() const {
    std::vector<std::string> names;
    for (const std::string_view topic : alert_topic::kept) {
      if (entries_.contains(topic)) names.emplace_back(topic);
    }
    std::stable_sort(names.begin(), names.end(), [&](const std::string& a, const std::string& b) {
      return entries_.at(a).alert.raised_at < entries_.at(b).alert.raised_at;
    });
    return names;
  }

  /// The same topics' entries. They stay where they are until their last channel is acknowledged.
  [[nodiscard]] std::vector<const OutboxEntry*> entries() const {
    std::vector<const OutboxEntry*> entries;
    for (const std::string& topic : topics()) entries.push_back(&entries_.at(topic));
    return entries;
  }

  /// This channel took the alert.
  void acknowledge(const std::string& topic, std::string_view channel) {
    OutboxEntry& entry = entries_.at(topic);
    entry.is_taken = true;
    std::erase_if(entry.pending, [&](const PendingChannel& pending) { return pending.name == channel; });
    keep(topic);
  }

  /// This channel did not take it: not before `not_before` again.
  void postpone(const std::string& topic, std::string_view channel, Instant not_before, std::string error) {
    for (PendingChannel& pending : entries_.at(topic).pending) {
      if (pending.name != channel) continue;
      pending.not_before = not_before;
      pending.last_error = std::move(error);
      ++pending.attempts;
    }
    keep(topic);
  }

  /// When the next attempt is due; nothing if the outbox is empty.
  [[nodiscard]] std::optional<Instant> next_due(Instant now) const { return next_delivery(entries(), now); }

  [[nodiscard]] std::int64_t deliveries() const noexcept {
    std::int64_t count = 0;
    for (const auto& [topic, entry] : entries_) count += static_cast<std::int64_t>(entry.pending.size());
    return count;
  }

 private:
  [[nodiscard]] std::string path_of(std::string_view topic) const {
    return path_in(settings_.directory, std::string(topic) + ".json");
  }

  [[nodiscard]] bool is_ours(const Alert& alert, std::string_view topic) const {
    return alert.env == settings_.env && alert.exchange == settings_.exchange && alert.topic == topic;
  }

  void set_aside(const std::string& path, const std::string& reason, Instant now) const {
    std::string warning = "outbox file " + printable(path) + " is unusable";
    const std::string aside = unused_path(path + ".damaged-" + std::to_string(epoch_seconds(now)));
    if (!settings_.is_read_only) {
      const auto moved = move_path(path, aside);
      warning += moved ? " and set aside as " + printable(aside) : ", and " + moved.error().message;
    }
    diagnose(Severity::warn, warning + ": " + reason);
  }

  /// Makes the file say what memory does. An entry that nobody waits for is gone.
  void keep(const std::string& topic) {
    const std::string path = path_of(topic);
    const OutboxEntry& entry = entries_.at(topic);
    const auto kept = entry.pending.empty() ? remove_file(path) : write_file_atomically(path, to_json(entry));
    if (!kept) {
      diagnose(Severity::warn, "alert " + printable(entry.alert.id) +
                                   " is not kept across a crash as it should be: " + kept.error().message);
    }
    if (entry.pending.empty()) entries_.erase(topic);
  }

  OutboxSettings settings_;
  std::map<std::string, OutboxEntry, std::less<>> entries_;
};

}  // namespace soak
