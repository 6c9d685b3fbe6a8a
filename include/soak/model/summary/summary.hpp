// What an analysis found, as it comes from the windows or is read back from SOAK_SUMMARY.json (summary_json.hpp).
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/core/trend.hpp>
#include <soak/model/json/file_sums.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/comparison.hpp>
#include <soak/model/summary/data_quality.hpp>
#include <soak/model/summary/incident.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// The windows of one metric that are beyond one limit.
struct LevelCount {
  std::size_t windows = 0;
  std::size_t first = 0;  ///< window_index of the first and the newest of them; meaningless while windows == 0
  std::size_t last = 0;
  double worst = gap;  ///< the value farthest beyond the limit
};

/// Whether the windows drift, and whether their level changed once. Analysis: judgement/drift.hpp.
struct DriftSummary {
  double p = gap;                              ///< of the trend, two-sided; NaN if it was not judged
  std::optional<bool> is_confirmed = {};       ///< none: too few windows to tell
  double drift = gap;                          ///< over the whole series, in the metric's unit
  bool is_material = false;                    ///< large enough to matter; not in the file
  std::optional<std::size_t> changed_at = {};  ///< first window of a new level
  std::string changed_place = {};              ///< its name, as an incident's; not in the file

  /// Confirmed, and large enough to act on.
  [[nodiscard]] bool is_real() const noexcept { return is_confirmed.value_or(false) && is_material; }
};

/// The newest windows of a metric, and how many of them are beyond which limit.
struct RecentWindows {
  static constexpr std::size_t most = 24;

  std::size_t known = 0;  ///< with a value
  std::size_t warn = 0;
  std::size_t crit = 0;
};

/// When a drift that goes on reaches a limit, in windows from the newest on.
struct LimitForecast {
  Level level;
  double earliest;
  double latest;
};

/// One metric of one symbol. `crit`, `warn`, `forecast` and `last_place` are not in the file.
struct MetricSummary {
  std::string metric = {};  ///< its name
  Extent extent = {};
  double median = gap;
  std::string trend = {};  ///< to_string(Trend); of a file, what it says
  Level status = Level::ok;
  std::string sparkline = {};
  LevelCount crit = {};
  LevelCount warn = {};
  DataQuality quality = {};
  DriftSummary drift = {};
  std::optional<MetricIncident> incident = {};
  std::optional<LimitForecast> forecast = {};
  RecentWindows recent = {};
  std::string last_place = {};  ///< name of the window of the last value, where newer ones should have one

  [[nodiscard]] bool has_data() const noexcept { return !is_gap(extent.last); }
};

struct SymbolSummary {
  std::string symbol = {};
  std::size_t windows = 0;                  ///< not in the file
  std::vector<MetricSummary> metrics = {};  ///< those of the MetricSet in its order; of a file, those that it has

  [[nodiscard]] Level status() const noexcept {
    Level worst = Level::ok;
    for (const MetricSummary& metric : metrics) worst = std::max(worst, metric.status);
    return worst;
  }
  /// The problem that all metrics have with their data; none if they differ.
  [[nodiscard]] DataProblem common_problem() const noexcept {
    if (metrics.empty()) return DataProblem::none;
    const DataProblem first = metrics.front().quality.problem;
    const bool is_common =
        std::all_of(metrics.begin(), metrics.end(), [&](const auto& m) { return m.quality.problem == first; });
    return is_common ? first : DataProblem::none;
  }
  /// Null if there is no such metric.
  [[nodiscard]] const MetricSummary* find(std::string_view metric) const noexcept {
    const auto found = std::find_if(metrics.begin(), metrics.end(), [&](const auto& m) { return m.metric == metric; });
    return found == metrics.end() ? nullptr : &*found;
  }
  /// Last value of a metric; NaN if there is none.
  [[nodiscard]] double last(std::string_view metric) const noexcept {
    const MetricSummary* const found = find(metric);
    return found == nullptr ? gap : found->extent.last;
  }
};

