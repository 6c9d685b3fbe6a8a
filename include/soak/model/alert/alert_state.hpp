// What the alert decision remembers between cycles. Text form: docs/formats/alert_state.md.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// The last alert, and the verdict of the last cycle. What is unknown (an older form of the state) is empty.
struct AlertState {
  Instant last_sent_at{};
  std::optional<Level> last_level = {};            ///< of the alert
  std::optional<std::string> last_signature = {};  ///< of the alert
  std::optional<Level> last_verdict = {};          ///< of the last cycle, whether it alerted or not
  Instant updated_at{};                            ///< when any of these changed; tells the newer of two states

  friend bool operator==(const AlertState&, const AlertState&) = default;
};

/// Members of the state, for an object that the caller has begun.
inline void write_members(JsonWriter& json, const AlertState& state) {
  const auto level = [&](std::string_view key, const std::optional<Level>& value) {
    json.key(key);
    if (value) {
      json.value(to_string(*value));
    } else {
      json.null();
    }
  };
  const std::string sent = format_iso8601(state.last_sent_at);
  level("last_level", state.last_level);
  json.member("last_sent_at", sent);
  json.member("last_sent_utc", sent);
  json.member("last_signature", state.last_signature.value_or(""));
  level("last_verdict", state.last_verdict);
  json.member("updated_at", format_iso8601(state.updated_at));
}

/// One line, as Redis holds it.
[[nodiscard]] inline std::string to_json(const AlertState& state) {
  std::string out;
  JsonWriter json(out);
  json.begin_object(JsonWriter::Layout::line);
  write_members(json, state);
  json.end_object();
  return out;
}

/// Reads the members back, from any of the forms that have been written: `last_sent_at` or `last_sent_utc` must be
/// there, everything else may be missing.
[[nodiscard]] inline Result<AlertState> read_alert_state(const boost::json::value& value) {
  const auto instant = [&](std::string_view key) -> std::optional<Instant> {
    const auto text = text_or_nothing(find_member(value, key));
    return text ? parse_iso8601(*text) : std::nullopt;
  };
  const auto level = [&](std::string_view key) -> std::optional<Level> {
    const auto text = text_or_nothing(find_member(value, key));
    return text ? parse_level(*text) : std::nullopt;
  };
  auto sent = instant("last_sent_at");
  if (!sent) sent = instant("last_sent_utc");
  if (!sent) return Error{Errc::input_unusable, "no time in last_sent_at or last_sent_utc"};
  AlertState state{.last_sent_at = *sent, .last_level = level("last_level")};
  state.last_signature = text_or_nothing(find_member(value, "last_signature"));
  if (state.last_signature == "") state.last_signature.reset();
  state.last_verdict = level("last_verdict");
  state.updated_at = instant("updated_at").value_or(*sent);
  return state;
}

[[nodiscard]] inline Result<AlertState> parse_alert_state(std::string_view text) {
  const auto value = parse_json(text);
  if (!value) return value.error();
  return read_alert_state(*value);
}

}  // namespace soak
