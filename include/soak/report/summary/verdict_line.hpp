// A summary as fields of a line.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/threshold.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/report/summary/analysis_report.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// Appends "verdict=CRIT windows=48 symbols=3 crit=2 warn=1 ok=0".
inline EventLine& add_verdict(EventLine& line, std::string_view verdict, std::size_t windows, std::size_t symbols,
                              const StatusCounts& counts) {
  return line.field("verdict", verdict)
      .field("windows", windows)
      .field("symbols", symbols)
      .field("crit", counts.crit)
      .field("warn", counts.warn)
      .field("ok", counts.ok);
}

/// What analyze_post_soak found, where its reports are, and what was not measured as expected.
[[nodiscard]] inline std::string analysis_line(const Summary& summary, const MetricSet& metrics,
                                               std::string_view reports) {
  const StatusCounts counts = summary.counts();
  EventLine line;
  add_verdict(line, to_string(counts.verdict()), summary.windows, summary.symbols.size(), counts)
      .field("reports", printable(reports));
  const std::string problems = printable(data_problems(summary, metrics), 1000);
  return problems.empty() ? line.text() : line.quoted("not_measured", problems).text();
}

}  // namespace soak
