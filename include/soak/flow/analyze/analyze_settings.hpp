// What to read, what to judge, by which limits: shared by every flow that analyzes windows.
#pragma once

#include <soak/analysis/judgement/window_grade.hpp>
#include <soak/core/text/fingerprint.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/data_quality.hpp>
#include <soak/model/window/iter_fields.hpp>
#include <soak/model/window/shard.hpp>
#include <soak/sys/file/unpacker.hpp>
#include <soak/version.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// These metrics, then what was filled.
[[nodiscard]] inline MetricSet with_fills(MetricSet metrics) {
  for (const std::string_view fill : fill_keys) {
    Metric metric{};
    metric.name = fill;
    metrics.metrics.push_back(std::move(metric));
  }
  return metrics;
}

struct AnalyzeSettings {
  std::vector<std::string> globs;    ///< patterns; "-" is standard input
  std::vector<std::string> symbols;  ///< empty: all
  std::string default_symbol = "ALL";
  Shard shard = {};       ///< the part of the symbols that is analyzed; the run's times come from all
  bool is_shard = false;  ///< leave what merge_reports needs
  std::size_t min_windows = 24;
  std::size_t time_buckets = 1;
  std::size_t threads = 0;                                  ///< 0: as many as help
  bool keep_times = false;                                  ///< fill Series::times: 8 bytes a window
  std::vector<std::pair<std::string, std::string>> fields;  ///< IterFields::map: a bot's own names
  std::size_t max_stale = default_max_stale;                ///< newest places without a value that make a metric stale
  std::map<std::string, std::size_t> max_stale_of;          ///< the same for single metrics
  double gross_factor = default_gross_factor;               ///< window_grade.hpp
  bool keep_fills = false;  ///< what was filled (fill_keys) stands in the series, in columns behind the metrics
  MetricSet metrics = standard_metrics();
  std::vector<std::string> left_out;  ///< names of metrics that the bot does not have; they are not in `metrics`
  Unpacker unpacker = {};             ///< none: compressed files are skipped
  std::string store_dir = {};         ///< where parsed windows are kept from one analysis to the next; empty: nowhere

  /// The columns of the series.
  [[nodiscard]] MetricSet columns() const { return keep_fills ? with_fills(metrics) : metrics; }
};

/// All that changes what a text parses to: windows that were read by other settings are read again. Limits and ranges
/// are applied to what was parsed.
[[nodiscard]] inline std::string reading_fingerprint(const AnalyzeSettings& settings) {
  Fingerprint print;
  print.add(version).add(std::string_view(settings.default_symbol));
  print.add(std::uint64_t{settings.shard.index}).add(std::uint64_t{settings.shard.count});
  const MetricSet columns = settings.columns();
  for (const Metric& metric : columns.metrics) print.add(std::string_view(metric.name));
  print.add(std::uint64_t{columns.size()});
  std::vector<std::string> symbols = settings.symbols;
  std::sort(symbols.begin(), symbols.end());
  for (const std::string& symbol : symbols) print.add(std::string_view(symbol));
  print.add(std::uint64_t{symbols.size()});
  for (const auto& [name, source] : settings.fields) print.add(std::string_view(name)).add(std::string_view(source));
  return print.hex();
}

}  // namespace soak
