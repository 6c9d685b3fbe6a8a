// What the analysis of one shard leaves for the merge, and by which its run is known.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/text/fingerprint.hpp>
#include <soak/flow/analyze/analyze.hpp>
#include <soak/flow/analyze/reports.hpp>
#include <soak/model/summary/shard_record.hpp>
#include <soak/version.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

namespace analyze_detail {

inline void add_metric(Fingerprint& print, const Metric& metric) {
  for (const std::string* text :
       {&metric.name, &metric.column, &metric.title, &metric.unit, &metric.warn_note, &metric.crit_note}) {
    print.add(std::string_view(*text));
  }
  for (const double number : {metric.threshold.warn, metric.threshold.crit, metric.range.min, metric.range.max}) {
    print.add(std::string_view(std::to_string(number) + format_number(std::isfinite(number) ? number : 0)));
  }
  print.add(static_cast<std::uint64_t>(metric.threshold.direction)).add(static_cast<std::uint64_t>(metric.bucket));
  print.add(static_cast<std::uint64_t>(metric.decimals)).add(static_cast<std::uint64_t>(metric.compact_decimals));
}

/// Whatever changes what an analysis says, but not where its input lies: machines may mount it elsewhere.
inline void add_settings(Fingerprint& print, const AnalyzeSettings& settings) {
  print.add(version).add(std::string_view(settings.default_symbol));
  std::vector<std::string> symbols = settings.symbols;
  std::sort(symbols.begin(), symbols.end());
  for (const std::string& symbol : symbols) print.add(std::string_view(symbol));
  for (const std::size_t number : {settings.shard.count, settings.min_windows, settings.time_buckets,
                                   settings.max_stale, std::size_t{settings.keep_times ? 1u : 0u}}) {
    print.add(std::uint64_t{number});
  }
  for (const auto& [name, source] : settings.fields) print.add(std::string_view(name)).add(std::string_view(source));
  for (const auto& [name, number] : settings.max_stale_of) print.add(std::string_view(name)).add(std::uint64_t{number});
  print.add(std::string_view(format_number(settings.gross_factor)));
  for (const Metric& metric : settings.metrics.metrics) add_metric(print, metric);
  for (const auto& [place, limits] : settings.metrics.overrides) {
    print.add(std::string_view(place.first)).add(std::uint64_t{place.second});
    print.add(std::string_view(format_number(limits.warn) + ":" + format_number(limits.crit)));
  }
  for (const std::string& name : settings.left_out) print.add(std::string_view(name));
}

[[nodiscard]] inline ShardSymbol shard_symbol(const SymbolSummary& summary, std::vector<std::string> notes) {
  ShardSymbol symbol{summary.symbol, summary.windows, {}, {}, std::move(notes), {}};
  for (const MetricSummary& metric : summary.metrics) symbol.metrics.push_back({metric});
  return symbol;
}

}  // namespace analyze_detail

/// What two shards must have in common to be of one run.
[[nodiscard]] inline std::string shard_set(const AnalyzeSettings& settings, const Analysis& analysis,
                                           const ReportSettings& reports, std::string_view place) {
  Fingerprint print;
  analyze_detail::add_settings(print, settings);
  print.add(std::string_view(analysis.input_digest)).add(place);
  for (const bool choice : {reports.language == Language::en, reports.emit_summary, reports.html}) {
    print.add(std::uint64_t{choice ? 1u : 0u});
  }
  return print.hex();
}

/// The record of the shard that was analyzed by `settings`.
[[nodiscard]] inline ShardRecord shard_record(const AnalyzeSettings& settings, const Analysis& analysis,
                                              const ReportSettings& reports, std::string_view place) {
  const Summary& summary = analysis.summary;
  ShardRecord record;
  record.shard = settings.shard;
  record.set = shard_set(settings, analysis, reports, place);
  record.language = reports.language == Language::en ? "en" : "ru";
  record.place = place;
  record.has_summary = reports.emit_summary;
  record.has_page = reports.html;
  record.files = analysis.files;
  record.input_windows = summary.input_windows;
  record.min_windows = summary.min_windows;
  record.skipped = summary.skipped;
  record.meta = summary.meta;
  record.last_window = summary.last_window;
  if (summary.span) record.span_us = summary.span->count();
  record.left_out = summary.left_out;
  for (const Metric& metric : settings.metrics.metrics) record.metrics.push_back({metric});
  for (const auto& [whose, limits] : settings.metrics.overrides) {
    record.overrides.push_back({whose.first, whose.second, limits.warn, limits.crit});
  }
  record.input_warnings = analysis.notes.input;
  record.absent = analysis.notes.absent;
  record.bad_time = printable(analysis.notes.bad_time, 60);
  for (const Hole& pause : analysis.notes.pauses) record.pauses.push_back({pause.from, pause.to});
  record.windows = summary.windows;
  record.oddities = summary.oddities;
  std::map<std::vector<std::int64_t>, std::size_t> tables;
  std::map<std::string_view, ShardSymbol*> by_name;
  record.symbols.reserve(summary.symbols.size());
  for (std::size_t s = 0; s < summary.symbols.size(); ++s) {
    ShardSymbol& symbol =
        record.symbols.emplace_back(analyze_detail::shard_symbol(summary.symbols[s], analysis.notes.of_symbols[s]));
    by_name[summary.symbols[s].symbol] = &symbol;
    const std::vector<std::int64_t>& times = analysis.series[s].times;
    if (times.empty()) continue;
    const auto [table, is_new] = tables.try_emplace(times, record.tables.size());
    if (is_new) record.tables.push_back({times});
    symbol.times = table->second;
  }
  // Ranked, and of one symbol still in the order in which the ranking takes what is equal.
  for (const Incident& incident : summary.incidents) by_name.at(incident.symbol)->incidents.push_back({incident});
  return record;
}

/// The text of SHARD.json beside those reports. `place` is that of the page.
[[nodiscard]] inline std::string shard_text(const AnalyzeSettings& settings, const Analysis& analysis,
                                            const ReportSettings& reports, std::string_view place) {
  return to_json(shard_record(settings, analysis, reports, place));
}

/// The reports of the run, or of the shard that the settings ask for.
[[nodiscard]] inline Result<std::string> write_reports(const AnalyzeSettings& settings, const Analysis& analysis,
                                                       ReportSettings reports) {
  if (settings.is_shard) {
    reports.shard = shard_text(settings, analysis, reports, page_place(reports.env, reports.exchange));
  }
  return write_reports(analysis, settings.metrics, reports);
}

}  // namespace soak
