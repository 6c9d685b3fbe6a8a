// The numbers behind the charts of POST_SOAK_ANALYSIS.html: JSON in script elements, which the page parses one symbol
// at a time, when it is looked at.
#pragma once

#include <soak/report/page/comparison.hpp>
#include <soak/report/page/input.hpp>
#include <soak/report/page/sentences.hpp>

#include <algorithm>
#include <cmath>
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

/// Whole seconds since the epoch: the first time, then the steps from one to the next, of each first of `stride`
/// windows.
inline void append_times(std::string& out, std::span<const std::int64_t> times, std::size_t stride) {
  const auto seconds = [](std::int64_t time_us) { return epoch_seconds(Instant(std::chrono::microseconds(time_us))); };
  std::int64_t before = 0;
  out += '[';
  for (std::size_t w = 0; w < times.size(); w += stride) {
    if (out.back() != '[') out += ',';
    out += std::to_string(seconds(times[w]) - before);
    before = seconds(times[w]);
  }
  out += ']';
}

inline void append_tables(std::string& out, const HtmlTimes& times, std::size_t stride) {
  out += '[';
  for (const auto& table : times.tables()) {
    if (out.back() != '[') out += ',';
    append_times(out, table, stride);
  }
  out += ']';
}

inline void append_metric_meta(std::string& out, Language language, const Metric& metric) {
  out += "{\"name\":";
  append_script_string(out, metric.name);
  out += ",\"title\":";
  append_script_string(out, title_text(language, metric));
  out += ",\"unit\":";
  append_script_string(out, unit_text(language, metric));
  out += ",\"decimals\":" + std::to_string(metric.decimals) + ",\"high\":";
  out += metric.threshold.direction == Direction::bad_when_high ? "true}" : "false}";
}

/// What the chart shows of the judgement: the drift if it is real, where the level changed, and what there is to say of
/// drift, data and the earlier run.
inline void append_judgement(std::string& out, const HtmlInput& in, const std::string& symbol, const Metric& metric,
                             const MetricSummary& summary) {
  const DriftSummary& drift = summary.drift;
  out += ",\"drift\":";
  append_script_number(out, drift.is_real() ? drift.drift : gap, metric.decimals + 3);
  out += ",\"changed\":" + (drift.changed_at ? std::to_string(*drift.changed_at / in.stride) : "null") + ",\"notes\":[";
  std::vector<std::string> notes;
  if (drift.is_real()) notes.push_back(drift_note(in.language, summary, metric));
  if (summary.quality.problem != DataProblem::none) notes.push_back(known_text(in.language, summary.quality));
  if (std::string note = comparison_note(in, symbol, metric); !note.empty()) notes.push_back(std::move(note));
  for (const std::string& note : notes) {
    if (out.back() != '[') out += ',';
    append_script_string(out, note);
  }
  out += ']';
}

/// The worst of each `stride` values; a gap where all of them are.
[[nodiscard]] inline std::vector<double> worst_values(std::span<const double> values, Direction direction,
                                                      std::size_t stride) {
  std::vector<double> worst;
  for (std::size_t first = 0; first < values.size(); first += stride) {
    double found = gap;
    for (const double value : values.subspan(first, std::min(stride, values.size() - first))) {
      const bool is_worse = direction == Direction::bad_when_high ? value > found : value < found;
      if (is_gap(found) || is_worse) found = value;
    }
    worst.push_back(found);
  }
  return worst;
}

inline void append_values(std::string& out, std::span<const double> values, int decimals) {
  out += '[';
  for (std::size_t w = 0; w < values.size(); ++w) {
    if (w > 0) out += ',';
    append_script_number(out, values[w], decimals);
  }
  out += ']';
}

