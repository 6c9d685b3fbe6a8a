// The analysis of a run: windows in, summary and series out.
#pragma once

#include <soak/analysis/windows/assemble.hpp>
#include <soak/analysis/windows/summarize.hpp>
#include <soak/flow/analyze/analyze_settings.hpp>
#include <soak/flow/analyze/ingest.hpp>

#include <algorithm>
#include <cstddef>
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

/// Of all symbols' first (or last) windows the one that is first (or last) of the run: by iteration if all have one,
/// else by time if all have one, else that of the first (or last) symbol by name.
template <class Key>
[[nodiscard]] const SeriesEnds& extreme(std::span<const SeriesEnds> ends, bool want_last, const Key& key) {
  const auto counted = [&](const SeriesEnds& e) { return !is_gap(key(e).iteration); };
  const auto timed = [&](const SeriesEnds& e) { return key(e).time_us != no_time; };
  const bool by_iteration = std::all_of(ends.begin(), ends.end(), counted);
  const bool by_time = std::all_of(ends.begin(), ends.end(), timed);
  const auto before = [&](const SeriesEnds& a, const SeriesEnds& b) {
    if (by_iteration && key(a).iteration != key(b).iteration) return key(a).iteration < key(b).iteration;
    return by_time && key(a).time_us < key(b).time_us;
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
  return {known(first.commit), known(last.commit), known(last.profile.empty() ? first.profile : last.profile),
          known(last.source.empty() ? first.source : last.source)};
}

/// Orders, assembles and summarizes one symbol, and gives its windows' memory back.
inline void analyze_symbol(const Ingested& input, const std::vector<SymbolWindows*>& parts,
                           const AnalyzeSettings& settings, Series& series, SymbolSummary& summary, SeriesEnds& ends,
                           std::size_t& input_windows) {
  {
    const std::vector<const SymbolWindows*> rows(parts.begin(), parts.end());
    const std::vector<WindowRef> windows = order_windows(rows, [&] { return input.ranks(); });
    series = assemble(parts.front()->symbol, windows, settings.metrics.size());
    if (settings.keep_times) series.times = window_times(windows);
    const WindowRef& first = windows.front();
    const WindowRef& last = windows.back();
    ends = {first.key(), last.key(), input.origin(first.rows, first.key()), input.origin(last.rows, last.key())};
  }
  for (SymbolWindows* part : parts) {
    part->keys = {};
    part->values = {};
  }
  input_windows = series.windows();
  if (settings.time_buckets > 1) series = bucketed(series, settings.metrics, settings.time_buckets);
  summary = summarize(series, settings.metrics);
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

}  // namespace analyze_detail

/// Reads and analyzes. The result depends on the input, the settings and `generated_at` alone, not on threads or the
/// order of files. No usable window at all is an error.
[[nodiscard]] inline Result<Analysis> analyze(const AnalyzeSettings& settings, Instant generated_at) {
  const IterFields fields(settings.metrics, settings.symbols, settings.default_symbol);
  auto input = Ingestor(fields, settings.threads).run(settings.globs);
  if (!input) return input.error();
  const auto by_symbol = input->by_symbol();
  Analysis analysis;
  analysis.warnings = input->warnings(20);
  if (by_symbol.empty()) {
    std::string message = "no usable window in " + std::to_string(input->files()) + " file(s)";
    for (const std::string& warning : input->warnings(5)) message += "\n  " + warning;
    if (!settings.symbols.empty()) message += "\n  (only windows of --symbols were looked for)";
    return Error{Errc::input_unusable, std::move(message)};
  }
  std::vector<const std::vector<SymbolWindows*>*> parts;
  for (const auto& [symbol, rows] : by_symbol) parts.push_back(&rows);
  analysis.series.resize(parts.size());
  Summary& summary = analysis.summary;
  summary.symbols.resize(parts.size());
  std::vector<analyze_detail::SeriesEnds> ends(parts.size());
  std::vector<std::size_t> windows(parts.size());
  const std::size_t threads = settings.threads != 0 ? settings.threads : processors_for(input->windows());
  parallel_for(parts.size(), threads, [&](std::size_t i) {
    analyze_detail::analyze_symbol(*input, *parts[i], settings, analysis.series[i], summary.symbols[i], ends[i],
                                   windows[i]);
  });
  summary.generated_at = generated_at;
  summary.min_windows = settings.min_windows;
  summary.input_windows = *std::max_element(windows.begin(), windows.end());
  for (const Series& series : analysis.series) summary.windows = std::max(summary.windows, series.windows());
  summary.meta = analyze_detail::run_meta(ends);
  analysis.last_window =
      analyze_detail::extreme(std::span<const analyze_detail::SeriesEnds>(ends), true, [](const auto& e) {
        return e.last_key;
      }).last_key;
  summary.skipped = input->skipped();
  analysis.files = input->files();
  analyze_detail::warn_of_absent_symbols(settings, analysis);
  if (!summary.has_enough_windows()) {
    analysis.warnings.push_back("Only " + std::to_string(summary.input_windows) + " windows found, " +
                                std::to_string(summary.min_windows) + " required");
  }
  return analysis;
}

}  // namespace soak
