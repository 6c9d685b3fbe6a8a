// QUICK_CMDS_SUMMARY.md. ASCII only, as all output of the operations tools.
#pragma once

#include <soak/analysis/daily/quick_plan.hpp>
#include <soak/core/number.hpp>
#include <soak/core/time.hpp>
#include <soak/report/markdown.hpp>

#include <string>
#include <vector>

namespace soak {

[[nodiscard]] inline std::string quick_result(const std::vector<QuickStep>& steps) {
  return std::string("RESULT=") + (quick_ok(steps) ? "OK" : "FAIL") + "\n";
}

[[nodiscard]] inline std::string quick_summary(const std::vector<QuickStep>& steps, Instant generated_at) {
  MarkdownTable table({"Step", "Status", "Outcome", "Seconds", "Last line"});
  for (const QuickStep& step : steps) {
    table.add({step.name, step.status, escape_markdown(step.outcome), format_fixed(step.seconds, 1),
               escape_markdown(step.last_line)});
  }
  return "# Quick commands\n\nGenerated: " + format_report_time(generated_at) + "\n\n" + table.text() + "\n" +
         quick_result(steps);
}

}  // namespace soak
