// Which metrics are judged, and by which limits.
#pragma once

#include <soak/core/number.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/split.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/threshold.hpp>
#include <soak/model/artifacts/limits.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// How several windows become one: latency keeps its worst, since a mean of percentiles hides a spike.
enum class BucketRule { mean, maximum };

/// The values that a metric can have at all. Beyond them something else was measured, or in another unit.
struct ValueRange {
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();

  [[nodiscard]] constexpr bool excludes(double value) const noexcept { return value < min || value > max; }
};

struct Metric {
  std::string name;          ///< key in ITER_SUMMARY, SOAK_SUMMARY and VIOLATIONS
  std::string column;        ///< heading in POST_SOAK_ANALYSIS.md
  std::string title;         ///< heading in mini-plots, PR comments and charts, with the unit
  Threshold threshold;       ///< in the metric's unit
  int decimals = 2;          ///< digits after the point in reports
  int compact_decimals = 2;  ///< the same in mini-plots and PR comments
  std::string unit = {};     ///< what stands behind a value in a sentence, with its blank: " bps", "ms"
  std::string warn_note = {};
  std::string crit_note = {};
  BucketRule bucket = BucketRule::mean;
  ValueRange range = {};
};

/// The limits of one symbol that differ from the metric's own.
struct Limits {
  double warn;
  double crit;
};

/// The judged metrics in report order, and the limits that single symbols have of their own.
struct MetricSet {
  std::vector<Metric> metrics;
  std::map<std::pair<std::string, std::size_t>, Limits> overrides;  ///< (symbol, metric index) -> limits

  [[nodiscard]] std::size_t size() const noexcept { return metrics.size(); }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (const Metric& metric : metrics) result.push_back(metric.name);
    return result;
  }

  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view name) const noexcept {
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const Metric& m) { return m.name == name; });
    if (found == metrics.end()) return std::nullopt;
    return static_cast<std::size_t>(found - metrics.begin());
  }

  /// Of a metric that is not in the set: bad when high.
  [[nodiscard]] Direction direction(std::string_view name) const noexcept {
    const auto m = index_of(name);
    return m ? metrics[*m].threshold.direction : Direction::bad_when_high;
  }

  [[nodiscard]] Threshold threshold(const std::string& symbol, std::size_t metric) const {
    Threshold result = metrics[metric].threshold;
    if (overrides.empty()) return result;
    if (const auto found = overrides.find({symbol, metric}); found != overrides.end()) {
      result.warn = found->second.warn;
      result.crit = found->second.crit;
    }
    return result;
  }
};

/// The four metrics of the user guide with its default limits, in its order.
[[nodiscard]] inline MetricSet standard_metrics() {
  using enum Direction;
  MetricSet set{{
                    {"edge_bps",
                     "edge_bps",
                     "Edge(bps)",
                     {bad_when_low, limit::edge_warn_bps, limit::edge_crit_bps},
                     2,
                     1,
                     " bps",
                     "Edge below target, optimization required",
                     "Critical edge, stop trading"},
                    {"maker_taker_ratio",
                     "maker_taker",
                     "Maker/Taker",
                     {bad_when_low, limit::maker_ratio_warn, limit::maker_ratio_crit},
                     2,
                     2,
                     "",
                     "Low maker ratio",
                     "Very low maker ratio"},
                    {"p95_latency_ms",
                     "p95_lat_ms",
                     "p95(ms)",
                     {bad_when_high, limit::p95_warn_ms, limit::p95_crit_ms},
                     0,
                     0,
                     "ms",
                     "High latency",
                     "Critical latency",
                     BucketRule::maximum},
                    {"risk_ratio",
                     "risk_ratio",
                     "Risk",
                     {bad_when_high, limit::risk_warn, limit::risk_crit},
                     2,
                     2,
                     "",
                     "Elevated risk",
                     "Critical risk"},
                },
                {}};
  set.metrics[0].range = {-10'000, 10'000};
  set.metrics[1].range = {0, 1};
  set.metrics[2].range.min = std::numeric_limits<double>::denorm_min();  // the original writes 0 for "unknown"
  set.metrics[3].range.min = 0;
  return set;
}

namespace model_detail {

[[nodiscard]] inline int decimals_of(std::string_view number) {
  const auto point = number.find('.');
  if (point == std::string_view::npos) return 0;
  return static_cast<int>(
      std::min<std::size_t>(number.find_first_of("eE", point) - point - 1, number.size() - point - 1));
}

/// Keys of ITER_SUMMARY that mean something else than a measurement.
inline constexpr std::array<std::string_view, 9> reserved_keys{
    "symbol", "symbols", "summary", "iteration", "timestamp", "runtime_utc", "commit", "profile", "source"};

}  // namespace model_detail

/// Checks that CRIT is not looser than WARN; the error names `what`.
[[nodiscard]] inline Result<void> check_limits(const Threshold& threshold, std::string_view what) {
  if (threshold.is_consistent()) return {};
  return Error{Errc::usage, printable(what) + ": the critical limit " + format_number(threshold.crit) +
                                " is looser than the warning " + format_number(threshold.warn) +
                                (threshold.direction == Direction::bad_when_low ? " (low values are bad)"
                                                                                : " (high values are bad)")};
}

