#include "analyze_options.hpp"

#include <soak/model/window/iter_fields.hpp>

namespace soak::cli {

void add_analyze_options(Command& command, AnalyzeOptions& options) {
  command.group("Input");
  command.option("--iter-glob", options.globs,
                 "Glob pattern of ITER_SUMMARY files (quoted); - is NDJSON on standard input; required");
  command.option("--symbols", options.symbols, "Only these symbols, comma-separated").single();
  command.option("--default-symbol", options.default_symbol, "Name of the series of a run without symbols");
  command.option("--min-windows", options.min_windows, {0, INT64_MAX}, "Windows that make the result significant");
  command.option("--time-buckets", options.time_buckets, {1, INT64_MAX}, "Windows that are merged into one");
  command.option("--threads", options.threads, {0, 256}, "Threads to use; 0: as many as help");
  command.group("Thresholds");
  constexpr const char* short_names[] = {"edge", "maker", "lat", "risk"};
  for (std::size_t m = 0; m < options.standard.size(); ++m) {
    Metric& metric = options.standard.metrics[m];
    const std::string name = short_names[m];
    command.option("--warn-" + name, metric.threshold.warn, "WARN limit of " + metric.name);
    command.option("--crit-" + name, metric.threshold.crit, "CRIT limit of " + metric.name);
  }
  command.option("--metric", options.metrics, "Judge one more metric: NAME:high|low:WARN:CRIT[:TITLE]").single();
  command.option("--threshold", options.thresholds, "Limits of one symbol: SYMBOL/METRIC=WARN:CRIT").single();
}

Result<AnalyzeSettings> analyze_settings(const AnalyzeOptions& options) {
  if (options.globs.empty()) return Error{Errc::usage, "--iter-glob is required"};
  AnalyzeSettings settings;
  settings.globs = options.globs;
  settings.metrics = options.standard;
  for (const Metric& metric : settings.metrics.metrics) {
    if (auto checked = check_limits(metric.threshold, metric.name); !checked) return checked.error();
  }
  for (const std::string& spec : options.metrics) {
    if (auto added = add_metric(settings.metrics, spec); !added) return added.error();
  }
  for (const std::string& spec : options.thresholds) {
    if (auto added = add_override(settings.metrics, spec); !added) return added.error();
  }
  for (const std::string& list : options.symbols) {
    for (const std::string_view symbol : split(list, ',', SIZE_MAX)) {
      const std::size_t first = std::min(symbol.find_first_not_of(' '), symbol.size());
      const std::size_t last = symbol.find_last_not_of(' ') + 1;
      if (first < last) settings.symbols.emplace_back(symbol.substr(first, last - first));
    }
  }
  if (!is_symbol(options.default_symbol)) {
    return Error{Errc::usage, "--default-symbol: a symbol is 1 to 64 bytes of printable UTF-8"};
  }
  settings.default_symbol = options.default_symbol;
  settings.min_windows = static_cast<std::size_t>(options.min_windows);
  settings.time_buckets = static_cast<std::size_t>(options.time_buckets);
  settings.threads = static_cast<std::size_t>(options.threads);
  return settings;
}

}  // namespace soak::cli
