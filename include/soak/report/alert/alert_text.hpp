// The messages that alerts carry, as the user guide words them.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/summary/violation.hpp>

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace soak {

/// What stands in every message: where it comes from and what leads to more.
struct AlertContext {
  std::string env;
  std::string exchange;
  std::string report_url = {};  ///< empty: no link
};

inline constexpr std::size_t max_top_violations = 5;

namespace alert_detail {

[[nodiscard]] inline std::string_view level_badge(Level level) noexcept {
  return level == Level::crit ? "[🔴 CRIT]" : level == Level::warn ? "[🟡 WARN]" : "[🟢 OK]";
}

/// The value with the metric's decimals, more of them as long as it would read like the limit it has crossed.
[[nodiscard]] inline std::string distinct_value(double value, double limit, int decimals) {
  std::string text = format_fixed(value, decimals);
  while (decimals < 15 && parse_finite(text) == limit) text = format_fixed(value, ++decimals);
  if (text.find('.') != std::string::npos && text.find('e') == std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  return text;
}

[[nodiscard]] inline std::string violation_line(const Violation& violation, const MetricSet& metrics) {
  std::string line = "- " + std::string(violation.symbol) + ": " + std::string(violation.metric);
  if (!violation.window_index) return line + ": " + std::string(violation.note);
  const auto m = metrics.index_of(violation.metric);
  const bool low = m && metrics.metrics[*m].threshold.direction == Direction::bad_when_low;
  const int decimals = m ? metrics.metrics[*m].decimals : 2;
  line += (low ? " < " : " > ") + format_number(violation.threshold);
  line += " at window #" + std::to_string(*violation.window_index);
  return line + " (" + distinct_value(violation.value, violation.threshold, decimals) + ")";
}

[[nodiscard]] inline std::string where_lines(const AlertContext& context) {
  return "Env: " + printable(context.env) + "\nExchange: " + printable(context.exchange) + "\n";
}

[[nodiscard]] inline std::string report_line(const AlertContext& context) {
  return context.report_url.empty() ? "" : "\nReport: " + context.report_url;
}

}  // namespace alert_detail

/// Each symbol-metric once, by its newest violating window; CRIT first, else in the given order (symbol, metric).
[[nodiscard]] inline std::vector<Violation> newest_violations(std::span<const Violation> violations) {
  std::map<std::pair<std::string_view, std::string_view>, std::size_t> place;
  std::vector<Violation> newest;
  for (const Violation& violation : violations) {
    const auto [found, is_new] = place.try_emplace({violation.symbol, violation.metric}, newest.size());
    if (is_new) {
      newest.push_back(violation);
    } else if (violation.window_index >= newest[found->second].window_index) {
      newest[found->second] = violation;
    }
  }
  std::stable_sort(newest.begin(), newest.end(),
                   [](const Violation& a, const Violation& b) { return a.level > b.level; });
  return newest;
}

/// The alert about a verdict. Without the id, which stands in a last line of its own (with_id).
[[nodiscard]] inline std::string verdict_message(const Summary& summary, const MetricSet& metrics,
                                                 std::span<const Violation> violations, const AlertContext& context) {
  const StatusCounts counts = summary.counts();
  std::string text(alert_detail::level_badge(counts.verdict()));
  text += " Soak summary (env=" + printable(context.env) + ", exch=" + printable(context.exchange) + ")\n";
  text += EventLine()
              .field("windows", summary.windows)
              .field("symbols", summary.symbols.size())
              .field("crit", counts.crit)
              .field("warn", counts.warn)
              .line();
  const std::vector<Violation> top = newest_violations(violations);
  if (!top.empty()) {
    text += "\nTop violations:\n";
    for (std::size_t i = 0; i < std::min(top.size(), max_top_violations); ++i) {
      text += alert_detail::violation_line(top[i], metrics) + "\n";
    }
    if (top.size() > max_top_violations) {
      text += "… +" + std::to_string(top.size() - max_top_violations) + " more\n";
    }
  }
  return text + "\nАртефакты: POST_SOAK_ANALYSIS.md, RECOMMENDATIONS.md" + alert_detail::report_line(context);
}

[[nodiscard]] inline std::string redis_down_message(std::int64_t failures, Instant now, const AlertContext& context) {
  const std::string count = std::to_string(failures);
  return "[🟡 WARN] Redis export skipped " + count + " cycles in a row\n\n" + alert_detail::where_lines(context) +
         "Consecutive failures: " + count + "\nLast check: " + format_iso8601(now) +
         "\n\nRedis may be unavailable. Check REDIS_URL and connectivity." + alert_detail::report_line(context);
}

/// The last word of a holder of the lease.
[[nodiscard]] inline std::string lease_ending_message(Instant now, const AlertContext& context) {
  return "[🟡 WARN] Redis is away: no more alerts until it is back\n\n" + alert_detail::where_lines(context) +
         "Last check: " + format_iso8601(now) +
         "\n\nWithout Redis no runner knows whether another one is at work (--lease redis), so all are silent. Check "
         "REDIS_URL and connectivity." +
         alert_detail::report_line(context);
}

[[nodiscard]] inline std::string no_windows_message(Instant seen_at, Instant now, const AlertContext& context) {
  const auto age = std::chrono::floor<std::chrono::minutes>(now - seen_at).count();
  return "[🟡 WARN] No new soak window for " + std::to_string(age) + " minutes\n\n" +
         alert_detail::where_lines(context) + "Newest window first seen: " + format_iso8601(seen_at) +
         "\nLast check: " + format_iso8601(now) +
         "\n\nThe bot may have stopped. Check that it runs and writes ITER_SUMMARY files." +
         alert_detail::report_line(context);
}

[[nodiscard]] inline std::string windows_back_message(Instant now, const AlertContext& context) {
  return "[🟢 OK] New soak windows again\n\n" + alert_detail::where_lines(context) +
         "Last check: " + format_iso8601(now) + alert_detail::report_line(context);
}

/// `reason` is one line per failure of the last cycle, from the error.
[[nodiscard]] inline std::string no_analysis_message(std::int64_t failures, std::string_view reason, Instant now,
                                                     const AlertContext& context) {
  return "[🟡 WARN] Soak analysis failed " + std::to_string(failures) + " cycles in a row\n\n" +
         alert_detail::where_lines(context) + "Reason: " + printable(reason, 500) +
         "\nLast check: " + format_iso8601(now) + alert_detail::report_line(context);
}

[[nodiscard]] inline std::string analysis_back_message(Instant now, const AlertContext& context) {
  return "[🟢 OK] Soak analysis works again\n\n" + alert_detail::where_lines(context) +
         "Last check: " + format_iso8601(now) + alert_detail::report_line(context);
}

[[nodiscard]] inline std::string test_message(Instant now, const AlertContext& context) {
  return "[🧪 TEST] Soak alert test, nothing is wrong\n\n" + alert_detail::where_lines(context) +
         "Sent: " + format_iso8601(now) + alert_detail::report_line(context);
}

/// The same message of something made up.
[[nodiscard]] inline std::string rehearsal_message(std::string_view text) { return "[TEST] " + std::string(text); }

/// The message with its last line: an id by which a repetition is recognised, and when it was raised.
[[nodiscard]] inline std::string with_id(std::string text, std::string_view id, Instant raised_at) {
  return std::move(text) + "\nid: " + std::string(id) + " " + format_iso8601(raised_at);
}

/// The alert with its id, which its text names as well.
[[nodiscard]] inline Alert with_identity(Alert alert) {
  alert.id = alert_id(alert);
  alert.text = with_id(std::move(alert.text), alert.id, alert.raised_at);
  return alert;
}

}  // namespace soak
