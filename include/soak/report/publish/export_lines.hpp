// What the exports to Redis say.
#pragma once

#include <soak/analysis/publish/export_result.hpp>
#include <soak/analysis/publish/redis_export.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/summary/summary_json.hpp>

#include <array>
#include <string>

namespace soak {

[[nodiscard]] inline std::string exported_summary_line(const Summary& summary, const ExportSettings& settings) {
  return EventLine("exported " + printable(summary_key(settings)))
      .field("verdict", to_string(summary.verdict()))
      .field("ttl", settings.ttl_s)
      .text();
}

[[nodiscard]] inline std::string exported_violations_line(const ExportResult& result, const ExportSettings& settings) {
  return EventLine("exported")
      .field("symbols", result.symbols)
      .field("events_added", result.events_added)
      .field("events_present", result.events_present)
      .field("ttl", settings.ttl_s)
      .text();
}

/// Of an export that was skipped: why, and the guide's words for it.
[[nodiscard]] inline std::array<std::string, 2> skipped_export_lines(const ExportResult& result) {
  const bool is_refused = result.reason == "redis_refused";
  return {result.message, is_refused ? "redis refused, skip export" : "redis unavailable, skip export"};
}

}  // namespace soak
