// An alert, and the entry that holds it in the outbox until every channel took it. Text form: docs/formats/outbox.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/alert_state.hpp>
#include <soak/model/digest.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// What an alert is about. A newer alert of one topic makes the older one pointless.
namespace alert_topic {
inline constexpr std::string_view soak = "soak";                              ///< the verdict over the metrics
inline constexpr std::string_view redis = "redis";                            ///< exports fail
inline constexpr std::string_view windows = "windows";                        ///< no new windows, or they are back
inline constexpr std::string_view analysis = "analysis";                      ///< no analysis, or it works again
inline constexpr std::string_view test = "test";                              ///< --alert-test
inline constexpr std::string_view kept[] = {soak, redis, windows, analysis};  ///< in the outbox
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
  std::string text = {};  ///< the message, LF between lines, none at the end
};

/// A channel that has not taken the alert yet.
struct PendingChannel {
  std::string name;
  std::int64_t attempts = 0;
  std::optional<Instant> not_before = {};  ///< none: at once
  std::string last_error = {};             ///< one printable line without secrets
};

struct OutboxEntry {
  Alert alert;
  std::vector<PendingChannel> pending;
  bool is_taken = false;  ///< by a channel already: the alert state knows of it
};

/// Twelve hex digits that are the same for each repetition of one alert and differ between alerts.
[[nodiscard]] inline std::string alert_id(const Alert& alert) {
  std::string what = alert.env + '\n' + alert.exchange + '\n' + alert.topic + '\n' + alert.signature + '\n';
  what += std::to_string(alert.raised_at.time_since_epoch().count());
  return sha256_hex(what).substr(0, 12);
}

namespace alert_detail {

inline void write_members(JsonWriter& json, const Alert& alert) {
  json.member("id", alert.id);
  json.member("topic", alert.topic);
  json.member("level", to_string(alert.level));
  json.member("env", alert.env);
  json.member("exchange", alert.exchange);
  json.member("raised_at", format_iso8601(alert.raised_at));
  json.member("signature", alert.signature);
  json.member("severity_increased", alert.severity_increased);
  json.member("text", alert.text);
}

[[nodiscard]] inline PendingChannel read_pending_channel(const boost::json::value& value) {
  PendingChannel channel{.name = text_or_nothing(find_member(value, "channel")).value_or("")};
  const double attempts = number_or_gap(find_member(value, "attempts"));
  if (attempts >= 0 && attempts < 1e9) channel.attempts = static_cast<std::int64_t>(attempts);
  if (const auto text = text_or_nothing(find_member(value, "not_before"))) channel.not_before = parse_iso8601(*text);
  channel.last_error = text_or_nothing(find_member(value, "last_error")).value_or("");
  return channel;
}

}  // namespace alert_detail

/// The alert as one JSON object, ending with LF: what --alert command:PATH gets on standard input.
[[nodiscard]] inline std::string to_json(const Alert& alert) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  alert_detail::write_members(json, alert);
  json.end_object();
  return out + "\n";
}

[[nodiscard]] inline std::string to_json(const OutboxEntry& entry) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  alert_detail::write_members(json, entry.alert);
  json.member("taken", entry.is_taken);
  json.objects("pending", entry.pending, [&](const PendingChannel& channel) {
    json.member("channel", channel.name);
    json.member("attempts", channel.attempts);
    json.key("not_before");
    if (channel.not_before) {
      json.value(format_iso8601(*channel.not_before));
    } else {
      json.null();
    }
    json.member("last_error", channel.last_error);
  });
  json.end_object();
  return out + "\n";
}

/// Reads an entry back; the error names what is missing.
[[nodiscard]] inline Result<OutboxEntry> parse_outbox_entry(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return value.error();
  const auto member = [&](std::string_view key) { return text_or_nothing(find_member(*value, key)); };
  OutboxEntry entry;
  Alert& alert = entry.alert;
  for (const auto& [key, target] :
       {std::pair{"id", &alert.id}, std::pair{"topic", &alert.topic}, std::pair{"env", &alert.env},
        std::pair{"exchange", &alert.exchange}, std::pair{"text", &alert.text}}) {
    auto found = member(key);
    if (!found) return Error{Errc::input_unusable, "no text in member " + std::string(key)};
    *target = std::move(*found);
  }
  const auto level = parse_level(member("level").value_or(""));
  const auto raised_at = parse_iso8601(member("raised_at").value_or(""));
  const auto* pending = find_member(*value, "pending");
  if (!level || !raised_at || pending == nullptr || !pending->is_array()) {
    return Error{Errc::input_unusable, "level, raised_at or pending is missing"};
  }
  alert.level = *level;
  alert.raised_at = *raised_at;
  alert.signature = member("signature").value_or("");
  const auto is_true = [&](std::string_view key) {
    const auto* found = find_member(*value, key);
    return found != nullptr && found->is_bool() && found->get_bool();
  };
  alert.severity_increased = is_true("severity_increased");
  entry.is_taken = is_true("taken");
  for (const auto& channel : pending->get_array()) entry.pending.push_back(alert_detail::read_pending_channel(channel));
  return entry;
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
