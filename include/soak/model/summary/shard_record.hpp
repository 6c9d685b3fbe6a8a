// SHARD.json: what the merge of the shards of a run needs to know beyond what the reports of each say
// (docs/formats/shard.md). One list of members for both directions, as everywhere.
#pragma once

#include <soak/model/json/members.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/model/window/shard.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace soak {

/// A stretch in which no symbol has a window, in microseconds since the epoch.
struct ShardPause {
  std::int64_t from = 0;
  std::int64_t to = 0;
};

/// The times of windows that one or more symbols share, in microseconds since the epoch.
struct ShardTimes {
  std::vector<std::int64_t> times = {};
};

// Figures as a whole: also what SOAK_SUMMARY.json leaves out.
struct ShardMetric : MetricSummary {};
struct ShardIncident : Incident {};
struct ShardLimits : Metric {};

/// The limits that one symbol has of its own, of the metric with that index.
struct ShardOverride {
  std::string symbol = {};
  std::size_t metric = 0;
  double warn = gap;
  double crit = gap;
};

/// One symbol of a shard.
struct ShardSymbol {
  std::string symbol = {};
  std::size_t windows = 0;
  std::vector<ShardMetric> metrics = {};
  std::vector<ShardIncident> incidents = {};  ///< in the order in which they were found
  std::vector<std::string> notes = {};        ///< what has to be said about its data
  std::optional<std::size_t> times = {};      ///< index into the shard's tables; none if they are not kept
};

struct ShardRecord {
  Shard shard = {};
  std::string set = {};  ///< what all shards of one run have in common: settings and input
  std::string language = {};
  std::string place = {};  ///< that the page names: "prod/bybit"
  bool has_summary = true;
  bool has_page = false;
  // Of the whole run, the same in each of its shards.
  std::size_t files = 0;
  std::size_t input_windows = 0;
  std::size_t min_windows = 0;
  SkippedInput skipped = {};
  RunMeta meta = {};
  std::optional<std::string> last_window = {};
  std::optional<std::int64_t> span_us = {};
  std::vector<std::string> left_out = {};
  std::vector<ShardLimits> metrics = {};
  std::vector<ShardOverride> overrides = {};
  std::vector<std::string> input_warnings = {};
  std::vector<std::string> absent = {};  ///< symbols that were named and do not occur, as warnings
  std::string bad_time = {};
  std::vector<ShardPause> pauses = {};
  // Of this shard.
  std::size_t windows = 0;
  InputOddities oddities = {};
  std::vector<ShardTimes> tables = {};
  std::vector<ShardSymbol> symbols = {};
};

namespace summary_detail {

/// Any double: JSON has no infinity, and a gap is null.
struct AnyNumber : PlainForm {
  static void write(JsonWriter& json, double value) {
    if (std::isinf(value)) return json.value(value > 0 ? "inf" : "-inf");
    json.value(value);
  }
  static bool read(const boost::json::value& from, double& to) {
    const auto text = text_or_nothing(&from);
    if (text == "inf" || text == "-inf") {
      to = (*text == "inf" ? 1 : -1) * std::numeric_limits<double>::infinity();
      return true;
    }
    to = number_or_gap(&from);
    return from.is_number() || from.is_null();
  }
};

/// An enumerator by its place among `count`.
template <class Enum, int count>
struct PlaceForm {
  static void write(JsonWriter& json, Enum value) { json.value(static_cast<std::size_t>(value)); }
  static bool read(const boost::json::value& from, Enum& to) {
    const auto place = whole_number(&from);
    if (!place || *place >= count) return false;
    to = static_cast<Enum>(*place);
    return true;
  }
  static constexpr std::string_view expected(const Enum&) noexcept { return "a place in a list"; }
};

/// Times as a first one and the steps between them.
struct StepsForm : PlainForm {
  static void write(JsonWriter& json, const std::vector<std::int64_t>& times) {
    json.begin_array(JsonWriter::Layout::line);
    std::int64_t before = 0;
    for (const std::int64_t time : times) json.value(time - std::exchange(before, time));
    json.end_array();
  }
  static bool read(const boost::json::value& from, std::vector<std::int64_t>& times) {
    if (!from.is_array()) return false;
    times.clear();
    std::int64_t before = 0;
    for (const boost::json::value& step : from.get_array()) {
      if (!step.is_int64()) return false;
      times.push_back(before += step.get_int64());
    }
    return true;
  }
  static constexpr std::string_view expected(const std::vector<std::int64_t>&) noexcept {
    return "an array of numbers";
  }
};

struct SmallNumber : PlainForm {
  static void write(JsonWriter& json, int value) { json.value(std::int64_t{value}); }
  static bool read(const boost::json::value& from, int& to) {
    const auto number = whole_number(&from);
    if (number && *number < 100) to = static_cast<int>(*number);
    return number && *number < 100;
  }
  static constexpr std::string_view expected(int) noexcept { return "a small number"; }
};

/// A reference to the base `T` of what `Reference` refers to, const where that is.
template <class Reference, class T>
using Like = std::conditional_t<std::is_const_v<std::remove_reference_t<Reference>>, const T&, T&>;

}  // namespace summary_detail

void visit_members(MembersOf<LevelCount> auto& count, auto&& visit) {
  visit.required("windows", count.windows);
  visit.required("first", count.first);
  visit.required("last", count.last);
  visit.required("worst", count.worst, summary_detail::AnyNumber{});
}

