// What has to be said about the input of a run, in parts: those of several shards make the warnings of the whole.
#pragma once

#include <soak/analysis/windows/coverage.hpp>
#include <soak/analysis/windows/data_notes.hpp>
#include <soak/model/summary/summary.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct RunNotes {
  std::vector<std::string> input = {};                    ///< what was skipped
  std::string bad_time = {};                              ///< the first time that was not understood
  std::vector<Hole> pauses = {};                          ///< of the axis of times
  std::vector<std::vector<std::string>> of_symbols = {};  ///< in the order of the symbols
  std::vector<std::string> absent = {};                   ///< symbols that were named and do not occur
};

/// What was skipped, what was odd, what is missing, a sentence each.
[[nodiscard]] inline std::vector<std::string> run_warnings(const RunNotes& notes, const Summary& summary) {
  constexpr std::size_t most_notes = 30;
  std::array<RunAxis, 3> axes;
  axes[static_cast<std::size_t>(SeriesOrder::time)].pauses = notes.pauses;
  std::vector<std::string> about_data = input_notes(summary.oddities, notes.bad_time, axes);
  for (const auto& of_symbol : notes.of_symbols)
    about_data.insert(about_data.end(), of_symbol.begin(), of_symbol.end());
  std::vector<std::string> warnings = notes.input;
  append_bounded(warnings, std::move(about_data), most_notes);
  warnings.insert(warnings.end(), notes.absent.begin(), notes.absent.end());
  if (!summary.has_enough_windows()) {
    warnings.push_back("Only " + std::to_string(summary.input_windows) + " windows found, " +
                       std::to_string(summary.min_windows) + " required");
  }
  return warnings;
}

}  // namespace soak
