// What quick_cmds says, and QUICK_CMDS_SUMMARY.md. ASCII only, as all output of the operations tools.
#pragma once

#include <soak/analysis/daily/quick_plan.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/event_line.hpp>
#include <soak/core/time.hpp>
#include <soak/report/markdown.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace soak {

/// What would be run, the same text every time; the last line is "QUICK_CMDS=PLAN". `scripts` is their directory.
[[nodiscard]] inline std::string quick_plan_text(const std::string& scripts, const std::vector<std::string>& steps) {
  std::string text;
  for (const auto& [name, value] : quick_environment()) text += "env " + name + "=" + value + "\n";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    text += "step " + std::to_string(i + 1) + " " + steps[i] + ": " + quick_script(scripts, steps[i]) + "\n";
  }
  return text + "QUICK_CMDS=PLAN\n";
}

[[nodiscard]] inline std::string quick_lines(const std::vector<QuickStep>& steps) {
  std::string text;
  for (const QuickStep& step : steps) {
    text += event_line("quick_cmds")
                .field("step", step.name)
                .field("status", step.status)
                .quoted("outcome", step.outcome)
                .line();
  }
  return text;
}

[[nodiscard]] inline std::string quick_result(const std::vector<QuickStep>& steps) {
  return result_line(quick_ok(steps)).line();
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
