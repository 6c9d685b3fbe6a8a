// The shards of a run become the run: which belong together, and what they come to.
#pragma once

#include <soak/analysis/judgement/symbol_incidents.hpp>
#include <soak/analysis/windows/run_notes.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/shard_record.hpp>
#include <soak/model/window/series.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// A shard and the directory that it was found in.
struct FoundShard {
  std::string directory;
  ShardRecord record;
};

/// Where a symbol's texts lie: in which of the shards, and as which of its symbols.
struct ShardPlace {
  std::size_t shard = 0;
  std::size_t symbol = 0;
};

/// The whole run. `series` holds numbers of windows and times, no values; it, `summary.symbols` and `places` run in
/// parallel, sorted by symbol.
struct JoinedRun {
  Summary summary = {};
  std::vector<Series> series = {};
  std::vector<ShardPlace> places = {};
  std::vector<std::string> warnings = {};
};

namespace windows_detail {

/// "3, 7 and 2 more"
[[nodiscard]] inline std::string number_list(const std::vector<std::size_t>& numbers) {
  constexpr std::size_t most = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, numbers.size()); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(numbers[i]);
  }
  return numbers.size() > most ? text + " and " + std::to_string(numbers.size() - most) + " more" : text;
}

[[nodiscard]] inline MetricSet joined_metrics(const ShardRecord& record) {
  MetricSet metrics;
  for (const ShardLimits& metric : record.metrics) metrics.metrics.push_back(metric);
  for (const ShardOverride& own : record.overrides) metrics.overrides[{own.symbol, own.metric}] = {own.warn, own.crit};
  return metrics;
}

inline void add_symbol(const ShardRecord& record, std::size_t index, JoinedRun& run, RunNotes& notes) {
  const ShardSymbol& symbol = record.symbols[index];
  SymbolSummary summary{symbol.symbol, symbol.windows, {}};
  for (const ShardMetric& metric : symbol.metrics) summary.metrics.push_back(metric);
  for (const ShardIncident& incident : symbol.incidents) run.summary.incidents.push_back(incident);
  Series series{symbol.symbol, WindowMatrix::from_shape({symbol.windows, 0}), {}};
  if (symbol.times) series.times = record.tables[*symbol.times].times;
  run.summary.symbols.push_back(std::move(summary));
  run.series.push_back(std::move(series));
  notes.of_symbols.push_back(symbol.notes);
}

/// What is the same in each shard.
[[nodiscard]] inline Summary common_summary(const ShardRecord& record) {
  Summary summary;
  summary.input_windows = record.input_windows;
  summary.min_windows = record.min_windows;
  summary.skipped = record.skipped;
  summary.meta = record.meta;
  summary.last_window = record.last_window;
  if (record.span_us) summary.span = std::chrono::microseconds{*record.span_us};
  summary.left_out = record.left_out;
  summary.metrics = joined_metrics(record);
  summary.oddities = record.oddities;
  summary.oddities.repeated = summary.oddities.rewritten = summary.oddities.restarts = 0;
  return summary;
}

}  // namespace windows_detail

/// Why these are not all the shards of one run, each once; the error names which is missing, or which two do not fit.
[[nodiscard]] inline Result<void> check_shards(const std::vector<FoundShard>& shards) {
  const auto refuse = [](const std::string& reason) { return Error{Errc::input_unusable, "cannot merge: " + reason}; };
  const auto name = [](const FoundShard& one) {
    return one.record.shard.text() + " (" + printable(one.directory) + ")";
  };
  std::map<std::size_t, const FoundShard*> found;
  const FoundShard& first = shards.front();
  for (const FoundShard& one : shards) {
    if (one.record.shard.count != first.record.shard.count || one.record.set != first.record.set) {
      return refuse("shards " + name(first) + " and " + name(one) + " are of different runs, settings or input");
    }
    const auto [place, is_new] = found.try_emplace(one.record.shard.index, &one);
    if (!is_new)
      return refuse("shard " + name(*place->second) + " is there twice, also in " + printable(one.directory));
  }
  std::vector<std::size_t> missing;
  for (std::size_t k = 1; k <= first.record.shard.count; ++k) {
    if (!found.contains(k)) missing.push_back(k);
  }
  if (missing.empty()) return {};
  return refuse("shard " + windows_detail::number_list(missing) + " of " + std::to_string(first.record.shard.count) +
                (missing.size() == 1 ? " is missing" : " are missing"));
}

/// Precondition: check_shards() found nothing. A symbol that two shards have is an error.
[[nodiscard]] inline Result<JoinedRun> join_shards(const std::vector<FoundShard>& shards, Instant generated_at) {
  std::map<std::string, ShardPlace> order;
  for (std::size_t k = 0; k < shards.size(); ++k) {
    const auto& symbols = shards[k].record.symbols;
    for (std::size_t s = 0; s < symbols.size(); ++s) {
      if (order.try_emplace(symbols[s].symbol, ShardPlace{k, s}).second) continue;
      return Error{Errc::input_unusable, "cannot merge: two shards have " + printable(symbols[s].symbol)};
    }
  }
  JoinedRun run;
  const ShardRecord& first = shards.front().record;
  Summary& summary = run.summary;
  summary = windows_detail::common_summary(first);
  summary.generated_at = std::chrono::floor<std::chrono::seconds>(generated_at);
  for (const FoundShard& one : shards) {
    summary.windows = std::max(summary.windows, one.record.windows);
    summary.oddities.repeated += one.record.oddities.repeated;
    summary.oddities.rewritten += one.record.oddities.rewritten;
    summary.oddities.restarts += one.record.oddities.restarts;
  }
  RunNotes notes{first.input_warnings, first.bad_time, {}, {}, first.absent};
  for (const ShardPause& pause : first.pauses) notes.pauses.push_back({pause.from, pause.to});
  for (const auto& [symbol, place] : order) {
    windows_detail::add_symbol(shards[place.shard].record, place.symbol, run, notes);
    run.places.push_back(place);
  }
  rank_incidents(summary.incidents);
  summary.present = present_of(summary);
  run.warnings = run_warnings(notes, summary);
  return run;
}

}  // namespace soak
