// One symbol on its way from the rows that were read to its summary.
#pragma once

#include <soak/analysis/judgement/drift.hpp>
#include <soak/analysis/judgement/symbol_incidents.hpp>
#include <soak/analysis/windows/assemble.hpp>
#include <soak/analysis/windows/coverage.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/core/time.hpp>
#include <soak/flow/analyze/analyze_settings.hpp>
#include <soak/flow/ingest/ingested.hpp>
#include <soak/sys/memory.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak::analyze_detail {

/// The windows at the ends of one symbol's series, and what they say of their origin.
struct SeriesEnds {
  WindowKey first_key;
  WindowKey last_key;
  WindowOrigin first;
  WindowOrigin last;
};

/// One symbol on its way from its rows to its summary.
struct SymbolWork {
  std::vector<SymbolWindows*> parts;
  SymbolOrder order;
  std::vector<std::int64_t> positions;  ///< of its windows on the axis of its order
  std::vector<std::uint32_t> units;     ///< of input that its windows are from, if their names are the order
  std::vector<OutOfRange> out_of_range;
  SeriesEnds ends;
  std::size_t windows = 0;

  [[nodiscard]] const std::string& symbol() const noexcept { return parts.front()->symbol; }
  [[nodiscard]] bool is_wanted() const noexcept { return parts.front()->is_wanted; }
};

/// Orders and assembles one symbol, and frees its windows' memory. Nothing is assembled of a symbol that nobody wants.
inline void order_symbol(const Ingested& input, const MetricSet& metrics, SymbolWork& work, Series& series,
                         FreedMemory& freed) {
  {
    const std::vector<const SymbolWindows*> rows(work.parts.begin(), work.parts.end());
    OrderedWindows ordered = order_windows(rows, [&] { return input.ranks(); });
    work.positions = ordered.positions();
    work.order = ordered;
    work.windows = ordered.windows.size();
    const std::vector<WindowRef>& windows = ordered.windows;
    if (work.is_wanted()) series = assemble(rows.front()->symbol, windows, metrics, work.out_of_range);
    if (ordered.order == SeriesOrder::name) {
      for (const WindowRef& window : windows) work.units.push_back(window.key().unit);
    }
    const WindowRef& first = windows.front();
    const WindowRef& last = windows.back();
    work.ends = {first.key(), last.key(), first.origin(), last.origin()};
  }
  for (SymbolWindows* part : work.parts) {
    const std::size_t bytes = part->keys.capacity() * sizeof(WindowKey) + part->values.capacity() * sizeof(double);
    free_memory(part->keys);
    free_memory(part->values);
    freed.add(bytes);
  }
}

/// Names and positions of a symbol's windows, or of buckets of `bucket` windows. Refers to all that it is given.
class WindowNames {
 public:
  WindowNames(const Ingested& input, const SymbolWork& work, double step, std::size_t bucket)
      : input_(input), work_(work), step_(step), bucket_(bucket) {}

  [[nodiscard]] std::string name(SeriesPlace place) const {
    if (work_.order.order == SeriesOrder::name) return file_name(place.window * bucket_);
    const std::int64_t at = position(place);
    if (work_.order.order == SeriesOrder::iteration) return std::to_string(at);
    return format_iso8601(Instant{std::chrono::microseconds{at}});
  }

  /// In microseconds since the epoch, or iterations; by names the index.
  [[nodiscard]] std::int64_t position(SeriesPlace place) const {
    const std::size_t window = place.window * bucket_;
    const std::vector<std::int64_t>& positions = work_.positions;
    if (positions.empty()) return static_cast<std::int64_t>(window);
    const std::size_t known = std::min(window, positions.size() - 1);
    const double steps = static_cast<double>(window - known) - static_cast<double>(place.lead * bucket_);
    return positions[known] + std::llround(std::clamp(steps * step_, -1e18, 1e18));
  }

