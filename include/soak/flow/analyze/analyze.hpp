// The analysis of a run: windows in, summary and series out.
#pragma once

#include <soak/analysis/windows/assemble.hpp>
#include <soak/analysis/windows/coverage.hpp>
#include <soak/analysis/windows/data_notes.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/flow/analyze/analyze_settings.hpp>
#include <soak/flow/analyze/ingest.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// `series` and `summary.symbols` run in parallel, sorted by symbol.
struct Analysis {
  Summary summary;
  std::vector<Series> series;
  std::vector<std::string> warnings;  ///< what was skipped, what is missing; for stderr
  WindowKey last_window{};            ///< of the run; changes when a window is added
  std::size_t files = 0;              ///< that the patterns named; standard input is none
};

namespace analyze_detail {

/// The windows at the ends of one symbol's series, and what they say of their origin.
struct SeriesEnds {
  WindowKey first_key;
  WindowKey last_key;
  WindowOrigin first;
  WindowOrigin last;
};

/// Of all symbols' first (or last) windows the one that is first (or last) of the run: by time if all have one, else
/// by iteration if all have one, else that of the first (or last) symbol by name.
template <class Key>
[[nodiscard]] const SeriesEnds& extreme(std::span<const SeriesEnds> ends, bool want_last, const Key& key) {
  const auto counted = [&](const SeriesEnds& e) { return !is_gap(key(e).iteration); };
  const auto timed = [&](const SeriesEnds& e) { return key(e).time_us != no_time; };
  const bool by_iteration = std::all_of(ends.begin(), ends.end(), counted);
  const bool by_time = std::all_of(ends.begin(), ends.end(), timed);
  const auto before = [&](const SeriesEnds& a, const SeriesEnds& b) {
    if (by_time && key(a).time_us != key(b).time_us) return key(a).time_us < key(b).time_us;
    return by_iteration && key(a).iteration < key(b).iteration;
  };
  if (want_last) return *std::max_element(ends.begin(), ends.end(), before);
  return *std::min_element(ends.begin(), ends.end(), before);
}

[[nodiscard]] inline std::optional<std::string> known(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

[[nodiscard]] inline RunMeta run_meta(std::span<const SeriesEnds> ends) {
  const WindowOrigin& first = extreme(ends, false, [](const SeriesEnds& e) { return e.first_key; }).first;
  const WindowOrigin& last = extreme(ends, true, [](const SeriesEnds& e) { return e.last_key; }).last;
  return {commit_range(known(first.commit), known(last.commit)),
          known(last.profile.empty() ? first.profile : last.profile),
          known(last.source.empty() ? first.source : last.source)};
}

/// One symbol on its way from its rows to its summary.
struct SymbolWork {
  std::vector<SymbolWindows*> parts;
  SymbolOrder order;
  std::vector<std::int64_t> positions;  ///< of its windows on the axis of its order
  std::vector<OutOfRange> out_of_range;
  SeriesEnds ends;

  [[nodiscard]] bool is_wanted() const noexcept { return parts.front()->is_wanted; }
};

/// Orders and assembles one symbol, and gives its windows' memory back. Nothing is assembled of a symbol that nobody
/// wants.
inline void order_symbol(const Ingested& input, const MetricSet& metrics, SymbolWork& work, Series& series) {
  {
    const std::vector<const SymbolWindows*> rows(work.parts.begin(), work.parts.end());
    OrderedWindows ordered = order_windows(rows, [&] { return input.ranks(); });
    work.positions = ordered.positions();
    work.order = ordered;
    const std::vector<WindowRef>& windows = ordered.windows;
    if (work.is_wanted()) series = assemble(rows.front()->symbol, windows, metrics, work.out_of_range);
    const WindowRef& first = windows.front();
    const WindowRef& last = windows.back();
    work.ends = {first.key(), last.key(), input.origin(first.rows, first.key()), input.origin(last.rows, last.key())};
  }
  for (SymbolWindows* part : work.parts) {
    part->keys = {};
    part->values = {};
  }
}

/// Judges the data, merges buckets and summarizes.
inline void summarize_symbol(const AnalyzeSettings& settings, SymbolWork& work, const SymbolCoverage& coverage,
                             const MetricSet& columns, Series& series, SymbolSummary& summary) {
  std::vector<DataQuality> quality;
  for (std::size_t m = 0; m < settings.metrics.size(); ++m) {
    const auto own = settings.max_stale_of.find(settings.metrics.metrics[m].name);
    quality.push_back(data_quality(series.column(m), work.out_of_range[m], coverage,
                                   own == settings.max_stale_of.end() ? settings.max_stale : own->second));
  }
  if (settings.keep_times && work.order.order == SeriesOrder::time) series.times = std::move(work.positions);
  work.positions = {};
  if (settings.time_buckets > 1) series = bucketed(series, columns, settings.time_buckets);
  summary = summarize(series, settings.metrics, quality);
}

/// The axes of the run, one for times and one for iterations, from all its symbols.
[[nodiscard]] inline std::array<RunAxis, 3> run_axes(std::span<const SymbolWork> works) {
  std::array<RunAxis, 3> axes;
  for (const SeriesOrder order : {SeriesOrder::time, SeriesOrder::iteration}) {
    std::vector<Positions> positions;
    for (const SymbolWork& work : works) {
      if (work.order.order == order) positions.emplace_back(work.positions);
    }
    axes[static_cast<std::size_t>(order)] = run_axis(positions);
  }
  return axes;
}

/// Texts and pauses are the whole run's; windows that are there twice and restarts those of the symbols in `works`.
[[nodiscard]] inline InputOddities oddities(const Ingested& input, std::span<const SymbolWork> works,
                                            const std::array<RunAxis, 3>& axes) {
  InputOddities result = input.oddities();
  for (const SymbolWork& work : works) {
    result.repeated += work.order.repeated;
    result.rewritten += work.order.rewritten;
    result.restarts += work.order.restarts;
  }
  for (const RunAxis& axis : axes) result.pauses += axis.pauses.size();
  return result;
}

inline void warn_of_absent_symbols(const AnalyzeSettings& settings, Analysis& analysis) {
  std::vector<std::string> absent;
  const auto occurs = [&](const std::string& symbol) {
    return std::any_of(analysis.series.begin(), analysis.series.end(),
                       [&](const Series& series) { return series.symbol == symbol; });
  };
  for (const std::string& symbol : settings.symbols) {
    if (!occurs(symbol)) analysis.warnings.push_back("--symbols: " + printable(symbol) + " does not occur");
  }
  for (const auto& [place, limits] : settings.metrics.overrides) {
    if (!occurs(place.first)) analysis.warnings.push_back("--threshold: " + printable(place.first) + " does not occur");
  }
}

[[nodiscard]] inline Error no_usable_window(const Ingested& input, const MetricSet& metrics, bool some_symbols) {
  std::string message = "no usable window in " + std::to_string(input.files()) + " file(s)";
  for (const std::string& warning : input.warnings(5, metrics.names())) message += "\n  " + warning;
  if (some_symbols) message += "\n  (only windows of --symbols were looked for)";
  return {Errc::input_unusable, std::move(message)};
}

}  // namespace analyze_detail

/// Reads and analyzes. The result depends on the input, the settings and `generated_at` alone, not on threads or the
/// order of files. No usable window at all is an error.
[[nodiscard]] inline Result<Analysis> analyze(const AnalyzeSettings& settings, Instant generated_at) {
  const MetricSet columns = settings.columns();
  IterFields fields(columns, settings.symbols, settings.default_symbol);
  for (const auto& [name, source] : settings.fields) {
    if (auto mapped = fields.map(name, source); !mapped) return mapped.error();
  }
  auto input = Ingestor(fields, settings.threads, settings.unpacker).run(settings.globs);
  if (!input) return input.error();
  std::vector<analyze_detail::SymbolWork> works;
  for (auto& [symbol, parts] : input->by_symbol()) works.emplace_back().parts = std::move(parts);
  // Those that nobody wants go last: they only tell when the run went on.
  const auto wanted = static_cast<std::size_t>(
      std::stable_partition(works.begin(), works.end(), [](const auto& work) { return work.is_wanted(); }) -
      works.begin());
  if (wanted == 0) return analyze_detail::no_usable_window(*input, settings.metrics, !settings.symbols.empty());
  Analysis analysis;
  analysis.series.resize(wanted);
  Summary& summary = analysis.summary;
  summary.symbols.resize(wanted);
  const std::size_t threads = settings.threads != 0 ? settings.threads : processors_for(input->windows());
  parallel_for(works.size(), threads, [&](std::size_t i) {
    Series unwanted;
    analyze_detail::order_symbol(*input, columns, works[i], i < wanted ? analysis.series[i] : unwanted);
  });
  const auto axes = analyze_detail::run_axes(works);
  for (const Series& series : analysis.series)
    summary.input_windows = std::max(summary.input_windows, series.windows());
  std::vector<SymbolCoverage> coverage(wanted);
  parallel_for(wanted, threads, [&](std::size_t i) {
    coverage[i] = works[i].order.order == SeriesOrder::name
                      ? SymbolCoverage{.windows = analysis.series[i].windows(), .holes = {}}
                      : symbol_coverage(works[i].positions, axes[static_cast<std::size_t>(works[i].order.order)]);
    analyze_detail::summarize_symbol(settings, works[i], coverage[i], columns, analysis.series[i], summary.symbols[i]);
  });
  summary.metrics = settings.metrics;
  // As exact as the file says it: what is exported from here has the IDs of what an exporter makes of the file.
  summary.generated_at = std::chrono::floor<std::chrono::seconds>(generated_at);
  summary.min_windows = settings.min_windows;
  for (const Series& series : analysis.series) summary.windows = std::max(summary.windows, series.windows());
  const std::span works_wanted = std::span<const analyze_detail::SymbolWork>(works).first(wanted);
  std::vector<analyze_detail::SeriesEnds> ends;
  for (const auto& work : works_wanted) ends.push_back(work.ends);
  summary.meta = analyze_detail::run_meta(ends);
  analysis.last_window =
      analyze_detail::extreme(std::span<const analyze_detail::SeriesEnds>(ends), true, [](const auto& e) {
        return e.last_key;
      }).last_key;
  summary.skipped = input->skipped();
  summary.oddities = analyze_detail::oddities(*input, works_wanted, axes);
  analysis.files = input->files();
  analysis.warnings = input->warnings(20, settings.metrics.names());
  std::vector<std::string> notes = input_notes(summary.oddities, input->bad_time(), axes);
  for (std::size_t i = 0; i < wanted; ++i) {
    append_symbol_notes(notes, summary.symbols[i], settings.metrics, coverage[i], works[i].order);
  }
  append_bounded(analysis.warnings, std::move(notes), 30);
  analyze_detail::warn_of_absent_symbols(settings, analysis);
  if (!summary.has_enough_windows()) {
    analysis.warnings.push_back("Only " + std::to_string(summary.input_windows) + " windows found, " +
                                std::to_string(summary.min_windows) + " required");
  }
  return analysis;
}

}  // namespace soak
