// SOAK_SUMMARY.json (docs/formats/soak_summary.md): one list of its members for the analysis, which writes it, and for
// the programs after it, whoever wrote the file.
#pragma once

#include <soak/model/json/file_sums.hpp>
#include <soak/model/json/members.hpp>
#include <soak/model/summary/comparison_json.hpp>
#include <soak/model/summary/summary.hpp>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace soak {

namespace summary_detail {

/// The limits of one symbol as they stand in the file.
struct SymbolLimits {
  std::string symbol = {};
  double warn = gap;
  double crit = gap;
};

/// One element of `thresholds`: a metric with its limits and how it is shown.
struct MetricLimits {
  std::string metric = {};
  bool is_bad_when_high = true;
  double warn = gap;
  double crit = gap;
  std::string title = {};
  std::size_t decimals = 2;
  std::vector<SymbolLimits> symbols = {};
};

struct HighOrLow {
  static void write(JsonWriter& json, bool is_high) { json.value(is_high ? "high" : "low"); }
  static bool read(const boost::json::value& from, bool& is_high) {
    const auto word = text_or_nothing(&from);
    if (word == "high" || word == "low") is_high = word == "high";
    return word == "high" || word == "low";
  }
};

void visit_members(MembersOf<SymbolLimits> auto& limits, auto&& visit) {
  visit("warn", limits.warn);
  visit("crit", limits.crit);
}

void visit_members(MembersOf<MetricLimits> auto& limits, auto&& visit) {
  visit("bad_when", limits.is_bad_when_high, HighOrLow{});
  visit("warn", limits.warn);
  visit("crit", limits.crit);
  visit("title", limits.title);
  visit("decimals", limits.decimals);
  visit.object("symbols", [&](auto&& inner) { inner.each_if_any(limits.symbols, &SymbolLimits::symbol); });
}

[[nodiscard]] inline std::vector<MetricLimits> limits_of(const MetricSet& metrics) {
  std::vector<MetricLimits> limits;
  for (const Metric& metric : metrics.metrics) {
    limits.push_back({metric.name,
                      metric.threshold.direction == Direction::bad_when_high,
                      metric.threshold.warn,
                      metric.threshold.crit,
                      metric.title,
                      static_cast<std::size_t>(metric.decimals),
                      {}});
  }
  for (const auto& [place, own] : metrics.overrides) {
    limits[place.second].symbols.push_back({place.first, own.warn, own.crit});
  }
  return limits;
}

[[nodiscard]] inline MetricSet metrics_of(const std::vector<MetricLimits>& limits) {
  MetricSet metrics;
  for (const MetricLimits& one : limits) {
    const auto direction = one.is_bad_when_high ? Direction::bad_when_high : Direction::bad_when_low;
    const std::string& title = one.title.empty() ? one.metric : one.title;
    const int decimals = static_cast<int>(std::min<std::size_t>(one.decimals, 15));
    for (const SymbolLimits& own : one.symbols) {
      metrics.overrides[{own.symbol, metrics.size()}] = {own.warn, own.crit};
    }
    metrics.metrics.push_back({one.metric, title, title, {direction, one.warn, one.crit}, decimals, decimals});
  }
  return metrics;
}

}  // namespace summary_detail

void visit_members(MembersOf<MetricIncident> auto& incident, auto&& visit) {
  visit("level", incident.level);
  visit("since_index", incident.since_index);
  visit("since", incident.since);
  visit("open", incident.is_open);
  visit("bad", incident.bad);
  visit("known", incident.known);
}

void visit_members(MembersOf<Incident> auto& incident, auto&& visit) {
  visit("id", incident.id);
  visit("symbol", incident.symbol);
  visit("metric", incident.metric);
  visit("level", incident.level);
  visit("opened", incident.opened);
  visit("since", incident.since);
  visit("closed", incident.closed);
  visit("worst", incident.worst);
  visit("bad", incident.bad);
  visit("known", incident.known);
  visit("kind", incident.kind, WordForm<parse_incident_kind>{});
  visit("since_index", incident.since_index);
  visit("opened_index", incident.opened_index);
  visit("closed_index", incident.closed_index);
  visit("level_since", incident.level_since);
  visit("good", incident.good);
  visit("last", incident.last);
  visit("limit", incident.limit);
}

void visit_members(MembersOf<RecentWindows> auto& recent, auto&& visit) {
  visit("known", recent.known);
  visit("warn", recent.warn);
  visit("crit", recent.crit);
}

