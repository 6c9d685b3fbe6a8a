// FULL_STACK_VALIDATION: sections that are OK, FAIL or SKIP (docs/formats/artifacts.md).
#pragma once

#include <soak/model/json/writer.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

enum class SectionStatus { ok, fail, skip };

[[nodiscard]] constexpr std::string_view to_string(SectionStatus status) noexcept {
  return status == SectionStatus::ok ? "OK" : status == SectionStatus::fail ? "FAIL" : "SKIP";
}

struct ValidationSection {
  std::string name;
  SectionStatus status = SectionStatus::skip;
  std::string details;  ///< one line, printable ASCII
};

struct Validation {
  std::vector<ValidationSection> sections;
  std::int64_t ts = 0;

  [[nodiscard]] bool is_ok() const noexcept {
    return std::none_of(sections.begin(), sections.end(),
                        [](const ValidationSection& section) { return section.status == SectionStatus::fail; });
  }
  [[nodiscard]] std::string_view status() const noexcept { return is_ok() ? "OK" : "FAIL"; }
};

/// The text of FULL_STACK_VALIDATION.json, ending with LF.
[[nodiscard]] inline std::string to_json(const Validation& validation) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("status", validation.status());
  json.key("sections");
  json.begin_array();
  for (const ValidationSection& section : validation.sections) {
    json.begin_object();
    json.member("name", section.name);
    json.member("status", to_string(section.status));
    json.member("details", section.details);
    json.end_object();
  }
  json.end_array();
  json.member("ts", validation.ts);
  json.end_object();
  return out + '\n';
}

}  // namespace soak
