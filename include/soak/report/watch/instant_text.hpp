// Instants, and texts from files, as `soak status` shows them.
#pragma once

#include <soak/analysis/watch/status.hpp>
#include <soak/core/span_text.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// "14 min ago", "in 3 h 05 min".
[[nodiscard]] inline std::string when_text(Instant instant, Instant now) {
  return instant <= now ? span_text(now - instant) + " ago" : "in " + span_text(instant - now);
}

namespace watch_detail {

/// The same instant in the zone of days and hours, where that is another: " (06:00 local)", with the day if it differs.
[[nodiscard]] inline std::string local_text(Instant instant, const StatusFacts& facts) {
  if (!facts.offset || facts.offset(instant) == std::chrono::seconds{0}) return "";
  const std::string local = format_iso8601(instant + facts.offset(instant));
  const bool is_same_day = local.substr(0, 10) == format_iso8601(instant).substr(0, 10);
  return " (" + (is_same_day ? "" : local.substr(5, 5) + " ") + local.substr(11, 5) + " local)";
}

/// "2026-01-12T14:00:00Z (15:00 local)"
[[nodiscard]] inline std::string instant_text(Instant instant, const StatusFacts& facts) {
  return format_iso8601(instant) + local_text(instant, facts);
}

/// Text from files: ASCII, one line, bounded.
[[nodiscard]] inline std::string plain(std::string_view text, std::size_t max_bytes = 120) {
  return ascii_only(printable(text, max_bytes));
}

}  // namespace watch_detail

}  // namespace soak
