// What the cron sentinel says: its lines, CRON_SENTINEL.json and CRON_SENTINEL.md. ASCII only.
#pragma once

#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/report/markdown.hpp>

#include <cstdint>
#include <string>

namespace soak {

/// "event=sentinel_check target=KPI_GATE status=OK age_sec=5 now=1735689600"; age -1 if there is none.
[[nodiscard]] inline std::string sentinel_line(const FreshVerdict& verdict, Instant now) {
  return event_line("sentinel_check")
      .field("target", verdict.target.name)
      .field("status", to_string(verdict.status))
      .field("age_sec", verdict.age_sec.value_or(-1))
      .field("now", epoch_seconds(now))
      .line();
}

[[nodiscard]] inline std::string sentinel_result(const SentinelReport& report) {
  return result_line(report.is_ok())
      .field("missing", report.count(FreshStatus::missing))
      .field("stale", report.count(FreshStatus::stale))
      .field("checked", report.verdicts.size())
      .line();
}

[[nodiscard]] inline std::string sentinel_json(const SentinelReport& report) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", report.is_ok() ? "OK" : "FAIL");
  json.member("missing", report.count(FreshStatus::missing));
  json.member("stale", report.count(FreshStatus::stale));
  json.member("checked", report.verdicts.size());
  json.objects("targets", report.verdicts, [&](const FreshVerdict& verdict) {
    json.member("target", verdict.target.name);
    json.member("status", to_string(verdict.status));
    json.key("age_sec");
    if (verdict.age_sec) {
      json.value(*verdict.age_sec);
    } else {
      json.null();
    }
    json.member("window_sec", static_cast<std::int64_t>(verdict.target.window.count()));
    json.member("reason", ascii_only(verdict.reason));
  });
  json.member("ts", epoch_seconds(report.now));
  json.end_object();
  return out + '\n';
}

[[nodiscard]] inline std::string sentinel_markdown(const SentinelReport& report, Instant shown_time) {
  MarkdownTable table({"Target", "Status", "Age (h)", "Reason"});
  for (const FreshVerdict& verdict : report.verdicts) {
    const double hours = verdict.age_sec ? static_cast<double>(*verdict.age_sec) / 3600 : gap;
    table.add({escape_markdown(verdict.target.name), std::string(to_string(verdict.status)), text_or_na(hours, 1),
               escape_markdown(ascii_only(verdict.reason))});
  }
  return "# Cron sentinel\n\nGenerated: " + format_report_time(shown_time) + "\n\n" + table.text() + "\n" +
         sentinel_result(report);
}

}  // namespace soak