void visit_members(MembersOf<MetricSummary> auto& metric, auto&& visit) {
  visit("median", metric.median);
  visit("last", metric.extent.last);
  visit("trend", metric.trend);
  visit.required("status", metric.status);
  visit("min", metric.extent.min);
  visit("max", metric.extent.max);
  visit("gaps", metric.extent.gaps);
  visit("known", metric.quality.known);
  visit("stale", metric.quality.is_stale);
  visit("out_of_range", metric.quality.out_of_range);
  visit("coverage", metric.quality.coverage);
  visit("trend_p", metric.drift.p);
  visit("trend_confirmed", metric.drift.is_confirmed);
  visit("drift", metric.drift.drift);
  visit("changed_at", metric.drift.changed_at);
  visit.object_or_null("incident", metric.incident,
                       [](auto& incident, auto&& inner) { visit_members(incident, inner); });
  visit.object(
      "recent", [&](auto&& inner) { visit_members(metric.recent, inner); }, JsonWriter::Layout::line);
}

void visit_members(MembersOf<SymbolSummary> auto& symbol, auto&& visit) {
  visit.each(symbol.metrics, &MetricSummary::metric, JsonWriter::Layout::line);
}

void visit_members(MembersOf<Overall> auto& overall, auto&& visit) {
  visit.required("crit_count", overall.counts.crit);
  visit.required("warn_count", overall.counts.warn);
  visit.required("ok_count", overall.counts.ok);
  visit.required("verdict", overall.verdict);
}

void visit_members(MembersOf<Present> auto& present, auto&& visit) {
  visit("now", present.now, WordForm<parse_condition>{});
  visit("open_incidents", present.open_incidents);
  visit("bad_windows", present.bad_windows);
  visit("known_windows", present.known_windows);
}

void visit_members(MembersOf<RunMeta> auto& meta, auto&& visit) {
  visit("commit_range", meta.commit_range);
  visit("profile", meta.profile);
  visit("source", meta.source);
}

void visit_members(MembersOf<InputOddities> auto& oddities, auto&& visit) {
  visit("text_numbers", oddities.text_numbers);
  visit("times_not_understood", oddities.bad_times);
  visit("repeated_windows", oddities.repeated);
  visit("rewritten_windows", oddities.rewritten);
  visit("restarts", oddities.restarts);
  visit("pauses", oddities.pauses);
}

void visit_members(MembersOf<Summary> auto& summary, auto&& visit) {
  visit.required("generated_at_utc", summary.generated_at);
  visit.required("windows", summary.windows);
  visit("min_windows_required", summary.min_windows);
  visit.object("symbols", [&](auto&& inner) { inner.each(summary.symbols, &SymbolSummary::symbol); });
  Overall overall{summary.counts(), summary.verdict()};
  visit.object("overall", [&](auto&& inner) {
    visit_members(overall, inner);
    visit_members(summary.present, inner);
  });
  visit.object("meta", [&](auto&& inner) { visit_members(summary.meta, inner); });
  auto limits = summary_detail::limits_of(summary.metrics);
  visit.object("thresholds", [&](auto&& inner) {
    inner.each_if_any(limits, &summary_detail::MetricLimits::metric, JsonWriter::Layout::line);
  });
  visit("input_windows", summary.input_windows);
  visit("skipped_files", summary.skipped.files);
  visit("skipped_records", summary.skipped.records);
  visit.object("data_quality", [&](auto&& inner) { visit_members(summary.oddities, inner); });
  visit.objects_if_any("incidents", summary.incidents);
  visit("without", summary.left_out);
  visit("last_window", summary.last_window);
  visit.object_if_any("comparison", summary.comparison,
                      [](auto& comparison, auto&& inner) { visit_members(comparison, inner); });
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(summary)>>) {
    visit("files", summary.files, FileSumsForm{});
    summary.claimed = overall;
    summary.metrics = summary_detail::metrics_of(limits);
  }
}

/// The text of SOAK_SUMMARY.json, ending with LF.
[[nodiscard]] inline std::string to_json(const Summary& summary) { return members_json(summary) + '\n'; }

/// What must be in a document: all that the guide lists, or whatever there is.
using SummaryDemand = MemberReader::Demand;

/// Reads a SOAK_SUMMARY document. The error names the member and what it should be; the caller adds the file's name.
/// Members that it does not know are left alone.
[[nodiscard]] inline Result<Summary> summary_of(const boost::json::value& document,
                                                SummaryDemand demand = SummaryDemand::what_is_required) {
  constexpr std::size_t unknown = SIZE_MAX;
  Summary summary;
  summary.input_windows = unknown;
  auto read = read_members<Summary>(document, std::move(summary), demand);
  if (read && read->input_windows == unknown) read->input_windows = read->windows;
  return read;
}

[[nodiscard]] inline Result<Summary> parse_summary(std::string_view text) {
  const auto document = parse_json(text);
  if (!document) return document.error();
  return summary_of(*document);
}

}  // namespace soak
