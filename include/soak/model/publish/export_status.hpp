// The marker artifacts/state/last_export_status.json: did the last exports reach Redis? (docs/formats/export_status.md)
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/summary/summary_json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

enum class ExportPart { summary, violations };

/// An export that was not done yet is neither OK nor SKIP.
struct ExportStatus {
  Instant ts{};
  std::optional<bool> summary = {};
  std::optional<bool> violations = {};
  std::string reason = {};  ///< why something was skipped; empty: nothing was
  std::size_t consecutive_failures = 0;

  [[nodiscard]] bool ok() const noexcept { return summary.value_or(true) && violations.value_or(true); }

  /// Records one part and leaves the other, and the count of failures, as they are. The reason goes once no part that
  /// failed is left.
  void record(ExportPart part, bool done, std::string_view why, Instant now) {
    (part == ExportPart::summary ? summary : violations) = done;
    ts = now;
    if (!done) reason = why;
    if (ok()) reason.clear();
  }

  /// "EXPORT_STATUS summary=OK violations=SKIP reason=redis_unavailable"; a part that was not exported yet is empty.
  [[nodiscard]] std::string log_line() const {
    const auto word = [](const std::optional<bool>& part) { return !part ? "" : *part ? "OK" : "SKIP"; };
    return std::string("EXPORT_STATUS summary=") + word(summary) + " violations=" + word(violations) +
           " reason=" + reason;
  }
};

[[nodiscard]] inline std::string to_json(const ExportStatus& status) {
  std::string out;
  JsonWriter json(out);
  const auto part = [&](std::string_view name, const std::optional<bool>& done) {
    json.key(name);
    if (done) {
      json.value(*done ? "OK" : "SKIP");
    } else {
      json.null();
    }
  };
  const std::string time = format_iso8601(status.ts);
  json.begin_object();
  json.member("ts", time);
  part("summary", status.summary);
  part("violations", status.violations);
  json.member("reason", status.reason);
  json.member("timestamp", time);
  json.member("status", status.ok() ? "OK" : "SKIP");
  json.member("consecutive_failures", status.consecutive_failures);
  json.end_object();
  out += '\n';
  return out;
}

/// Reads a marker. People reset it by hand ({"status":"OK","consecutive_failures":0}), so whatever is missing or odd is
/// as in a new one; only what is no JSON object is an error.
[[nodiscard]] inline Result<ExportStatus> parse_export_status(std::string_view text) {
  const auto tree = parse_json(text);
  if (!tree) return tree.error();
  if (!tree->is_object()) return summary_detail::expected("the document", "an object");
  ExportStatus status;
  const auto part = [&](std::string_view name) -> std::optional<bool> {
    const auto word = text_or_nothing(find_member(*tree, name));
    if (word == "OK") return true;
    return word == "SKIP" ? std::optional(false) : std::nullopt;
  };
  const auto time = text_or_nothing(find_member(*tree, "ts"));
  status.ts = (time ? parse_iso8601(*time) : std::nullopt).value_or(Instant{});
  status.summary = part("summary");
  status.violations = part("violations");
  status.reason = text_or_nothing(find_member(*tree, "reason")).value_or("");
  status.consecutive_failures = summary_detail::whole_number(find_member(*tree, "consecutive_failures")).value_or(0);
  return status;
}

}  // namespace soak