 private:
  /// With a number behind it from the second window of a file on.
  [[nodiscard]] std::string file_name(std::size_t window) const {
    const std::vector<std::uint32_t>& units = work_.units;
    const std::size_t known = std::min(window, units.size() - 1);
    std::size_t before = 0;
    while (before < known && units[known - before - 1] == units[known]) ++before;
    const std::string name = input_.unit_name(units[known]);
    return before == 0 ? name : name + "#" + std::to_string(before + 1);
  }

  const Ingested& input_;
  const SymbolWork& work_;
  double step_;
  std::size_t bucket_;
};

/// The places of a symbol that have no window, in buckets.
struct MissingBuckets {
  std::vector<std::pair<std::size_t, std::size_t>> holes = {};
  std::size_t tail = 0;

  MissingBuckets(const SymbolCoverage& coverage, std::size_t bucket) : tail(coverage.tail / bucket) {
    for (const auto& [behind, places] : coverage.holes) {
      if (places >= bucket) holes.emplace_back(behind / bucket, places / bucket);
    }
  }
  [[nodiscard]] MissingPlaces places() const noexcept { return {holes, tail}; }
};

[[nodiscard]] inline std::vector<DataQuality> judge_data(const AnalyzeSettings& settings, const SymbolWork& work,
                                                         const SymbolCoverage& coverage, const Series& series) {
  std::vector<DataQuality> quality;
  for (std::size_t m = 0; m < settings.metrics.size(); ++m) {
    const auto own = settings.max_stale_of.find(settings.metrics.metrics[m].name);
    quality.push_back(data_quality(series.column(m), work.out_of_range[m], coverage,
                                   own == settings.max_stale_of.end() ? settings.max_stale : own->second));
  }
  return quality;
}

/// Names the windows that a report has to name besides those of incidents.
inline void name_places(const Series& series, const PlaceNames& places, SymbolSummary& summary) {
  for (std::size_t m = 0; m < summary.metrics.size(); ++m) {
    MetricSummary& metric = summary.metrics[m];
    if (metric.drift.changed_at) metric.drift.changed_place = places.name({*metric.drift.changed_at});
    if (metric.quality.silent == 0 || !metric.has_data()) continue;
    const auto values = series.column(m);
    std::size_t last = values.size() - 1;
    while (last > 0 && is_gap(values[last])) --last;
    metric.last_place = places.name({last});
  }
}

/// Judges the data, merges buckets, summarizes, and judges what came of it. Gives the symbol's incidents.
[[nodiscard]] inline std::vector<Incident> summarize_symbol(const AnalyzeSettings& settings, const Ingested& input,
                                                            SymbolWork& work, const SymbolCoverage& coverage,
                                                            double step, Series& series, SymbolSummary& summary) {
  const std::size_t bucket = settings.time_buckets;
  const std::vector<DataQuality> quality = judge_data(settings, work, coverage, series);
  if (bucket > 1) series = bucketed(series, settings.columns(), bucket);
  summary = summarize(series, settings.metrics, quality);
  std::vector<double> scratch;
  for (std::size_t m = 0; m < settings.metrics.size(); ++m) {
    judge_drift(series.column(m), settings.metrics.threshold(series.symbol, m), summary.metrics[m], scratch);
  }
  const WindowNames names(input, work, step, bucket);
  const MissingBuckets missing(coverage, bucket);
  const PlaceNames places{[&](SeriesPlace place) { return names.name(place); },
                          [&](SeriesPlace place) { return names.position(place); }};
  name_places(series, places, summary);
  std::vector<Incident> incidents =
      symbol_incidents(series, settings.metrics, missing.places(), settings.gross_factor, places, summary);
  if (settings.keep_times && work.order.order == SeriesOrder::time) {
    for (std::size_t w = 0; w < work.positions.size(); w += bucket) series.times.push_back(work.positions[w]);
  }
  free_memory(work.positions);
  return incidents;
}

}  // namespace soak::analyze_detail
