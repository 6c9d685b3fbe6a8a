// FULL_STACK_VALIDATION for people: its lines on standard output, and the page. ASCII only.
#pragma once

#include <soak/core/text/event_line.hpp>
#include <soak/core/time.hpp>
#include <soak/model/artifacts/validation.hpp>
#include <soak/report/markdown.hpp>

#include <string>

namespace soak {

[[nodiscard]] inline std::string validation_lines(const Validation& validation) {
  std::string text;
  for (const ValidationSection& section : validation.sections) {
    text += event_line("full_stack_validate")
                .field("section", section.name)
                .field("status", to_string(section.status))
                .quoted("details", section.details)
                .line();
  }
  return text + result_line(validation.is_ok()).line();
}

[[nodiscard]] inline std::string validation_report(const Validation& validation, Instant generated_at) {
  MarkdownTable table({"Section", "Status", "Details"});
  for (const ValidationSection& section : validation.sections) {
    table.add({section.name, std::string(to_string(section.status)), escape_markdown(section.details)});
  }
  return "# Full stack validation\n\nGenerated: " + format_report_time(generated_at) + "\n\n" + table.text() + "\n" +
         result_line(validation.is_ok()).line();
}

}  // namespace soak
