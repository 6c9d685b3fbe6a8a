// DAILY_DIGEST.md and WEEKLY_ROLLUP.md. ASCII only, as all output of the operations tools.
#pragma once

#include <soak/analysis/daily/daily_digest.hpp>
#include <soak/analysis/daily/weekly_rollup.hpp>
#include <soak/core/civil.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/report/markdown.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace daily_detail {

[[nodiscard]] inline std::string digest_table(const DigestInput& input) {
  MarkdownTable table({"Metric", "Today", "Yesterday", "Change", "Trend", "Status"});
  const std::vector<DayCheck> checks = day_checks(input.today);
  for (const DayMetric& metric : day_metrics) {
    const double today = input.today.*metric.figure;
    const double before = input.yesterday ? (*input.yesterday).*metric.figure : gap;
    const double change = today - before;
    std::string_view status = "n/a";
    for (const DayCheck& check : checks) {
      if (check.name == metric.name) status = check.status();
    }
    table.add({std::string(metric.name), text_or_na(today, metric.decimals), text_or_na(before, metric.decimals),
               (change > 0 ? "+" : "") + text_or_na(change, metric.decimals), std::string(change_name(before, today)),
               std::string(status)});
  }
  return table.text();
}

[[nodiscard]] inline std::string digest_journal(const DigestInput& input, const std::string& hours) {
  if (!input.journal) return "No journal.\n";
  const JournalCounts& journal = *input.journal;
  std::string text = EventLine("Last " + hours + " h:")
                         .field("CONTINUE", journal.going_on)
                         .field("WARN", journal.warn)
                         .field("FAIL", journal.fail)
                         .line();
  if (!journal.last_status.empty()) text += "\nLast tick: " + escape_markdown(ascii_only(journal.last_status)) + "\n";
  if (!journal.last_failure.empty()) text += "\nLast FAIL: " + escape_markdown(ascii_only(journal.last_failure)) + "\n";
  return text;
}

/// Nothing where the gate does not tell what is open.
[[nodiscard]] inline std::string digest_now(const GateRun& run) {
  if (run.now.empty()) return "";
  std::string text = "## Now\n\n" +
                     EventLine()
                         .field("now", escape_markdown(ascii_only(run.now)))
                         .field("open_incidents", run.open_incidents)
                         .field("verdict", escape_markdown(ascii_only(run.verdict)))
                         .text() +
                     " (verdict: over all windows)\n";
  if (!run.open.empty()) text += "\n";
  for (const OpenIncident& incident : run.open) {
    text += "- " + std::string(to_string(incident.level)) + " " + escape_markdown(ascii_only(incident.id)) + " since " +
            escape_markdown(ascii_only(incident.since)) + "\n";
  }
  if (run.open_incidents > run.open.size()) {
    text += "- and " + std::to_string(run.open_incidents - run.open.size()) + " more\n";
  }
  return text + "\n";
}

/// To be kept elsewhere: whoever has it can prove later that nothing up to it was cut off.
[[nodiscard]] inline std::string digest_head(const DigestInput& input) {
  if (!input.head) return {};
  return "\nHead: " + EventLine()
                          .field("records", input.head->records)
                          .field("hash", input.head->hash)
                          .field("key", escape_markdown(ascii_only(input.head_key)))
                          .line();
}

[[nodiscard]] inline std::string bullets(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "- " + escape_markdown(ascii_only(line)) + "\n";
  return text;
}

}  // namespace daily_detail

[[nodiscard]] inline std::string digest_report(const DigestInput& input, std::string_view day, const std::string& hours,
                                               Instant generated_at) {
  std::string out = "# Daily digest " + std::string(day) + "\n\nGenerated: " + format_report_time(generated_at) +
                    "\n\n**Light: " + std::string(light_name(traffic_light(input))) + "**\n\n" +
                    daily_detail::digest_now(input.gate.run) + "## Metrics\n\n" + daily_detail::digest_table(input) +
                    "\n## Journal\n\n" + daily_detail::digest_journal(input, hours) + daily_detail::digest_head(input);
  if (!input.problems.empty()) out += "\n## Problems\n\n" + daily_detail::bullets(input.problems);
  if (!input.silenced.empty()) out += "\n## Silenced\n\n" + daily_detail::bullets(input.silenced);
  return out + "\n## Recommendations\n\n" + daily_detail::bullets(day_recommendations(input));
}

[[nodiscard]] inline std::string rollup_report(const WeeklyRollup& rollup, Instant generated_at) {
  MarkdownTable table({"Metric", "Median", "p90", "Week before", "Trend"});
  for (const WeeklyMetric& metric : rollup.metrics) {
    table.add({metric.name, text_or_na(metric.median, metric.decimals), text_or_na(metric.p90, metric.decimals),
               text_or_na(metric.previous_median, metric.decimals),
               std::string(change_name(metric.previous_median, metric.median))});
  }
  std::string out = "# Weekly rollup " + format_date(rollup.from) + " to " + format_date(rollup.to) +
                    "\n\nGenerated: " + format_report_time(generated_at) +
                    "\n\n**Verdict: " + std::string(rollup.verdict()) + "** (" + std::to_string(rollup.days) +
                    " of 7 days)\n\n" + table.text();
  if (!rollup.reasons.empty()) out += "\n## Why not\n\n" + daily_detail::bullets(rollup.reasons);
  return out;
}

[[nodiscard]] inline std::string digest_line(const DigestInput& input, std::string_view path) {
  return event_line("daily_digest")
      .field("light", light_name(traffic_light(input)))
      .field("out", ascii_only(path))
      .line();
}

[[nodiscard]] inline std::string rollup_line(const WeeklyRollup& rollup) {
  return event_line("weekly_rollup")
      .field("verdict", rollup.verdict())
      .field("from", format_date(rollup.from))
      .field("to", format_date(rollup.to))
      .field("days", rollup.days)
      .line();
}

}  // namespace soak
