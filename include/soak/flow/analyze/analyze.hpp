// The analysis of a run: windows in, summary and series out.
#pragma once

#include <soak/analysis/windows/run_notes.hpp>
#include <soak/core/text/fingerprint.hpp>
#include <soak/flow/analyze/analyze_settings.hpp>
#include <soak/flow/analyze/symbol_work.hpp>
#include <soak/flow/ingest/ingest.hpp>
#include <soak/model/summary/made_up.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// `series` and `summary.symbols` run in parallel, sorted by symbol.
struct Analysis {
  Summary summary;
  std::vector<Series> series;
  RunNotes notes;                     ///< what the warnings are made of
  std::vector<std::string> warnings;  ///< what was skipped, what is missing; for stderr
  std::string input_digest;           ///< of a shard: what was read, the same for all shards of a run
  WindowKey last_window{};            ///< of the run; changes when a window is added
  std::size_t files = 0;              ///< that the patterns named; standard input is none
  bool is_made_up = false;            ///< at least one window is
  std::vector<Series> baseline = {};  ///< of the earlier run that it was compared with, sorted by symbol
};

namespace analyze_detail {

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

[[nodiscard]] inline std::optional<std::string> window_name(const WindowKey& key) {
  if (key.time_us != no_time) return format_iso8601(Instant{std::chrono::microseconds{key.time_us}});
  return is_gap(key.iteration) ? std::nullopt : std::optional(format_number(key.iteration));
}

[[nodiscard]] inline std::vector<std::string> absent_symbols(const AnalyzeSettings& settings,
                                                             std::span<const SymbolWork> shown) {
  std::vector<std::string> absent;
  const auto occurs = [&](const std::string& symbol) {
    return std::any_of(shown.begin(), shown.end(), [&](const SymbolWork& work) { return work.symbol() == symbol; });
  };
  for (const std::string& symbol : settings.symbols) {
    if (!occurs(symbol)) absent.push_back(printable(symbol) + " does not occur, though it was asked for");
  }
  for (const auto& [place, limits] : settings.metrics.overrides) {
    if (!occurs(place.first))
      absent.push_back(printable(place.first) + " does not occur, though it has limits of its own");
  }
  return absent;
}

[[nodiscard]] inline Error no_usable_window(const Ingested& input, const MetricSet& metrics, bool some_symbols) {
  std::string message = "no usable window in " + std::to_string(input.files()) + " file(s)";
  for (const std::string& warning : input.warnings(5, metrics.names())) message += "\n  " + warning;
  if (some_symbols) message += "\n  (only windows of the symbols that were asked for were looked at)";
  return {Errc::input_unusable, std::move(message)};
}

/// Summarizes the symbols and ranks their incidents. Gives the coverage of each.
[[nodiscard]] inline std::vector<SymbolCoverage> summarize_symbols(const AnalyzeSettings& settings,
                                                                   const Ingested& input, std::span<SymbolWork> works,
                                                                   const std::array<RunAxis, 3>& axes,
                                                                   std::size_t threads, Analysis& analysis) {
  Summary& summary = analysis.summary;
  summary.symbols.resize(works.size());
  std::vector<SymbolCoverage> coverage(works.size());
  std::vector<std::vector<Incident>> incidents(works.size());
  parallel_for(works.size(), threads, [&](std::size_t i) {
    const SeriesOrder order = works[i].order.order;
    const RunAxis& axis = axes[static_cast<std::size_t>(order)];
    coverage[i] = order == SeriesOrder::name ? SymbolCoverage{.windows = analysis.series[i].windows(), .holes = {}}
                                             : symbol_coverage(works[i].positions, axis);
    incidents[i] =
        summarize_symbol(settings, input, works[i], coverage[i], axis.step, analysis.series[i], summary.symbols[i]);
  });
  for (const Series& series : analysis.series) summary.windows = std::max(summary.windows, series.windows());
  for (auto& of_symbol : incidents) {
    std::move(of_symbol.begin(), of_symbol.end(), std::back_inserter(summary.incidents));
  }
  rank_incidents(summary.incidents);
  summary.present = present_of(summary);
  return coverage;
}

/// Where the run came from, how long it is and what its last window is: of all symbols that are shown, in this shard or
/// in another.
inline void describe_run(std::span<const SymbolWork> shown, const std::array<RunAxis, 3>& axes, Analysis& analysis) {
  std::map<std::string_view, const SymbolWork*> by_name;
  for (const SymbolWork& work : shown) by_name[work.symbol()] = &work;
  std::vector<SeriesEnds> ends;
  for (const auto& [symbol, work] : by_name) {
    ends.push_back(work->ends);
    analysis.summary.input_windows = std::max(analysis.summary.input_windows, work->windows);
  }
  const auto last_key = [](const SeriesEnds& of_symbol) { return of_symbol.last_key; };
  analysis.last_window = extreme(std::span<const SeriesEnds>(ends), true, last_key).last_key;
  analysis.summary.last_window = window_name(analysis.last_window);
  analysis.summary.meta = run_meta(ends);
  if (const RunAxis& times = axes[static_cast<std::size_t>(SeriesOrder::time)]; times.step > 0) {
    analysis.summary.span = std::chrono::microseconds{times.last - times.first};
  }
}

/// What was skipped, what was odd, what is missing.
inline void gather_notes(const AnalyzeSettings& settings, const Ingested& input, std::span<const SymbolWork> own,
                         std::span<const SymbolWork> shown, const std::array<RunAxis, 3>& axes,
                         std::span<const SymbolCoverage> coverage, Analysis& analysis) {
  RunNotes& notes = analysis.notes;
  notes.input = input.warnings(20, settings.metrics.names());
  notes.bad_time = input.bad_time();
  notes.pauses = axes[static_cast<std::size_t>(SeriesOrder::time)].pauses;
  for (std::size_t i = 0; i < own.size(); ++i) {
    append_symbol_notes(notes.of_symbols.emplace_back(), analysis.summary.symbols[i], settings.metrics, coverage[i],
                        own[i].order);
  }
  notes.absent = absent_symbols(settings, shown);
  analysis.warnings = run_warnings(notes, analysis.summary);
}

/// Own symbols first, then those of other shards, then those that nobody wants and that only tell when the run went on;
/// each of them by name. Gives how many are own, and how many of all are shown.
[[nodiscard]] inline std::pair<std::size_t, std::size_t> part_symbols(const IterFields& fields,
                                                                      std::vector<SymbolWork>& works) {
  const auto others =
      std::stable_partition(works.begin(), works.end(), [](const auto& one) { return one.is_wanted(); });
  const auto hidden =
      std::stable_partition(others, works.end(), [&](const auto& one) { return fields.shows(one.symbol()); });
  return {static_cast<std::size_t>(others - works.begin()), static_cast<std::size_t>(hidden - works.begin())};
}

/// What was read of which symbol: names, numbers and places of windows. Values are not in it, since no shard has all.
[[nodiscard]] inline std::string digest_of(const Ingested& input, std::span<const SymbolWork> works) {
  std::map<std::string_view, const SymbolWork*> by_name;
  for (const SymbolWork& work : works) by_name[work.symbol()] = &work;
  Fingerprint print;
  print.add(std::uint64_t{input.files()});
  for (const auto& [symbol, work] : by_name) {
    print.add(symbol).add(std::uint64_t{work->windows}).add(work->positions);
  }
  return print.hex();
}

}  // namespace analyze_detail

