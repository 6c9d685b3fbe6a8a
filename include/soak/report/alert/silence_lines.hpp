// Acknowledgements and silences, a line each, as `soak ack`, `soak silence` and `soak status` show them.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/plain_text.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/silences.hpp>

#include <cstdint>
#include <string>

namespace soak {

namespace alert_detail {

[[nodiscard]] inline std::string minute_text(std::int64_t minute) {
  const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return two(minute / 60) + ":" + two(minute % 60);
}

inline void add_who(EventLine& line, const std::string& by, const std::string& reason) {
  if (!by.empty()) line.quoted("by", printable(by, 100));
  if (!reason.empty()) line.quoted("reason", printable(reason, 300));
}

}  // namespace alert_detail

[[nodiscard]] inline std::string ack_line(const Acknowledgement& ack) {
  EventLine line("ACK");
  line.field("id", printable(ack.id)).field("level", to_string(ack.level)).field("until", format_iso8601(ack.until));
  alert_detail::add_who(line, ack.by, ack.reason);
  return line.text();
}

[[nodiscard]] inline std::string silence_line(const SilenceRule& rule) {
  EventLine line("SILENCE");
  line.field("below", to_string(rule.below));
  if (rule.from) line.field("from", format_iso8601(*rule.from));
  if (rule.to) line.field("to", format_iso8601(*rule.to));
  if (rule.daily_from && rule.daily_to) {
    line.field("daily", alert_detail::minute_text(*rule.daily_from) + "-" + alert_detail::minute_text(*rule.daily_to));
    line.field("tz", printable(rule.zone, 60));
  }
  alert_detail::add_who(line, rule.by, rule.reason);
  return line.text();
}

}  // namespace soak
