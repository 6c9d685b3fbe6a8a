// The digest of a day: its light, what changed since yesterday, what to do.
#pragma once

#include <soak/analysis/daily/day_checks.hpp>
#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/journal_head.hpp>

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Ticks of the journal within the digest's hours.
struct JournalCounts {
  std::size_t going_on = 0;
  std::size_t warn = 0;
  std::size_t fail = 0;
  std::string last_status;   ///< of the last tick within the hours; empty if there is none
  std::string last_failure;  ///< "2026-01-15T11:00:00Z canary P95_SPIKE: reason"; empty if there is none
};

/// Ticks later than `now`, which a clock set back leaves behind, do not count.
[[nodiscard]] inline JournalCounts count_ticks(std::span<const JournalEntry> entries, Instant now) {
  JournalCounts counts;
  for (const JournalEntry& entry : entries) {
    if (entry.ts > now) continue;
    counts.last_status = entry.status;
    ++(is_fail(entry) ? counts.fail : entry.status == to_string(TickStatus::warn) ? counts.warn : counts.going_on);
    if (!is_fail(entry)) continue;
    counts.last_failure = format_iso8601(entry.ts) + " " + entry.phase + " " + entry.reason_code + ": " + entry.reason;
  }
  return counts;
}

struct DigestInput {
  DayFigures today;
  std::optional<DayFigures> yesterday;
  std::optional<JournalCounts> journal;
  std::vector<std::string> problems;       ///< inputs that are missing or unusable, a sentence each
  std::vector<std::string> advice;         ///< of the edge sentinel
  std::optional<JournalHead> head = {};    ///< as the signed head notes it; who signed is not verified
  std::string head_key = {};               ///< "soak/prod/bybit+1a2b3c4d", the key that it says it is signed by
  GateReading gate = {};                   ///< of today
  std::vector<std::string> silenced = {};  ///< acknowledgements and silences in force, a line each
};

/// OK is green, WARN yellow, CRIT red.
[[nodiscard]] constexpr std::string_view light_name(Level level) noexcept {
  return level == Level::crit ? "RED" : level == Level::warn ? "YELLOW" : "GREEN";
}

/// Those of the figures, then those of the gate.
[[nodiscard]] inline std::vector<DayCheck> all_checks(const DigestInput& input) {
  std::vector<DayCheck> checks = day_checks(input.today);
  for (DayCheck& check : gate_day_checks(input.gate)) checks.push_back(std::move(check));
  return checks;
}

/// Red: a figure beyond its FAIL limit or unknown, a failed check of the gate (an open CRIT incident is one), an
/// unusable input, or a journal whose last tick is a FAIL. Yellow: a WARN figure, an open WARN incident, or any tick of
/// the journal that is not CONTINUE.
[[nodiscard]] inline Level traffic_light(const DigestInput& input) {
  if (!input.problems.empty()) return Level::crit;
  Level light = worst_level(all_checks(input));
  if (input.journal && input.journal->last_status == to_string(TickStatus::fail)) light = Level::crit;
  if (input.journal && input.journal->fail + input.journal->warn > 0) light = std::max(light, Level::warn);
  return light;
}

/// "UP", "DOWN" or "FLAT" (within 1 %), "n/a" if a value is missing.
[[nodiscard]] inline std::string_view change_name(double before, double after) noexcept {
  if (is_gap(before) || is_gap(after)) return "n/a";
  const double scale = std::max(std::fabs(before), 1e-9);
  const double change = (after - before) / scale;
  return change > 0.01 ? "UP" : change < -0.01 ? "DOWN" : "FLAT";
}

/// What to do about a check that is not OK.
[[nodiscard]] inline std::string_view day_remedy(std::string_view check) noexcept {
  if (check == "readiness") return "do not release; see the parts in KPI_GATE.json for what cost points";
  if (check == "net_bps") return "widen spreads, look for the worst hours and symbols in EDGE_SENTINEL.json";
  if (check == "taker_ratio") return "quote further from the touch, raise the minimum quote interval";
  if (check == "p95_latency_ms") return "check network and exchange latency, lower concurrency";
  if (check == "now" || check == "gate:open_incidents") return "see what is open above, and POST_SOAK_ANALYSIS.md";
  if (check == "gate:freshness") return "find out why the bot stopped writing these figures";
  if (check == "gate:coverage") return "find out why windows are missing; see Data Quality in POST_SOAK_ANALYSIS.md";
  if (check == "gate:windows") return "let the soak go on until there are enough windows";
  if (check == "gate:source") return "these windows are made up; judge those of the bot";
  if (check == "gate:readiness_last_24") return "it was better before: see what changed in the last 24 windows";
  if (check == "gate:readiness_worst_symbol") return "one symbol is far worse than the rest: pause or fix it";
  if (check.starts_with("gate:")) return "a symbol's median is beyond the CRIT limit; see POST_SOAK_ANALYSIS.md";
  if (check == "p99_latency_ms") return "look for single slow windows: pauses, reconnects, rate limits";
  return "lower position limits and size";
}

/// One line for each check that is not OK, then the sentinel's advice; one line that says so if there is nothing to do.
[[nodiscard]] inline std::vector<std::string> day_recommendations(const DigestInput& input) {
  std::vector<std::string> lines;
  for (const DayCheck& check : all_checks(input)) {
    if (check.level == Level::ok) continue;
    const std::string what = is_gap(check.value) ? " is unknown: build the artifacts again"
                                                 : " " + format_fixed(check.value, check.decimals) + " (limit " +
                                                       text_or_na(check.limit, check.decimals) +
                                                       "): " + std::string(day_remedy(check.name));
    lines.push_back(check.name + what);
  }
  for (const std::string& advice : input.advice) lines.push_back(advice);
  if (lines.empty()) lines.push_back("nothing to do");
  return lines;
}

}  // namespace soak