inline void append_metric_data(std::string& out, const HtmlInput& in, const Series& series, std::size_t m,
                               const MetricSummary& summary) {
  const Metric& metric = in.metrics.metrics[m];
  const Threshold threshold = in.metrics.threshold(series.symbol, m);
  const std::vector<double> values = worst_values(series.column(m), threshold.direction, in.stride);
  out += "{\"status\":\"";
  out += to_string(summary.status);
  out += "\",\"warn\":" + format_number(threshold.warn) + ",\"crit\":" + format_number(threshold.crit);
  for (const auto& [name, value] : {std::pair("median", summary.median), std::pair("min", summary.extent.min),
                                    std::pair("max", summary.extent.max), std::pair("last", summary.extent.last)}) {
    out += ",\"" + std::string(name) + "\":";
    append_script_number(out, value, metric.decimals);
  }
  append_judgement(out, in, series.symbol, metric, summary);
  out += ",\"values\":";
  append_values(out, values, metric.decimals);
  // A rounded value may lie on the other side of a limit than the value itself, so the levels are told.
  out += ",\"levels\":\"";
  if (summary.status != Level::ok && summary.has_data()) {
    for (const double value : values) out += static_cast<char>('0' + static_cast<int>(threshold.classify(value)));
  }
  out += "\"}";
}

/// The same symbol of the earlier run, with its place in the list; null if it was not there.
[[nodiscard]] inline const Series* earlier_series(const HtmlInput& in, const std::string& symbol) {
  const auto found =
      std::lower_bound(in.baseline.begin(), in.baseline.end(), symbol,
                       [](const Series& series, const std::string& name) { return series.symbol < name; });
  return found == in.baseline.end() || found->symbol != symbol ? nullptr : &*found;
}

inline void append_earlier(std::string& out, const HtmlInput& in, const HtmlTimes& times, const Series& series) {
  const std::size_t table = times.of_series(static_cast<std::size_t>(&series - in.baseline.data()));
  out += ",\"earlier\":{\"times\":" + (table == HtmlTimes::none ? "null" : std::to_string(table)) + ",\"values\":[";
  for (std::size_t m = 0; m < in.metrics.size(); ++m) {
    const Metric& metric = in.metrics.metrics[m];
    if (m > 0) out += ',';
    append_values(out, worst_values(series.column(m), metric.threshold.direction, in.stride), metric.decimals);
  }
  out += "]}";
}

}  // namespace page_detail

/// The times of this run, and of the earlier one behind it.
struct HtmlTimeTables {
  explicit HtmlTimeTables(const HtmlInput& in) : now(in.series), earlier(in.baseline) {}

  HtmlTimes now;
  HtmlTimes earlier;
};

/// What all symbols share: metrics and times.
[[nodiscard]] inline std::string html_meta_data(const HtmlInput& in, const HtmlTimeTables& times) {
  std::string out = "<script type=\"application/json\" id=\"meta\">{\"metrics\":[";
  for (const Metric& metric : in.metrics.metrics) {
    if (out.back() != '[') out += ',';
    page_detail::append_metric_meta(out, in.language, metric);
  }
  out += "],\"times\":";
  page_detail::append_tables(out, times.now, in.stride);
  if (!in.baseline.empty()) {
    out += ",\"earlierTimes\":";
    page_detail::append_tables(out, times.earlier, in.stride);
  }
  return out + ",\"stride\":" + std::to_string(in.stride) + "}</script>\n";
}

/// The series of one symbol.
[[nodiscard]] inline std::string html_symbol_data(const HtmlInput& in, const HtmlTimeTables& times, std::size_t s) {
  const Series& series = in.series[s];
  const SymbolSummary& symbol = in.summary.symbols[s];
  std::string out = "<script type=\"application/json\" id=\"data-" + std::to_string(s) + "\">{\"symbol\":";
  append_script_string(out, series.symbol);
  out += ",\"status\":\"" + std::string(to_string(symbol.status())) + "\",\"times\":";
  out += times.now.of_series(s) == HtmlTimes::none ? "null" : std::to_string(times.now.of_series(s));
  out += ",\"windows\":" + std::to_string(series.windows()) + ",\"metrics\":[";
  for (std::size_t m = 0; m < in.metrics.size(); ++m) {
    if (m > 0) out += ',';
    page_detail::append_metric_data(out, in, series, m, symbol.metrics[m]);
  }
  out += ']';
  if (const Series* const earlier = page_detail::earlier_series(in, series.symbol)) {
    page_detail::append_earlier(out, in, times.earlier, *earlier);
  }
  return out + "}</script>\n";
}

}  // namespace soak
