// What one JSON object of an ITER_SUMMARY said.
#pragma once

#include <soak/core/stats.hpp>
#include <soak/model/window/iter_fields.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace window_detail {

/// What one JSON object said: the values of the known keys, and which of them were there at all.
struct IterScope {
  std::vector<double> values;  ///< per field; NaN if absent or a gap
  std::vector<char> present;
  std::string symbol;
  std::array<std::string, iter_text_fields> texts;  ///< timestamp, runtime_utc, commit, profile, source
  double iteration = gap;
  double timestamp = gap;  ///< a time stamp given as a number
  bool has_symbol = false;
  bool bad_symbol = false;

  void reset(std::size_t fields) {
    values.assign(fields, gap);
    present.assign(fields, 0);
    symbol.clear();
    for (std::string& text : texts) text.clear();
    iteration = timestamp = gap;
    has_symbol = bad_symbol = false;
  }
};

/// Value of a metric: of `inner` if its key is there at all, else of `outer`, else of the fallback key likewise.
[[nodiscard]] inline double resolve_metric(const IterFields& fields, std::size_t metric, const IterScope& inner,
                                           const IterScope* outer) noexcept {
  for (const std::size_t slot : {metric, fields.fallback(metric)}) {
    if (slot == IterFields::no_slot) break;
    if (inner.present[slot] != 0) return inner.values[slot];
    if (outer != nullptr && outer->present[slot] != 0) return outer->values[slot];
  }
  return gap;
}

}  // namespace window_detail

}  // namespace soak
