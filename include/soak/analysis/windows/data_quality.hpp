// What is wrong with the data of a symbol's metric, whatever its values are: impossible values, silence, too few.
#pragma once

#include <soak/analysis/windows/assemble.hpp>
#include <soak/analysis/windows/coverage.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/summary/data_quality.hpp>

#include <cstddef>
#include <span>

namespace soak {

inline constexpr double least_coverage = 0.5;
inline constexpr double most_out_of_range = 0.05;

/// `values` before they are merged into buckets, impossible ones as gaps; stale if the newest `max_stale` expected
/// places have no value.
[[nodiscard]] inline DataQuality data_quality(std::span<const double> values, const OutOfRange& out_of_range,
                                              const SymbolCoverage& coverage, std::size_t max_stale) {
  DataQuality quality{.expected = coverage.expected(), .out_of_range = out_of_range.windows};
  std::size_t last = values.size();
  for (std::size_t w = 0; w < values.size(); ++w) {
    if (is_gap(values[w])) continue;
    ++quality.known;
    last = w;
  }
  if (quality.expected > 0) {
    quality.coverage = static_cast<double>(quality.known) / static_cast<double>(quality.expected);
  }
  quality.silent = quality.known == 0 ? quality.expected : coverage.places_after(last);
  quality.is_stale = quality.silent >= max_stale;
  const auto allowed = most_out_of_range * static_cast<double>(values.size());
  quality.problem = quality.known == 0 ? DataProblem::no_data
                    : out_of_range.in_newest || static_cast<double>(out_of_range.windows) > allowed
                        ? DataProblem::out_of_range
                    : quality.is_stale                  ? DataProblem::stale
                    : quality.coverage < least_coverage ? DataProblem::sparse
                                                        : DataProblem::none;
  return quality;
}

}  // namespace soak