/// Reads and analyzes. The result depends on the input, the settings and `generated_at` alone, not on threads or the
/// order of files. No usable window at all is an error.
[[nodiscard]] inline Result<Analysis> analyze(const AnalyzeSettings& settings, Instant generated_at) {
  const MetricSet columns = settings.columns();
  IterFields fields(columns, settings.symbols, settings.default_symbol, settings.shard);
  for (const auto& [name, source] : settings.fields) {
    if (auto mapped = fields.map(name, source); !mapped) return mapped.error();
  }
  std::optional<StoredWindows> stored;
  if (!settings.store_dir.empty()) stored.emplace(settings.store_dir, reading_fingerprint(settings), columns.size());
  auto input = Ingestor(fields, settings.threads, settings.unpacker, stored ? &*stored : nullptr).run(settings.globs);
  if (!input) return input.error();
  stored.reset();
  std::vector<analyze_detail::SymbolWork> works;
  for (auto& [symbol, parts] : input->by_symbol()) works.emplace_back().parts = std::move(parts);
  const auto [own_count, shown_count] = analyze_detail::part_symbols(fields, works);
  if (shown_count == 0) return analyze_detail::no_usable_window(*input, settings.metrics, !settings.symbols.empty());
  Analysis analysis;
  analysis.series.resize(own_count);
  const std::size_t threads = threads_for(settings.threads, input->windows());
  const std::size_t own = own_count;  // Clang 14 captures no structured binding
  FreedMemory freed;
  parallel_for(works.size(), threads, [&](std::size_t i) {
    Series unwanted;
    analyze_detail::order_symbol(*input, columns, works[i], i < own ? analysis.series[i] : unwanted, freed);
  });
  const auto axes = analyze_detail::run_axes(works);
  if (!settings.shard.is_whole()) analysis.input_digest = analyze_detail::digest_of(*input, works);
  const std::span<analyze_detail::SymbolWork> own_works = std::span(works).first(own_count);
  const std::span<analyze_detail::SymbolWork> shown_works = std::span(works).first(shown_count);
  const auto coverage = analyze_detail::summarize_symbols(settings, *input, own_works, axes, threads, analysis);
  Summary& summary = analysis.summary;
  // As exact as the file says it: what is exported from here has the IDs of what an exporter makes of the file.
  summary.generated_at = std::chrono::floor<std::chrono::seconds>(generated_at);
  summary.metrics = settings.metrics;
  summary.left_out = settings.left_out;
  summary.min_windows = settings.min_windows;
  summary.skipped = input->skipped();
  summary.oddities = analyze_detail::oddities(*input, own_works, axes);
  analyze_detail::describe_run(shown_works, axes, analysis);
  analysis.files = input->files();
  analysis.is_made_up = input->has_source(made_up_source);
  analyze_detail::gather_notes(settings, *input, own_works, shown_works, axes, coverage, analysis);
  return analysis;
}

}  // namespace soak
