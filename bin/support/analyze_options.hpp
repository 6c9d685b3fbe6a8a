// The options that every tool has which analyzes windows: what to read, what to judge, by which limits.
#pragma once

#include "cli.hpp"

#include <soak/flow/analyze/analyze_settings.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak::cli {

struct AnalyzeOptions {
  std::vector<std::string> globs;
  std::vector<std::string> symbols;
  std::vector<std::string> metrics;
  std::vector<std::string> thresholds;
  std::vector<std::string> files;   ///< after the options: globs as well
  std::vector<std::string> fields;  ///< NAME=KEY or NAME=/JSON/POINTER
  std::vector<std::string> ranges;
  std::vector<std::string> without;
  std::vector<std::string> max_stale;  ///< N or METRIC=N
  std::string default_symbol = "ALL";
  std::string shard;  ///< K/N; empty: all symbols
  std::int64_t min_windows = 24;
  std::int64_t time_buckets = 1;
  std::int64_t threads = 0;
  double gross_factor = default_gross_factor;
  MetricSet standard = standard_metrics();  ///< the four, with the limits of --warn-… and --crit-…
};

/// `options` must outlive the command's run.
void add_analyze_options(Command& command, AnalyzeOptions& options);

/// Declares --shard.
[[nodiscard]] Option add_shard_option(Command& command, AnalyzeOptions& options);

/// The same without the input itself.
void add_judging_options(Command& command, AnalyzeOptions& options);

/// Declares --no-store.
inline void add_store_option(Command& command, bool& no_store) {
  command.flag("--no-store", no_store, "Read every window anew, and keep none of them parsed in the state directory");
}

/// Declares --env and --exchange of a page's title, by default ENV and EXCHANGE of the environment. A `.env` is not
/// read for them: this tool does not care for one.
void add_title_options(Command& command, std::string& env, std::string& exchange);

/// "NAME=VALUE" in its parts, or nothing.
[[nodiscard]] std::optional<std::pair<std::string, std::string>> named_value(const std::string& text);

/// Checks what the parser could not; the error names the option.
[[nodiscard]] Result<AnalyzeSettings> analyze_settings(const AnalyzeOptions& options);

}  // namespace soak::cli
