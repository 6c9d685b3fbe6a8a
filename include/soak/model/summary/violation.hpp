// A violation: one window of one metric beyond its limit. Text form: docs/formats/violations.md.
#pragma once

#include <soak/core/threshold.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/summary/data_quality.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

/// Views point into the Series and MetricSet that the violation was found in.
struct Violation {
  std::string_view symbol;
  std::string_view metric;
  Level level;
  std::optional<std::size_t> window_index;  ///< 0-based place in the symbol's series; none: about the data as a whole
  double value;                             ///< NaN if none
  double threshold;                         ///< the limit that was crossed; NaN if none
  std::string_view note;
};

inline constexpr std::string_view no_valid_data = note_of(DataProblem::no_data);

/// Appends one element of VIOLATIONS.json as Python's json.dump(…, indent=2) lays it out, without a comma.
inline void append_json(std::string& out, const Violation& violation) {
  out += "  {\n    \"symbol\": ";
  append_json_string(out, violation.symbol);
  out += ",\n    \"metric\": ";
  append_json_string(out, violation.metric);
  out += ",\n    \"level\": \"";
  out += to_string(violation.level);
  out += "\",\n    \"window_index\": ";
  out += violation.window_index ? std::to_string(*violation.window_index) : "null";
  out += ",\n    \"value\": ";
  append_json_number(out, violation.value);
  out += ",\n    \"threshold\": ";
  append_json_number(out, violation.threshold);
  out += ",\n    \"note\": ";
  append_json_string(out, violation.note);
  out += "\n  }";
}

}  // namespace soak
