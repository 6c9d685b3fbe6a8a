// The cron sentinel: which targets are fresh, which are not.
#pragma once

#include <soak/analysis/freshness.hpp>
#include <soak/flow/artifact_files.hpp>
#include <soak/model/json_text.hpp>
#include <soak/report/markdown.hpp>
#include <soak/sys/file_info.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace detail {

[[nodiscard]] inline Result<std::optional<Instant>> document_time(const std::string& path) {
  if (path.ends_with(".json")) return read_artifact(path, time_inside);
  if (!path.ends_with(".jsonl")) return std::optional<Instant>();
  auto end = read_end(path, std::size_t{64} << 10);
  if (!end) return end.error();
  end->resize(end->find_last_not_of('\n') + 1);  // npos + 1 is 0
  const auto document = parse_json(std::string_view(*end).substr(end->rfind('\n') + 1));
  if (!document) return unusable_file(path, "its last line: " + document.error().message);
  auto time = time_inside(*document);
  if (!time) return unusable_file(path, "its last line: " + time.error().message);
  return time;
}

}  // namespace detail

/// The time inside an artifact where it has one, else that of its last change. A file that should be JSON and is not is
/// no observation at all.
[[nodiscard]] inline FreshObservation observe(const std::string& path) {
  const auto modified = modified_at(path);
  if (!modified) return {{}, modified.error().message};
  const auto inside = detail::document_time(path);
  if (!inside) return {{}, inside.error().message};
  return {*inside ? *inside : *modified, {}};
}

struct SentinelReport {
  std::vector<FreshVerdict> verdicts;
  Instant now{};

  [[nodiscard]] std::size_t count(FreshStatus status) const noexcept {
    return static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(), [&](const FreshVerdict& v) { return v.status == status; }));
  }
  [[nodiscard]] bool is_ok() const noexcept { return count(FreshStatus::ok) == verdicts.size(); }
};

[[nodiscard]] inline SentinelReport run_sentinel(const std::vector<FreshTarget>& targets, std::chrono::seconds grace,
                                                 Instant now) {
  SentinelReport report{{}, now};
  for (const FreshTarget& target : targets) {
    report.verdicts.push_back(judge_freshness(target, observe(target.path), grace, now));
  }
  return report;
}

/// "event=sentinel_check target=KPI_GATE status=OK age_sec=5 now=1735689600"; age -1 if there is none.
[[nodiscard]] inline std::string sentinel_line(const FreshVerdict& verdict, Instant now) {
  return "event=sentinel_check target=" + verdict.target.name + " status=" + std::string(to_string(verdict.status)) +
         " age_sec=" + std::to_string(verdict.age_sec.value_or(-1)) + " now=" + std::to_string(epoch_seconds(now)) +
         "\n";
}

[[nodiscard]] inline std::string sentinel_result(const SentinelReport& report) {
  return std::string("RESULT=") + (report.is_ok() ? "OK" : "FAIL") +
         " missing=" + std::to_string(report.count(FreshStatus::missing)) +
         " stale=" + std::to_string(report.count(FreshStatus::stale)) +
         " checked=" + std::to_string(report.verdicts.size()) + "\n";
}

namespace detail {

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

}  // namespace detail

/// Writes CRON_SENTINEL.json and CRON_SENTINEL.md, both or neither.
[[nodiscard]] inline Result<void> write_sentinel(const std::string& directory, const SentinelReport& report,
                                                 Instant shown_time) {
  return write_files({{directory + "/CRON_SENTINEL.json", detail::sentinel_json(report)},
                      {directory + "/CRON_SENTINEL.md", detail::sentinel_markdown(report, shown_time)}});
}

}  // namespace soak
