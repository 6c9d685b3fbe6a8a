// The windows of a run as they are, ordered, with their times and fills: for percentiles and hours.
#pragma once

#include <soak/analysis/windows/assemble.hpp>
#include <soak/flow/analyze/analyze_settings.hpp>
#include <soak/flow/ingest/ingest.hpp>
#include <soak/model/artifacts/makers.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/made_up.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct RunWindowsSettings {
  std::vector<std::string> globs{
      windows_glob(path_in(path_in(default_dir::artifacts, artifact_dir::soak), artifact_dir::latest))};
  std::string default_symbol = "ALL";
  Unpacker unpacker = {};  ///< none: compressed files are skipped
};

/// One symbol: the columns of run_metrics(), and the time of each window in microseconds since the epoch; no times if
/// the windows have none that tell them apart.
struct RunSymbol {
  Series series;
  std::vector<std::int64_t> times_us;
};

struct RunWindows {
  std::vector<RunSymbol> symbols;  ///< sorted by name
  std::vector<std::string> warnings;
  bool is_made_up = false;  ///< at least one window is
};

/// The guide's four metrics, then what was filled.
[[nodiscard]] inline MetricSet run_metrics() { return with_fills(standard_metrics()); }

/// The windows of an analysis that kept times and fills of the standard metrics, without reading them again.
[[nodiscard]] inline RunWindows run_windows_of(std::vector<Series> series) {
  RunWindows run;
  for (Series& one : series) {
    std::vector<std::int64_t> times = std::move(one.times);
    run.symbols.push_back({std::move(one), std::move(times)});
  }
  return run;
}

[[nodiscard]] inline Result<RunWindows> read_run_windows(const RunWindowsSettings& settings) {
  const MetricSet metrics = run_metrics();
  const IterFields fields(metrics, {}, settings.default_symbol);
  auto input = Ingestor(fields, 0, settings.unpacker).run(settings.globs);
  if (!input) return with_window_maker(input.error());
  RunWindows result;
  result.warnings = input->warnings(5, standard_metrics().names());
  result.is_made_up = input->has_source(made_up_source);
  for (const auto& [symbol, parts] : input->by_symbol()) {
    const std::vector<const SymbolWindows*> rows(parts.begin(), parts.end());
    const OrderedWindows ordered = order_windows(rows, [&] { return input->ranks(); });
    std::vector<OutOfRange> out_of_range;
    RunSymbol one{assemble(symbol, ordered.windows, metrics, out_of_range), {}};
    if (ordered.order == SeriesOrder::time) one.times_us = ordered.positions();
    result.symbols.push_back(std::move(one));
  }
  if (result.symbols.empty()) {
    std::string message = "no usable window in " + std::to_string(input->files()) + " file(s)";
    for (const std::string& warning : result.warnings) message += "\n  " + warning;
    return Error{Errc::input_unusable, std::move(message)};
  }
  return result;
}

}  // namespace soak
