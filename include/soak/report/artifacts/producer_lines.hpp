// What the producers and gates of the key artifacts say on standard output. ASCII only.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/report/markdown.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace soak {

[[nodiscard]] inline std::string edge_report_line(const EdgeReport& report) {
  const EdgeFigures& total = report.total;
  return event_line("edge_report")
      .field("status", "OK")
      .field("symbols", report.symbols.size())
      .field("net_bps", text_or_na(total.net_bps, 4))
      .field("taker_ratio", text_or_na(total.taker_ratio, 4))
      .field("p95_ms", text_or_na(total.latency.p95, 1))
      .field("p99_ms", text_or_na(total.latency.p99, 1))
      .line();
}

[[nodiscard]] inline std::string edge_sentinel_lines(const EdgeSentinel& sentinel) {
  std::string text;
  for (const std::string& advice : sentinel.advice) text += "advice: " + ascii_only(advice) + "\n";
  return text + event_line("edge_sentinel")
                    .field("status", "OK")
                    .field("buckets", sentinel.buckets.size())
                    .field("advice", sentinel.advice.size())
                    .line();
}

/// A line for each part and check, then the verdict.
[[nodiscard]] inline std::string kpi_gate_lines(const KpiGate& gate) {
  std::string text;
  for (const ReadinessPart& part : gate.parts) {
    text += EventLine("part")
                .field("metric", part.metric)
                .field("points", format_fixed(part.points, 2) + "/" + format_number(part.weight))
                .field("ok", part.ok)
                .field("warn", part.warn)
                .field("crit", part.crit)
                .field("gaps", part.gaps)
                .line();
  }
  for (const KpiCheck& check : gate.checks) {
    text += EventLine("check")
                .field("name", check.name)
                .field("status", check.ok ? "OK" : "FAIL")
                .field("value", text_or_na(check.value, 4))
                .field("threshold", format_number(check.threshold))
                .line();
  }
  return text + event_line("kpi_gate")
                    .field("verdict", gate.passes() ? "PASS" : "FAIL")
                    .field("readiness", format_fixed(gate.readiness, 2))
                    .line();
}

[[nodiscard]] inline std::string ready_gate_line(const ReleaseDecision& release, double readiness,
                                                 double min_readiness) {
  EventLine line = event_line("ready_gate");
  line.field("status", release.is_ready() ? "OK" : "FAIL")
      .field("readiness", format_number(readiness))
      .field("min_readiness", format_number(min_readiness));
  const bool says_all = release.is_ready() || readiness < min_readiness;
  return says_all ? line.line() : line.quoted("reason", ascii_only(release.reason)).line();
}

/// The same as one object, ending with LF.
[[nodiscard]] inline std::string ready_gate_json(const ReleaseDecision& release, double readiness,
                                                 double min_readiness) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", release.is_ready() ? "OK" : "FAIL");
  json.member("readiness", readiness);
  json.member("min_readiness", min_readiness);
  json.member("reason", printable(release.reason));
  json.end_object();
  return out + "\n";
}

[[nodiscard]] inline std::string full_accept_json(std::size_t files_checked, const std::vector<std::string>& errors) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", errors.empty() ? "OK" : "FAIL");
  json.member("files_checked", files_checked);
  json.key("errors");
  json.begin_array();
  for (const std::string& error : errors) json.value(printable(error, 1000));
  json.end_array();
  json.end_object();
  return out + "\n";
}

[[nodiscard]] inline std::string full_accept_line(std::size_t files_checked, std::size_t errors) {
  return event_line("full_accept")
      .field("status", errors == 0 ? "OK" : "FAIL")
      .field("files_checked", files_checked)
      .field("errors", errors)
      .line();
}

}  // namespace soak
