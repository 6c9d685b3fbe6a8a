// What to read, what to judge, by which limits: shared by every flow that analyzes windows.
#pragma once

#include <soak/model/metric.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace soak {

struct AnalyzeSettings {
  std::vector<std::string> globs;    ///< patterns; "-" is standard input
  std::vector<std::string> symbols;  ///< empty: all
  std::string default_symbol = "ALL";
  std::size_t min_windows = 24;
  std::size_t time_buckets = 1;
  std::size_t threads = 0;  ///< 0: as many as help
  bool keep_times = false;  ///< fill Series::times: 8 bytes a window
  MetricSet metrics = standard_metrics();
};

}  // namespace soak
