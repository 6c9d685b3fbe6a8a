// What has to be said about the data of a run besides its verdict: one sentence a fact, for people.
#pragma once

#include <soak/analysis/windows/coverage.hpp>
#include <soak/analysis/windows/order.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/counted.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/time.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/summary.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace soak {

namespace windows_detail {

[[nodiscard]] inline std::string shown_time(std::int64_t time_us) {
  return format_iso8601(Instant{std::chrono::microseconds{time_us}});
}

/// `subject`: "risk_ratio: ", or nothing where it is the whole symbol.
[[nodiscard]] inline std::string quality_note(const std::string& subject, const DataQuality& quality) {
  const std::string share = counted(quality.known, "value") + " in " + std::to_string(quality.expected);
  switch (quality.problem) {
    case DataProblem::none:
      return {};
    case DataProblem::no_data:
      return subject + "no valid data: values are missing in all windows";
    case DataProblem::out_of_range:
      return subject + counted(quality.out_of_range, "value") +
             " out of range (impossible, or in another unit); left out as missing";
    case DataProblem::stale:
      return subject + "no recent data: values are missing in the newest " + counted(quality.silent, "window") + " (" +
             share + ")";
    case DataProblem::sparse:
      return subject + "too few values: " + share + " expected windows, the rest is missing";
  }
  return {};
}

/// True if what is wrong with the data of each metric is the same, to the number.
[[nodiscard]] inline bool has_one_problem(const SymbolSummary& symbol) noexcept {
  if (symbol.metrics.size() < 2 || symbol.common_problem() == DataProblem::none) return false;
  const DataQuality& first = symbol.metrics.front().quality;
  return std::all_of(symbol.metrics.begin(), symbol.metrics.end(), [&](const MetricSummary& metric) {
    return metric.quality.known == first.known && metric.quality.silent == first.silent &&
           metric.quality.out_of_range == first.out_of_range;
  });
}

}  // namespace windows_detail

/// A median of p95_latency_ms below this looks like seconds.
inline constexpr double least_plausible_latency_ms = 2;

/// What was odd about the input as a whole. `axes` by SeriesOrder; `bad_time`: the first time that was not understood.
[[nodiscard]] inline std::vector<std::string> input_notes(const InputOddities& oddities, const std::string& bad_time,
                                                          const std::array<RunAxis, 3>& axes) {
  std::vector<std::string> notes;
  if (oddities.bad_times > 0) {
    notes.push_back(counted(oddities.bad_times, "time") + " not understood, as if there were none (the first: '" +
                    printable(bad_time, 60) + "')");
  }
  if (oddities.repeated > 0) {
    notes.push_back(counted(oddities.repeated, "window") +
                    " repeated: the same window twice (symbol, time, iteration, values) counts once");
  }
  if (oddities.rewritten > 0) {
    notes.push_back(counted(oddities.rewritten, "window") +
                    " rewritten: the same symbol, time and iteration with other values; the later one counts");
  }
  for (const Hole& pause : axes[static_cast<std::size_t>(SeriesOrder::time)].pauses) {
    if (notes.size() >= 8) break;
    notes.push_back("no window of any symbol from " + windows_detail::shown_time(pause.from) + " to " +
                    windows_detail::shown_time(pause.to) + ": a pause, not counted as missing");
  }
  return notes;
}

/// Adds what has to be said about one symbol.
inline void append_symbol_notes(std::vector<std::string>& notes, const SymbolSummary& symbol, const MetricSet& metrics,
                                const SymbolCoverage& coverage, const SymbolOrder& order) {
  const auto note = [&](const std::string& text) { notes.push_back(printable(symbol.symbol) + ": " + text); };
  if (order.restarts > 0) {
    note("the iteration goes back " + counted(order.restarts, "time") + " while the time goes on (first at " +
         windows_detail::shown_time(order.restarted_at_us) + "): a restart? ordered by time");
  }
  if (order.same_iterations > 0) {
    note("iterations repeat in " + counted(order.same_iterations, "window") +
         " and no usable time tells them apart: a restart, or copies?");
  }
  if (coverage.late > 0) note("begins " + counted(coverage.late, "window") + " after the run");
  if (coverage.missing > 0) note(counted(coverage.missing, "window") + " missing in the middle");
  if (coverage.tail > 0) note("ends " + counted(coverage.tail, "window") + " before the run");
  const bool is_common = windows_detail::has_one_problem(symbol);
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const MetricSummary& metric = symbol.metrics[m];
    const std::string subject = is_common ? "" : metrics.metrics[m].name + ": ";
    const std::string text = windows_detail::quality_note(subject, metric.quality);
    if (!text.empty() && !(is_common && m > 0)) note(text);
    if (metrics.metrics[m].name == "p95_latency_ms" && metric.median < least_plausible_latency_ms) {
      note("p95_latency_ms: the median is " + format_number(metric.median) +
           ": is the unit seconds? milliseconds are expected");
    }
  }
}

/// Adds notes; what goes beyond `max` is only counted, by a last line.
inline void append_bounded(std::vector<std::string>& all, std::vector<std::string> notes, std::size_t max) {
  const std::size_t shown = std::min(notes.size(), max);
  for (std::size_t i = 0; i < shown; ++i) all.push_back(std::move(notes[i]));
  if (shown < notes.size()) all.push_back("… and " + std::to_string(notes.size() - shown) + " more about the data");
}

}  // namespace soak
