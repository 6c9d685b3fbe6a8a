// An alert, and the entry that holds it in the outbox until every channel took it. Text form: docs/formats/outbox.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/incident_news.hpp>
#include <soak/model/alert/violation_set.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/json/members.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// What an alert is about. A newer alert of one topic makes the older one pointless.
namespace alert_topic {
inline constexpr std::string_view soak = "soak";            ///< the verdict over the metrics
inline constexpr std::string_view incidents = "incidents";  ///< what opened, lasts, is over
inline constexpr std::string_view redis = "redis";          ///< exports fail
inline constexpr std::string_view windows = "windows";      ///< no new windows, or they are back
inline constexpr std::string_view analysis = "analysis";    ///< no analysis, or it works again
inline constexpr std::string_view test = "test";            ///< --alert-test
inline constexpr std::string_view kept[] = {soak, incidents, redis, windows, analysis};  ///< in the outbox
}  // namespace alert_topic

struct Alert {
  std::string id;
  std::string topic;
  Level level = Level::warn;
  std::string env;
  std::string exchange;
  Instant raised_at{};
  std::string signature = {};  ///< of the violations; empty for other topics than `soak`
  bool severity_increased = false;
  std::string text = {};                 ///< the message, LF between lines, none at the end
  std::optional<ViolationSet> set = {};  ///< that it is about; none for other topics than `soak`
};

/// A channel that has not taken the alert yet.
struct PendingChannel {
  std::string name;
  std::int64_t attempts = 0;
  std::optional<Instant> not_before = {};  ///< none: at once
  std::string last_error = {};             ///< one printable line without secrets
  std::string text = {};                   ///< its own message; empty: the alert's
  std::vector<IncidentNews> news = {};     ///< what its message tells; more is added while it waits
};

struct OutboxEntry {
  Alert alert;
  std::vector<PendingChannel> pending;
  bool is_taken = false;  ///< by a channel already: the alert state knows of it
};

/// The alert as this channel is to get it.
[[nodiscard]] inline Alert alert_for(const OutboxEntry& entry, std::string_view channel) {
  Alert alert = entry.alert;
  for (const PendingChannel& pending : entry.pending) {
    if (pending.name == channel && !pending.text.empty()) alert.text = pending.text;
  }
  return alert;
}

/// Twelve hex digits that are the same for each repetition of one alert and differ between alerts.
[[nodiscard]] inline std::string alert_id(const Alert& alert) {
  std::string what = alert.env + '\n' + alert.exchange + '\n' + alert.topic + '\n' + alert.signature + '\n';
  what += std::to_string(alert.raised_at.time_since_epoch().count());
  return sha256_hex(what).substr(0, 12);
}

void visit_members(MembersOf<Alert> auto& alert, auto&& visit) {
  visit.required("id", alert.id);
  visit.required("topic", alert.topic);
  visit.required("level", alert.level);
  visit.required("env", alert.env);
  visit.required("exchange", alert.exchange);
  visit.required("raised_at", alert.raised_at);
  visit("signature", alert.signature);
  visit("severity_increased", alert.severity_increased);
  visit.required("text", alert.text);
  visit.if_any("set", alert.set, ViolationSetForm{});
}

void visit_members(MembersOf<PendingChannel> auto& channel, auto&& visit) {
  visit("channel", channel.name);
  visit("attempts", channel.attempts, NotNegative{});
  visit("not_before", channel.not_before);
  visit("last_error", channel.last_error);
  visit("text", channel.text);
  visit.objects_if_any("news", channel.news);
}

/// An outbox file: the alert, and who has not taken it.
void visit_members(MembersOf<OutboxEntry> auto& entry, auto&& visit) {
  visit_members(entry.alert, visit);
  visit("taken", entry.is_taken);
  visit.objects("pending", entry.pending);
}

/// The alert as one JSON object, ending with LF: what --alert command:PATH gets on standard input.
[[nodiscard]] inline std::string to_json(const Alert& alert) { return members_json(alert) + "\n"; }

[[nodiscard]] inline std::string to_json(const OutboxEntry& entry) { return members_json(entry) + "\n"; }

/// Reads an entry back; the error names what is missing.
[[nodiscard]] inline Result<OutboxEntry> parse_outbox_entry(std::string_view text) {
  return parse_members<OutboxEntry>(text);
}

/// How long to leave a channel alone after its `attempts`-th failure in a row: `first` doubled each time, at most
/// 15 minutes; longer, up to an hour, if the channel asked for it (`retry_after`, 0 if it did not).
[[nodiscard]] inline std::chrono::seconds retry_pause(std::int64_t attempts, std::chrono::seconds first,
                                                      std::chrono::seconds retry_after) noexcept {
  using std::chrono::seconds;
  const std::int64_t doublings = std::clamp<std::int64_t>(attempts - 1, 0, 20);
  const seconds pause = std::min(seconds(first.count() << doublings), seconds(900));
  return std::max(pause, std::min(retry_after, seconds(3600)));
}

/// The longest that an entry waits for: a time further ahead comes from a clock that has been set back since.
inline constexpr std::chrono::seconds max_retry_pause{3600};

[[nodiscard]] inline bool is_due(const PendingChannel& channel, Instant now) noexcept {
  return !channel.not_before || *channel.not_before <= now || *channel.not_before - now > max_retry_pause;
}

}  // namespace soak
