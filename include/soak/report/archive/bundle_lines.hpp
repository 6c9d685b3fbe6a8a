// What make_bundle says on standard output. ASCII only.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/report/archive/archive_lines.hpp>

#include <string>
#include <string_view>

namespace soak {

[[nodiscard]] inline std::string bundle_line(std::string_view reason, std::string_view path, std::string_view git_hash,
                                             const ArchiveTotals& totals) {
  EventLine line = event_line("bundle")
                       .field("status", "OK")
                       .field("reason", reason)
                       .field("file", ascii_only(path))
                       .field("git_hash", ascii_only(git_hash));
  add_totals(line, totals);
  return line.line();
}

[[nodiscard]] inline std::string bundle_skipped_line(std::string_view reason) {
  return event_line("bundle").field("status", "SKIP").field("reason", reason).line();
}

/// `gate`: why the gate is closed. `waits`: the bundle that is there may serve on for a while.
[[nodiscard]] inline std::string bundle_refused_line(bool waits, std::string_view reason, std::string_view gate) {
  return event_line("bundle")
      .field("status", waits ? "DEFERRED" : "BLOCKED")
      .field("reason", reason)
      .quoted("gate", gate)
      .line();
}

[[nodiscard]] inline std::string bundle_verify_line(std::string_view path, std::string_view sha256) {
  return event_line("bundle_verify")
      .field("status", "OK")
      .field("file", ascii_only(path))
      .field("sha256", sha256)
      .line();
}

}  // namespace soak