/// Statuses of symbol-metrics, not violations.
struct StatusCounts {
  std::size_t crit = 0;
  std::size_t warn = 0;
  std::size_t ok = 0;

  [[nodiscard]] Level verdict() const noexcept { return crit > 0 ? Level::crit : warn > 0 ? Level::warn : Level::ok; }
};

/// What is wrong now, and how much of what was measured is bad.
struct Present {
  Condition now = Condition::ok;
  std::size_t open_incidents = 0;
  std::size_t bad_windows = 0;    ///< windows beyond a limit, of all symbols' metrics
  std::size_t known_windows = 0;  ///< windows with a value, of all symbols' metrics
};

/// What the statuses come to.
struct Overall {
  StatusCounts counts;
  Level verdict = Level::ok;
};

/// Where the windows came from, as far as they say so.
struct RunMeta {
  std::optional<std::string> commit_range = {};
  std::optional<std::string> profile = {};
  std::optional<std::string> source = {};
};

/// "abc123..def456" from the commits of the first and the last window; nothing unless both are known.
[[nodiscard]] inline std::optional<std::string> commit_range(const std::optional<std::string>& first,
                                                             const std::optional<std::string>& last) {
  if (!first || !last) return std::nullopt;
  return *first + ".." + *last;
}

/// Input that took no part in the analysis.
struct SkippedInput {
  std::size_t files = 0;    ///< unreadable or malformed as a whole
  std::size_t records = 0;  ///< NDJSON lines, array elements and symbols inside readable files
};

struct Summary {
  Instant generated_at{};
  std::size_t windows = 0;        ///< length of the longest series, in buckets if they were asked for
  std::size_t input_windows = 0;  ///< the same before bucketing; what min_windows is held against
  std::size_t min_windows = 0;
  std::vector<SymbolSummary> symbols = {};  ///< sorted by name; of a file, in its order
  RunMeta meta = {};
  SkippedInput skipped = {};
  InputOddities oddities = {};
  MetricSet metrics = {};                       ///< by whose limits was judged; of a file, those that it has limits of
  std::optional<Overall> claimed = {};          ///< what a file says that the statuses come to
  std::vector<std::string> left_out = {};       ///< metrics that the run was judged without
  std::optional<std::string> last_window = {};  ///< newest of the run: time (ISO 8601, UTC), else iteration
  Present present = {};
  std::vector<Incident> incidents = {};       ///< open ones first, worst and newest first
  std::optional<Comparison> comparison = {};  ///< with an earlier run, if one was given
  FileSums files = {};                        ///< of a file: what belongs to it
  /// From the run's first window to its last; none without times. Not in the file.
  std::optional<std::chrono::microseconds> span = {};

  [[nodiscard]] bool has_enough_windows() const noexcept { return input_windows >= min_windows; }

  /// False of a file that tells neither incidents nor whether drifts are real.
  [[nodiscard]] bool is_judged() const noexcept { return present.known_windows > 0 || !incidents.empty(); }

  [[nodiscard]] Level verdict() const noexcept { return claimed ? claimed->verdict : counts().verdict(); }

  [[nodiscard]] StatusCounts counts() const noexcept {
    if (claimed) return claimed->counts;
    StatusCounts counts;
    for (const SymbolSummary& symbol : symbols) {
      for (const MetricSummary& metric : symbol.metrics) {
        ++(metric.status == Level::crit ? counts.crit : metric.status == Level::warn ? counts.warn : counts.ok);
      }
    }
    return counts;
  }
};

/// The CRIT limit of one symbol's metric that was in force; the guide's where the summary does not know the metric.
[[nodiscard]] inline double crit_limit(const Summary& summary, const std::string& symbol, std::string_view metric) {
  static const MetricSet standard = standard_metrics();
  for (const MetricSet* const metrics : {&summary.metrics, &standard}) {
    if (const auto index = metrics->index_of(metric)) return metrics->threshold(symbol, *index).crit;
  }
  return gap;
}

}  // namespace soak
