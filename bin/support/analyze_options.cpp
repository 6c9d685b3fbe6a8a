#include "analyze_options.hpp"

#include "unpack.hpp"

#include <soak/model/window/iter_fields.hpp>
#include <soak/sys/env.hpp>

#include <cmath>
#include <optional>
#include <utility>

namespace soak::cli {

void add_analyze_options(Command& command, AnalyzeOptions& options) {
  command.group("Input");
  command.option("--iter-glob", options.globs,
                 "Glob pattern (quoted) or directory of ITER_SUMMARY files; - is standard input; required");
  command.positional("files", options.files, "Files, patterns or directories, as with --iter-glob");
  add_judging_options(command, options);
}

void add_judging_options(Command& command, AnalyzeOptions& options) {
  command.option("--symbols", options.symbols, "Only these symbols, comma-separated").single();
  command.option("--default-symbol", options.default_symbol, "Name of the series of a run without symbols");
  command.option("--min-windows", options.min_windows, {0, INT64_MAX}, "Windows that make the result significant");
  command.option("--time-buckets", options.time_buckets, {1, INT64_MAX}, "Windows that are merged into one");
  command
      .option("--field", options.fields, "Read a metric, symbol, timestamp or iteration from NAME=KEY or /JSON/POINTER")
      .single();
  command
      .option("--max-stale", options.max_stale,
              "Newest windows without a value that make a metric stale: N or METRIC=N")
      .single();
  command.option("--gross-factor", options.gross_factor, {0, 1e6},
                 "How many times as far beyond CRIT as CRIT is beyond WARN one window opens an incident; 0: none does");
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
  command.option("--without", options.without, "Leave a metric out that the bot does not have").single();
  command.option("--metric-range", options.ranges, "What a metric can be at all: NAME=MIN:MAX; beyond is no value")
      .single();
  command.option("--threshold", options.thresholds, "Limits of one symbol: SYMBOL/METRIC=WARN:CRIT").single();
}

/// "NAME=VALUE", or nothing.
std::optional<std::pair<std::string, std::string>> named_value(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  return std::pair(text.substr(0, equals), text.substr(equals + 1));
}

namespace {

Result<void> set_max_stale(AnalyzeSettings& settings, const std::string& spec) {
  const auto named = named_value(spec);
  const auto count = parse_finite(named ? named->second : spec);
  if (!count || *count < 1 || *count > 1e9 || *count != std::floor(*count)) {
    return Error{Errc::usage, "--max-stale " + printable(spec) + ": expected a whole number from 1 on, or METRIC=N"};
  }
  if (!named) {
    settings.max_stale = static_cast<std::size_t>(*count);
    return {};
  }
  if (!settings.metrics.index_of(named->first)) {
    return Error{Errc::usage, "--max-stale: there is no metric '" + printable(named->first) + "'"};
  }
  settings.max_stale_of[named->first] = static_cast<std::size_t>(*count);
  return {};
}

/// Which metrics there are, and what they can be.
Result<void> set_metrics(AnalyzeSettings& settings, const AnalyzeOptions& options) {
  const auto apply = [&](const char* option, const auto& specs, const auto& change) -> Result<void> {
    for (const std::string_view spec : specs) {
      if (auto done = change(settings.metrics, spec); !done) {
        return Error{done.error().code, option + done.error().message};
      }
    }
    return {};
  };
  if (auto done = apply("--metric ", options.metrics, add_metric); !done) return done;
  if (auto done = apply("--threshold ", options.thresholds, add_override); !done) return done;
  if (auto done = apply("--metric-range ", options.ranges, set_range); !done) return done;
  for (const std::string& list : options.without) {
    const auto names = split(list, ',', SIZE_MAX);
    if (auto done = apply("--without: ", names, remove_metric); !done) return done;
    settings.left_out.insert(settings.left_out.end(), names.begin(), names.end());
  }
  for (const std::string& spec : options.max_stale) {
    if (auto done = set_max_stale(settings, spec); !done) return done;
  }
  return {};
}

}  // namespace

Option add_shard_option(Command& command, AnalyzeOptions& options) {
  return command.option("--shard", options.shard, "Analyze part K of N of the symbols, for merge_reports").shape("K/N");
}

Result<AnalyzeSettings> analyze_settings(const AnalyzeOptions& options) {
  if (options.globs.empty() && options.files.empty()) return Error{Errc::usage, "--iter-glob is required"};
  AnalyzeSettings settings;
  settings.globs = options.globs;
  settings.globs.insert(settings.globs.end(), options.files.begin(), options.files.end());
  settings.metrics = options.standard;
  for (const Metric& metric : settings.metrics.metrics) {
    if (auto checked = check_limits(metric.threshold, metric.name); !checked) return checked.error();
  }
  if (auto set = set_metrics(settings, options); !set) return set.error();
  for (const std::string& spec : options.fields) {
    auto named = named_value(spec);
    if (!named) return Error{Errc::usage, "--field " + printable(spec) + ": expected NAME=KEY or NAME=/JSON/POINTER"};
    settings.fields.push_back(std::move(*named));
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
  if (!options.shard.empty()) {
    const auto shard = parse_shard(options.shard);
    if (!shard) return Error{Errc::usage, "--shard: expected K/N with 1 <= K <= N, like 2/4"};
    settings.shard = *shard;
    settings.is_shard = true;
  }
  settings.min_windows = static_cast<std::size_t>(options.min_windows);
  settings.time_buckets = static_cast<std::size_t>(options.time_buckets);
  settings.threads = static_cast<std::size_t>(options.threads);
  settings.gross_factor = options.gross_factor;
  settings.unpacker = unpacker();
  return settings;
}

void add_title_options(Command& command, std::string& env, std::string& exchange) {
  command.option("--env", env, "Environment that the page names in its title (default: ENV)");
  command.option("--exchange", exchange, "Exchange that the page names in its title (default: EXCHANGE)");
  env = environment("ENV").value_or("");
  exchange = environment("EXCHANGE").value_or("");
}

}  // namespace soak::cli