/// Adds a metric from "NAME:high|low:WARN:CRIT[:TITLE]"; `high` means bad when high.
[[nodiscard]] inline Result<void> add_metric(MetricSet& set, std::string_view spec) {
  const auto refuse = [&](const std::string& reason) { return Error{Errc::usage, printable(spec) + ": " + reason}; };
  const auto parts = split(spec, ':', 5);
  if (parts.size() < 4) return refuse("expected NAME:high|low:WARN:CRIT[:TITLE]");
  const std::string_view name = parts[0];
  if (name.empty() || name.size() > 64 || !is_printable_utf8(name) || name.find_first_of("/=\" ") != name.npos) {
    return refuse("a metric's name is 1 to 64 printable bytes without blank, '/', '=' or quote");
  }
  if (set.index_of(name)) return refuse("this metric is already there");
  if (std::find(model_detail::reserved_keys.begin(), model_detail::reserved_keys.end(), name) !=
      model_detail::reserved_keys.end()) {
    return refuse("this key of ITER_SUMMARY is not a measurement");
  }
  if (parts[1] != "high" && parts[1] != "low") return refuse("'" + printable(parts[1]) + "' is neither high nor low");
  const auto warn = parse_finite(parts[2]);
  const auto crit = parse_finite(parts[3]);
  if (!warn || !crit) return refuse("'" + printable(!warn ? parts[2] : parts[3]) + "' is not a finite number");
  const std::string title(parts.size() == 5 && !parts[4].empty() ? parts[4] : name);
  if (title.size() > 64 || !is_printable_utf8(title)) return refuse("a title is at most 64 printable bytes");
  const Threshold threshold{parts[1] == "high" ? Direction::bad_when_high : Direction::bad_when_low, *warn, *crit};
  if (auto consistent = check_limits(threshold, spec); !consistent) return consistent;
  const int decimals = std::min(15, std::max(model_detail::decimals_of(parts[2]), model_detail::decimals_of(parts[3])));
  set.metrics.push_back({std::string(name), title, title, threshold, decimals, decimals, "",
                         title + " beyond warning threshold", title + " beyond critical threshold"});
  return {};
}

/// Overrides the limits of one symbol from "SYMBOL/METRIC=WARN:CRIT"; the symbol may hold '/', so the last one splits.
[[nodiscard]] inline Result<void> add_override(MetricSet& set, std::string_view spec) {
  const auto refuse = [&](const std::string& reason) { return Error{Errc::usage, printable(spec) + ": " + reason}; };
  const auto equals = spec.rfind('=');
  const auto slash = spec.substr(0, equals).rfind('/');
  if (equals == spec.npos || slash == spec.npos || slash == 0) return refuse("expected SYMBOL/METRIC=WARN:CRIT");
  const std::string_view name = spec.substr(slash + 1, equals - slash - 1);
  const auto metric = set.index_of(name);
  if (!metric) return refuse("there is no metric '" + printable(name) + "'");
  const auto limits = split(spec.substr(equals + 1), ':', 3);
  const auto warn = parse_finite(limits[0]);
  const auto crit = limits.size() == 2 ? parse_finite(limits[1]) : std::nullopt;
  if (!warn || !crit) return refuse("expected two finite numbers WARN:CRIT after '='");
  Threshold threshold = set.metrics[*metric].threshold;
  threshold.warn = *warn;
  threshold.crit = *crit;
  if (auto consistent = check_limits(threshold, spec); !consistent) return consistent;
  set.overrides[{std::string(spec.substr(0, slash)), *metric}] = {*warn, *crit};
  return {};
}

/// Sets what a metric can be from "NAME=MIN:MAX"; either may be empty: no limit on that side.
[[nodiscard]] inline Result<void> set_range(MetricSet& set, std::string_view spec) {
  const auto refuse = [&](const std::string& reason) { return Error{Errc::usage, printable(spec) + ": " + reason}; };
  const auto equals = spec.find('=');
  const auto limits = split(spec.substr(equals == spec.npos ? spec.size() : equals + 1), ':', 3);
  if (equals == spec.npos || limits.size() != 2) return refuse("expected NAME=MIN:MAX");
  const auto metric = set.index_of(spec.substr(0, equals));
  if (!metric) return refuse("there is no metric '" + printable(spec.substr(0, equals)) + "'");
  ValueRange range;
  for (auto [text, bound] : {std::pair{limits[0], &range.min}, {limits[1], &range.max}}) {
    if (text.empty()) continue;
    const auto value = parse_finite(text);
    if (!value) return refuse("'" + printable(text) + "' is not a finite number");
    *bound = *value;
  }
  if (range.min > range.max) return refuse("the range is empty");
  set.metrics[*metric].range = range;
  return {};
}

/// Leaves a metric out by name: it is judged nowhere. The last one cannot be left out.
[[nodiscard]] inline Result<void> remove_metric(MetricSet& set, std::string_view name) {
  const auto metric = set.index_of(name);
  if (!metric) return Error{Errc::usage, "there is no metric '" + printable(name) + "'"};
  if (set.size() == 1) return Error{Errc::usage, "no metric would be left"};
  set.metrics.erase(set.metrics.begin() + static_cast<std::ptrdiff_t>(*metric));
  std::map<std::pair<std::string, std::size_t>, Limits> kept;
  for (const auto& [place, limits] : set.overrides) {
    if (place.second != *metric) kept[{place.first, place.second - (place.second > *metric ? 1 : 0)}] = limits;
  }
  set.overrides = std::move(kept);
  return {};
}

}  // namespace soak
