// From windows in order to the matrix of a symbol's series.
#pragma once

#include <soak/analysis/windows/order.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/window/series.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace soak {

/// Values of one metric that it cannot have: they are gaps in the series.
struct OutOfRange {
  std::size_t windows = 0;
  bool in_newest = false;  ///< the newest window has one
};

/// The matrix of windows that are already in order. A value outside its metric's range becomes a gap and is counted in
/// `out_of_range`, one a metric.
[[nodiscard]] inline Series assemble(const std::string& symbol, std::span<const WindowRef> windows,
                                     const MetricSet& metrics, std::vector<OutOfRange>& out_of_range) {
  Series series{symbol, WindowMatrix::from_shape({windows.size(), metrics.size()})};
  out_of_range.assign(metrics.size(), {});
  double* const out = series.values.data();
  for (std::size_t w = 0; w < windows.size(); ++w) {
    const double* const row = windows[w].rows->values.data() + windows[w].row * metrics.size();
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      const bool is_impossible = metrics.metrics[m].range.excludes(row[m]);
      out[m * windows.size() + w] = is_impossible ? gap : row[m];
      out_of_range[m].windows += is_impossible ? 1 : 0;
      out_of_range[m].in_newest = is_impossible;
    }
  }
  return series;
}

}  // namespace soak
