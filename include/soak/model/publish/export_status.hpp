// The marker artifacts/state/last_export_status.json: did the last exports reach Redis? (docs/formats/export_status.md)
#pragma once

#include <soak/core/time.hpp>
#include <soak/model/json/members.hpp>

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

namespace publish_detail {

/// "OK", "SKIP", or null if it was not done yet.
struct OkOrSkip {
  static void write(JsonWriter& json, const std::optional<bool>& done) {
    if (done) {
      json.value(*done ? "OK" : "SKIP");
    } else {
      json.null();
    }
  }
  static bool read(const boost::json::value& from, std::optional<bool>& done) {
    const auto word = text_or_nothing(&from);
    if (word == "OK" || word == "SKIP") done = word == "OK";
    return word == "OK" || word == "SKIP" || from.is_null();
  }
};

}  // namespace publish_detail

/// The members in the order of the file. The time stands under two names, which are both documented.
void visit_members(MembersOf<ExportStatus> auto& status, auto&& visit) {
  visit("ts", status.ts);
  visit("summary", status.summary, publish_detail::OkOrSkip{});
  visit("violations", status.violations, publish_detail::OkOrSkip{});
  visit("reason", status.reason);
  visit.derived("timestamp", status.ts);
  visit.derived("status", status.ok() ? "OK" : "SKIP");
  visit("consecutive_failures", status.consecutive_failures);
}

[[nodiscard]] inline std::string to_json(const ExportStatus& status) { return members_json(status) + "\n"; }

/// Reads a marker. People reset it by hand ({"status":"OK","consecutive_failures":0}), so whatever is missing or odd is
/// as in a new one; only what is no JSON object is an error.
[[nodiscard]] inline Result<ExportStatus> parse_export_status(std::string_view text) {
  return parse_members<ExportStatus>(text);
}

}  // namespace soak
