// `fleet_status` for programs (docs/tools/fleet_status.md).
#pragma once

#include <soak/analysis/watch/fleet.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/report/watch/fleet_words.hpp>
#include <soak/report/watch/status_json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

namespace watch_detail {

[[nodiscard]] constexpr std::string_view to_string(FleetReason reason) noexcept {
  constexpr std::string_view names[] = {"OPEN_INCIDENTS", "UNUSABLE",       "RUNNER_OVERDUE",
                                        "CLOCK_AHEAD",    "ANALYSIS_FAILS", "WINDOWS_OVERDUE",
                                        "NOT_TOLD",       "NO_RUNNER",      "ALERTS_WAIT"};
  return names[static_cast<std::size_t>(reason)];
}

inline void write_count(JsonWriter& json, std::string_view key, const std::optional<std::int64_t>& count) {
  json.key(key);
  if (count) {
    json.value(*count);
  } else {
    json.null();
  }
}

inline void write_age(JsonWriter& json, std::string_view key, const std::optional<std::chrono::microseconds>& age) {
  write_count(json, key, age ? std::optional(std::chrono::floor<std::chrono::seconds>(*age).count()) : std::nullopt);
}

inline void write_text(JsonWriter& json, std::string_view key, const std::optional<std::string>& text) {
  json.key(key);
  if (text && !text->empty()) {
    json.value(fleet_text_of(*text));
  } else {
    json.null();
  }
}

inline void write_bot(JsonWriter& json, const FleetBot& bot) {
  const FleetFacts& facts = bot.facts;
  json.member("env", facts.env);
  json.member("exchange", facts.exchange);
  json.member("now", soak::to_string(bot.now));
  json.key("reasons");
  json.begin_array();
  for (const FleetReason reason : bot.reasons) json.value(to_string(reason));
  json.end_array();
  write_count(json, "open_incidents", bot.open);
  write_count(json, "open_crit", bot.open_crit);
  write_text(json, "worst", facts.note ? std::optional(facts.note->worst) : std::nullopt);
  write_age(json, "window_age_sec", bot.window_age);
  write_age(json, "heartbeat_age_sec", bot.heartbeat_age);
  write_time(json, "cycle_at", facts.note ? std::optional(facts.note->ts) : std::nullopt);
  write_text(json, "phase", facts.phase);
  write_time(json, "phase_at", facts.phase_at);
  write_count(json, "journal_records", facts.head ? std::optional(facts.head->records) : std::nullopt);
  write_text(json, "journal_hash", facts.head ? std::optional(facts.head->hash) : std::nullopt);
}

}  // namespace watch_detail

/// One JSON object, ending with LF. What is not known is null.
[[nodiscard]] inline std::string fleet_json(const Fleet& fleet, std::string_view source) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("now", format_iso8601(fleet.now));
  json.member("redis", printable(source));
  json.member("worst", to_string(fleet.worst()));
  json.key("problems");
  json.begin_array();
  for (const std::string& problem : fleet.problems) json.value(printable(problem, 500));
  json.end_array();
  json.objects("bots", fleet.bots, [&](const FleetBot& bot) { watch_detail::write_bot(json, bot); });
  json.end_object();
  return out + "\n";
}

}  // namespace soak
