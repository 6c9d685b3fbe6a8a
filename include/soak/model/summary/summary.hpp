// What an analysis found: the content of SOAK_SUMMARY.json (docs/formats/soak_summary.md).
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/threshold.hpp>
#include <soak/core/time.hpp>
#include <soak/core/trend.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/metric.hpp>
#include <soak/model/summary/data_quality.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace soak {

/// The windows of one metric that are beyond one limit.
struct LevelCount {
  std::size_t windows = 0;
  std::size_t first = 0;  ///< window_index of the first and the newest of them; meaningless while windows == 0
  std::size_t last = 0;
  double worst = gap;  ///< the value farthest beyond the limit
};

/// One metric of one symbol.
struct MetricSummary {
  Extent extent;
  double median = gap;
  Trend trend = Trend::stable;
  Level status = Level::ok;
  std::string sparkline;
  LevelCount crit;
  LevelCount warn;
  DataQuality quality;

  [[nodiscard]] bool has_data() const noexcept { return !is_gap(extent.last); }
};

struct SymbolSummary {
  std::string symbol;
  std::size_t windows = 0;
  std::vector<MetricSummary> metrics;  ///< in the order of the MetricSet

  [[nodiscard]] Level status() const noexcept {
    Level worst = Level::ok;
    for (const MetricSummary& metric : metrics) worst = std::max(worst, metric.status);
    return worst;
  }
};

/// Statuses of symbol-metrics, not violations.
struct StatusCounts {
  std::size_t crit = 0;
  std::size_t warn = 0;
  std::size_t ok = 0;

  [[nodiscard]] Level verdict() const noexcept { return crit > 0 ? Level::crit : warn > 0 ? Level::warn : Level::ok; }
};

/// Where the windows came from, as far as they say so.
struct RunMeta {
  std::optional<std::string> first_commit;
  std::optional<std::string> last_commit;
  std::optional<std::string> profile;
  std::optional<std::string> source;
};

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
  std::vector<SymbolSummary> symbols;  ///< sorted by name
  RunMeta meta;
  SkippedInput skipped;
  InputOddities oddities;

  [[nodiscard]] bool has_enough_windows() const noexcept { return input_windows >= min_windows; }

  [[nodiscard]] StatusCounts counts() const noexcept {
    StatusCounts counts;
    for (const SymbolSummary& symbol : symbols) {
      for (const MetricSummary& metric : symbol.metrics) {
        ++(metric.status == Level::crit ? counts.crit : metric.status == Level::warn ? counts.warn : counts.ok);
      }
    }
    return counts;
  }
};

namespace summary_detail {

inline void write_metric(JsonWriter& json, const Metric& metric, const MetricSummary& summary) {
  json.key(metric.name);
  json.begin_object(JsonWriter::Layout::line);
  json.member("median", summary.median);
  json.member("last", summary.extent.last);
  json.member("trend", to_string(summary.trend));
  json.member("status", to_string(summary.status));
  json.member("min", summary.extent.min);
  json.member("max", summary.extent.max);
  json.member("gaps", summary.extent.gaps);
  json.member("known", summary.quality.known);
  json.member("stale", summary.quality.is_stale);
  json.member("out_of_range", summary.quality.out_of_range);
  json.member("coverage", summary.quality.coverage());
  json.end_object();
}

inline void write_thresholds(JsonWriter& json, const MetricSet& metrics) {
  json.key("thresholds");
  json.begin_object();
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    const Metric& metric = metrics.metrics[m];
    json.key(metric.name);
    json.begin_object(JsonWriter::Layout::line);
    json.member("bad_when", metric.threshold.direction == Direction::bad_when_high ? "high" : "low");
    json.member("warn", metric.threshold.warn);
    json.member("crit", metric.threshold.crit);
    json.member("title", metric.title);
    json.member("decimals", static_cast<std::int64_t>(metric.decimals));
    json.key("symbols");
    json.begin_object();
    for (const auto& [place, limits] : metrics.overrides) {
      if (place.second != m) continue;
      json.key(place.first);
      json.begin_object();
      json.member("warn", limits.warn);
      json.member("crit", limits.crit);
      json.end_object();
    }
    json.end_object();
    json.end_object();
  }
  json.end_object();
}

inline void write_optional(JsonWriter& json, std::string_view key, const std::optional<std::string>& text) {
  json.key(key);
  if (text) {
    json.value(*text);
  } else {
    json.null();
  }
}

}  // namespace summary_detail

/// "abc123..def456" from the commits of the first and the last window; nothing unless both are known.
[[nodiscard]] inline std::optional<std::string> commit_range(const RunMeta& meta) {
  if (!meta.first_commit || !meta.last_commit) return std::nullopt;
  return *meta.first_commit + ".." + *meta.last_commit;
}

/// The text of SOAK_SUMMARY.json, ending with LF.
[[nodiscard]] inline std::string to_json(const Summary& summary, const MetricSet& metrics) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("generated_at_utc", format_iso8601(summary.generated_at));
  json.member("windows", summary.windows);
  json.member("min_windows_required", summary.min_windows);
  json.key("symbols");
  json.begin_object();
  for (const SymbolSummary& symbol : summary.symbols) {
    json.key(symbol.symbol);
    json.begin_object();
    for (std::size_t m = 0; m < metrics.size(); ++m)
      summary_detail::write_metric(json, metrics.metrics[m], symbol.metrics[m]);
    json.end_object();
  }
  json.end_object();
  const StatusCounts counts = summary.counts();
  json.key("overall");
  json.begin_object();
  json.member("crit_count", counts.crit);
  json.member("warn_count", counts.warn);
  json.member("ok_count", counts.ok);
  json.member("verdict", to_string(counts.verdict()));
  json.end_object();
  json.key("meta");
  json.begin_object();
  summary_detail::write_optional(json, "commit_range", commit_range(summary.meta));
  summary_detail::write_optional(json, "profile", summary.meta.profile);
  summary_detail::write_optional(json, "source", summary.meta.source);
  json.end_object();
  summary_detail::write_thresholds(json, metrics);
  json.member("input_windows", summary.input_windows);
  json.member("skipped_files", summary.skipped.files);
  json.member("skipped_records", summary.skipped.records);
  json.key("data_quality");
  json.begin_object(JsonWriter::Layout::line);
  json.member("text_numbers", summary.oddities.text_numbers);
  json.member("times_not_understood", summary.oddities.bad_times);
  json.member("repeated_windows", summary.oddities.repeated);
  json.member("rewritten_windows", summary.oddities.rewritten);
  json.member("restarts", summary.oddities.restarts);
  json.member("pauses", summary.oddities.pauses);
  json.end_object();
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace soak
