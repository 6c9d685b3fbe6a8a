// SOAK_SUMMARY.json and VIOLATIONS.json read back, as far as the daily routine needs them.
#pragma once

#include <soak/core/result.hpp>
#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/model/json/value.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/data_quality.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One metric of one symbol.
struct MetricFigures {
  double median = gap;
  std::size_t gaps = 0;  ///< windows without a value
  double crit = gap;     ///< the CRIT limit in force
};

struct SummaryFigures {
  std::size_t windows = 0;                                              ///< of the longest series
  std::size_t input_windows = 0;                                        ///< the same before bucketing
  std::map<std::string, std::map<std::string, MetricFigures>> symbols;  ///< symbol -> metric -> figures
};

/// Windows beyond a limit, by symbol and metric.
struct ViolationCount {
  std::size_t crit = 0;
  std::size_t warn = 0;
  bool no_data = false;  ///< the series has no value at all
};
using ViolationCounts = std::map<std::pair<std::string, std::string>, ViolationCount>;

namespace summary_detail {

[[nodiscard]] inline std::string_view view(const boost::json::string_view& text) { return {text.data(), text.size()}; }

[[nodiscard]] inline std::optional<std::size_t> count_of(const boost::json::value* value) {
  const double number = number_or_gap(value);
  if (!(number >= 0 && number <= 9e15)) return std::nullopt;
  return static_cast<std::size_t>(number);
}

/// The CRIT limit that SOAK_SUMMARY says was in force; the guide's where it does not say.
[[nodiscard]] inline double crit_limit(const boost::json::value& summary, const std::string& symbol,
                                       std::string_view metric) {
  static const MetricSet standard = standard_metrics();
  const auto* const all = find_member(summary, "thresholds");
  const auto* const limits = all == nullptr ? nullptr : find_member(*all, metric);
  if (limits == nullptr) {
    const auto known = standard.index_of(metric);
    return known ? standard.metrics[*known].threshold.crit : gap;
  }
  const auto* const symbols = find_member(*limits, "symbols");
  const auto* const own = symbols == nullptr ? nullptr : find_member(*symbols, symbol);
  return number_or_gap(find_member(own == nullptr ? *limits : *own, "crit"));
}

}  // namespace summary_detail

/// Reads a SOAK_SUMMARY document. The error is "/pointer: expected …"; the caller adds the file's name.
[[nodiscard]] inline Result<SummaryFigures> summary_figures(const boost::json::value& document) {
  const auto refuse = [](const std::string& pointer, std::string_view expected) {
    return Error{Errc::input_unusable, pointer + ": expected " + std::string(expected)};
  };
  SummaryFigures result;
  const auto windows = summary_detail::count_of(find_member(document, "windows"));
  if (!windows || *windows == 0) return refuse("/windows", "a count of at least 1");
  result.windows = *windows;
  result.input_windows = summary_detail::count_of(find_member(document, "input_windows")).value_or(*windows);
  const auto* const symbols = find_member(document, "symbols");
  if (symbols == nullptr || !symbols->is_object() || symbols->get_object().empty()) {
    return refuse("/symbols", "an object with at least one symbol");
  }
  for (const auto& [name, metrics] : symbols->get_object()) {
    const std::string symbol(summary_detail::view(name));
    const std::string pointer = "/symbols/" + printable(symbol);
    if (!metrics.is_object()) return refuse(pointer, "an object of metrics");
    for (const auto& [key, entry] : metrics.get_object()) {
      const auto* const median = find_member(entry, "median");
      if (median == nullptr || !(median->is_number() || median->is_null())) {
        return refuse(pointer + "/" + printable(summary_detail::view(key)) + "/median", "a number or null");
      }
      const std::string metric(summary_detail::view(key));
      result.symbols[symbol][metric] = {number_or_gap(median),
                                        summary_detail::count_of(find_member(entry, "gaps")).value_or(0),
                                        summary_detail::crit_limit(document, symbol, metric)};
    }
  }
  return result;
}

/// Counts the elements of a VIOLATIONS document.
[[nodiscard]] inline Result<ViolationCounts> violation_counts(const boost::json::value& document) {
  if (!document.is_array()) return Error{Errc::input_unusable, "expected an array of violations"};
  ViolationCounts counts;
  std::size_t index = 0;
  for (const boost::json::value& violation : document.get_array()) {
    const std::string pointer = "/" + std::to_string(index++);
    const auto symbol = text_or_nothing(find_member(violation, "symbol"));
    const auto metric = text_or_nothing(find_member(violation, "metric"));
    const auto level = text_or_nothing(find_member(violation, "level"));
    if (!symbol || !metric || (level != "CRIT" && level != "WARN")) {
      return Error{Errc::input_unusable, pointer + ": expected an object with symbol, metric and level CRIT or WARN"};
    }
    ViolationCount& count = counts[{*symbol, *metric}];
    const auto* const window = find_member(violation, "window_index");
    const bool is_of_a_window = window != nullptr && !window->is_null();
    if (!is_of_a_window) {
      count.no_data = count.no_data ||
                      text_or_nothing(find_member(violation, "note")).value_or("") == note_of(DataProblem::no_data);
    } else {
      ++(level == "CRIT" ? count.crit : count.warn);
    }
  }
  return counts;
}

}  // namespace soak
