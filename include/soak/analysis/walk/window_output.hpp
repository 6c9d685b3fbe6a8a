// What an operator's command printed, as a window to store.
#pragma once

#include <soak/core/result.hpp>
#include <soak/model/json/value.hpp>

#include <cstdint>
#include <string>

namespace soak {

/// The text of a window's file, ending with LF. `is_cut`: the command printed more than is read.
[[nodiscard]] inline Result<std::string> window_of_output(const std::string& output, bool is_cut) {
  if (is_cut) return Error{Errc::input_unusable, "the window is larger than 16 MiB"};
  const auto window = parse_json(output);
  if (!window) return Error{Errc::input_unusable, "not a window: " + window.error().message};
  if (!window->is_object()) return Error{Errc::input_unusable, "not a window: expected one JSON object"};
  return output.ends_with('\n') ? output : output + "\n";
}

/// Its name below the directory of the phase; `number` counts from 1.
[[nodiscard]] inline std::string window_file_name(std::int64_t number) {
  return "ITER_SUMMARY_" + std::to_string(number) + ".json";
}

}  // namespace soak
