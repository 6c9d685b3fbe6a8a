// The numbers behind the charts of POST_SOAK_ANALYSIS.html: JSON in script elements, which the page parses one symbol
// at a time, when it is looked at.
#pragma once

#include <soak/report/page/input.hpp>
#include <soak/report/summary/analysis_report.hpp>
#include <soak/report/summary/drift_section.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// The distinct times of the windows: symbols of one run usually share theirs.
class HtmlTimes {
 public:
  static constexpr std::size_t none = SIZE_MAX;

  explicit HtmlTimes(std::span<const Series> all) {
    const auto before = [](const auto* a, const auto* b) { return *a < *b; };
    std::map<const std::vector<std::int64_t>*, std::size_t, decltype(before)> known(before);
    for (const Series& series : all) {
      if (series.times.empty()) {
        of_series_.push_back(none);
        continue;
      }
      const auto [found, is_new] = known.try_emplace(&series.times, tables_.size());
      if (is_new) tables_.push_back(series.times);
      of_series_.push_back(found->second);
    }
  }

  [[nodiscard]] std::span<const std::span<const std::int64_t>> tables() const noexcept { return tables_; }
  [[nodiscard]] std::size_t of_series(std::size_t series) const noexcept { return of_series_[series]; }

 private:
  std::vector<std::span<const std::int64_t>> tables_;
  std::vector<std::size_t> of_series_;
};

namespace page_detail {

/// Whole seconds since the epoch: the first time, then the steps from one to the next.
inline void append_times(std::string& out, std::span<const std::int64_t> times) {
  const auto seconds = [](std::int64_t time_us) { return epoch_seconds(Instant(std::chrono::microseconds(time_us))); };
  std::int64_t before = 0;
  out += '[';
  for (const std::int64_t time : times) {
    if (out.back() != '[') out += ',';
    out += std::to_string(seconds(time) - before);
    before = seconds(time);
  }
  out += ']';
}

inline void append_metric_meta(std::string& out, const Metric& metric) {
  out += "{\"title\":";
  append_script_string(out, metric.title);
  out += ",\"unit\":";
  append_script_string(out, metric.unit);
  out += ",\"decimals\":" + std::to_string(metric.decimals) + ",\"high\":";
  out += metric.threshold.direction == Direction::bad_when_high ? "true}" : "false}";
}

/// What the chart shows of the judgement: the drift if it is real, where the level changed, and both in words.
inline void append_judgement(std::string& out, const Metric& metric, const MetricSummary& summary) {
  const DriftSummary& drift = summary.drift;
  out += ",\"drift\":";
  append_script_number(out, drift.is_real() ? drift.drift : gap, metric.decimals + 3);
  out += ",\"changed\":" + (drift.changed_at ? std::to_string(*drift.changed_at) : "null") + ",\"notes\":[";
  std::vector<std::string> notes;
  if (drift.is_real()) notes.push_back("Real: " + drift_text(summary, metric));
  if (drift.changed_at) {
    notes.push_back("Another level since " + place_text(drift.changed_place) + " (window " +
                    std::to_string(*drift.changed_at) + ")");
  }
  if (summary.quality.problem != DataProblem::none) {
    notes.push_back(std::string(note_of(summary.quality.problem)) + ": " + std::to_string(summary.quality.known) +
                    " of " + counted(summary.quality.expected, "window") + " with a value");
  }
  for (const std::string& note : notes) {
    if (out.back() != '[') out += ',';
    append_script_string(out, note);
  }
  out += ']';
}

inline void append_metric_data(std::string& out, std::span<const double> values, const Metric& metric,
                               const Threshold& threshold, const MetricSummary& summary) {
  out += "{\"status\":\"";
  out += to_string(summary.status);
  out += "\",\"warn\":" + format_number(threshold.warn) + ",\"crit\":" + format_number(threshold.crit);
  for (const auto& [name, value] : {std::pair("median", summary.median), std::pair("min", summary.extent.min),
                                    std::pair("max", summary.extent.max), std::pair("last", summary.extent.last)}) {
    out += ",\"" + std::string(name) + "\":";
    append_script_number(out, value, metric.decimals);
  }
  append_judgement(out, metric, summary);
  out += ",\"values\":";
  for (std::size_t w = 0; w < values.size(); ++w) {
    out += w == 0 ? '[' : ',';
    append_script_number(out, values[w], metric.decimals);
  }
  // A rounded value may lie on the other side of a limit than the value itself, so the levels are told.
  out += values.empty() ? "[],\"levels\":\"" : "],\"levels\":\"";
  if (summary.status != Level::ok && summary.has_data()) {
    for (const double value : values) out += static_cast<char>('0' + static_cast<int>(threshold.classify(value)));
  }
  out += "\"}";
}

}  // namespace page_detail

/// What all symbols share: metrics and times.
[[nodiscard]] inline std::string html_meta_data(const MetricSet& metrics, const HtmlTimes& times) {
  std::string out = "<script type=\"application/json\" id=\"meta\">{\"metrics\":[";
  for (const Metric& metric : metrics.metrics) {
    if (out.back() != '[') out += ',';
    page_detail::append_metric_meta(out, metric);
  }
  out += "],\"times\":[";
  for (const auto& table : times.tables()) {
    if (out.back() != '[') out += ',';
    page_detail::append_times(out, table);
  }
  return out + "]}</script>\n";
}

/// The series of one symbol.
[[nodiscard]] inline std::string html_symbol_data(const HtmlInput& in, const HtmlTimes& times, std::size_t s) {
  const Series& series = in.series[s];
  const SymbolSummary& symbol = in.summary.symbols[s];
  std::string out = "<script type=\"application/json\" id=\"data-" + std::to_string(s) + "\">{\"symbol\":";
  append_script_string(out, series.symbol);
  out += ",\"status\":\"" + std::string(to_string(symbol.status())) + "\",\"times\":";
  out += times.of_series(s) == HtmlTimes::none ? "null" : std::to_string(times.of_series(s));
  out += ",\"metrics\":[";
  for (std::size_t m = 0; m < in.metrics.size(); ++m) {
    if (m > 0) out += ',';
    page_detail::append_metric_data(out, series.column(m), in.metrics.metrics[m],
                                    in.metrics.threshold(series.symbol, m), symbol.metrics[m]);
  }
  return out + "]}</script>\n";
}

}  // namespace soak