void visit_members(MembersOf<LimitForecast> auto& forecast, auto&& visit) {
  visit.required("level", forecast.level);
  visit.required("earliest", forecast.earliest, summary_detail::AnyNumber{});
  visit.required("latest", forecast.latest, summary_detail::AnyNumber{});
}

void visit_members(MembersOf<ShardMetric> auto& metric, auto&& visit) {
  visit.required("metric", metric.metric);
  visit_members(static_cast<summary_detail::Like<decltype(metric), MetricSummary>>(metric), visit);
  visit("sparkline", metric.sparkline);
  visit.object("beyond_crit", [&](auto&& inner) { visit_members(metric.crit, inner); });
  visit.object("beyond_warn", [&](auto&& inner) { visit_members(metric.warn, inner); });
  visit("expected", metric.quality.expected);
  visit("silent", metric.quality.silent);
  visit("problem", metric.quality.problem, summary_detail::PlaceForm<DataProblem, 5>{});
  visit("drift_is_material", metric.drift.is_material);
  visit("changed_place", metric.drift.changed_place);
  visit("last_place", metric.last_place);
  visit.object_or_null("forecast", metric.forecast,
                       [](auto& forecast, auto&& inner) { visit_members(forecast, inner); });
}

void visit_members(MembersOf<ShardIncident> auto& incident, auto&& visit) {
  visit_members(static_cast<summary_detail::Like<decltype(incident), Incident>>(incident), visit);
  visit("since_at", incident.since_at);
  visit("excess", incident.excess, summary_detail::AnyNumber{});
}

void visit_members(MembersOf<ShardLimits> auto& metric, auto&& visit) {
  visit.required("name", metric.name);
  visit.required("column", metric.column);
  visit.required("title", metric.title);
  visit.required("direction", metric.threshold.direction, summary_detail::PlaceForm<Direction, 2>{});
  visit.required("warn", metric.threshold.warn);
  visit.required("crit", metric.threshold.crit);
  visit.required("decimals", metric.decimals, summary_detail::SmallNumber{});
  visit.required("compact_decimals", metric.compact_decimals, summary_detail::SmallNumber{});
  visit.required("unit", metric.unit);
}

void visit_members(MembersOf<ShardOverride> auto& own, auto&& visit) {
  visit.required("symbol", own.symbol);
  visit.required("metric", own.metric);
  visit.required("warn", own.warn);
  visit.required("crit", own.crit);
}

void visit_members(MembersOf<ShardPause> auto& pause, auto&& visit) {
  visit.required("from", pause.from);
  visit.required("to", pause.to);
}

void visit_members(MembersOf<ShardTimes> auto& times, auto&& visit) {
  visit.required("times", times.times, summary_detail::StepsForm{});
}

void visit_members(MembersOf<ShardSymbol> auto& symbol, auto&& visit) {
  visit.required("symbol", symbol.symbol);
  visit.required("windows", symbol.windows);
  visit.objects("metrics", symbol.metrics);
  visit.objects("incidents", symbol.incidents);
  visit.required("notes", symbol.notes);
  visit("times", symbol.times);
}

void visit_members(MembersOf<ShardRecord> auto& record, auto&& visit) {
  visit.required("shard", record.shard.index);
  visit.required("of", record.shard.count);
  visit.required("set", record.set);
  visit.required("language", record.language);
  visit.required("place", record.place);
  visit.required("has_summary", record.has_summary);
  visit.required("has_page", record.has_page);
  visit.required("files", record.files);
  visit.required("input_windows", record.input_windows);
  visit.required("min_windows", record.min_windows);
  visit.required("skipped_files", record.skipped.files);
  visit.required("skipped_records", record.skipped.records);
  visit.object("meta", [&](auto&& inner) { visit_members(record.meta, inner); });
  visit("last_window", record.last_window);
  visit("span_us", record.span_us);
  visit.required("left_out", record.left_out);
  visit.objects("limits", record.metrics);
  visit.objects("overrides", record.overrides);
  visit.required("input_warnings", record.input_warnings);
  visit.required("absent", record.absent);
  visit.required("bad_time", record.bad_time);
  visit.objects("pauses", record.pauses);
  visit.required("windows", record.windows);
  visit.object("data_quality", [&](auto&& inner) { visit_members(record.oddities, inner); });
  visit.objects("tables", record.tables);
  visit.objects("symbols", record.symbols);
}

/// The text of SHARD.json, ending with LF.
[[nodiscard]] inline std::string to_json(const ShardRecord& record) { return members_json(record) + '\n'; }

/// The error lacks the file's name.
[[nodiscard]] inline Result<ShardRecord> parse_shard_record(std::string_view text) {
  auto record = parse_members<ShardRecord>(text);
  if (!record) return record;
  const auto refuse = [](std::string_view pointer, std::string_view expected) {
    return wrong_member(pointer, expected);
  };
  const Shard& shard = record->shard;
  if (shard.index < 1 || shard.index > shard.count || shard.count > Shard::most) return refuse("/shard", "1 up to /of");
  for (const ShardOverride& own : record->overrides) {
    if (own.metric >= record->metrics.size()) return refuse("/overrides", "metrics that are there");
  }
  for (const ShardSymbol& symbol : record->symbols) {
    if (symbol.metrics.size() != record->metrics.size()) return refuse("/symbols", "figures of every metric");
    if (!symbol.times) continue;
    if (*symbol.times >= record->tables.size()) return refuse("/symbols", "times that are in a table");
  }
  return record;
}

}  // namespace soak
