// A week of days: medians, p90, the trend against the week before, GO or NO-GO.
#pragma once

#include <soak/analysis/daily/daily_digest.hpp>
#include <soak/core/civil.hpp>
#include <soak/core/stats.hpp>
#include <soak/model/json/writer.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

struct WeeklyMetric {
  std::string name;
  double median = gap;
  double p90 = gap;
  double previous_median = gap;  ///< of the week before
  int decimals = 2;
};

struct WeeklyRollup {
  Date from{};
  Date to{};  ///< the last day, inclusive
  std::size_t days = 0;
  std::vector<WeeklyMetric> metrics;
  std::vector<std::string> reasons;  ///< why not; empty means GO
  std::int64_t ts = 0;

  [[nodiscard]] std::string_view verdict() const noexcept { return reasons.empty() ? "GO" : "NO-GO"; }
};

namespace daily_detail {

[[nodiscard]] inline std::vector<double> figures_of(std::span<const DayFigures> days, double DayFigures::*figure) {
  std::vector<double> values;
  for (const DayFigures& day : days) values.push_back(day.*figure);
  return values;
}

}  // namespace daily_detail

/// `week` and `before` hold a day each that has figures, in any order; `newest` is the gate of the week's last day. GO
/// asks for at least `min_days` days, for medians none of which fails its daily limit, and for a newest gate that
/// passed.
[[nodiscard]] inline WeeklyRollup weekly_rollup(std::span<const DayFigures> week, std::span<const DayFigures> before,
                                                const GateReading& newest, Date to, std::size_t min_days,
                                                std::int64_t ts) {
  WeeklyRollup rollup;
  rollup.from = to - std::chrono::days{6};
  rollup.to = to;
  rollup.days = week.size();
  rollup.ts = ts;
  DayFigures medians;
  for (const DayMetric& metric : day_metrics) {
    const std::vector<double> values = daily_detail::figures_of(week, metric.figure);
    WeeklyMetric one{std::string(metric.name), median(values), quantile(values, 0.9),
                     median(daily_detail::figures_of(before, metric.figure)), metric.decimals};
    medians.*metric.figure = one.median;
    rollup.metrics.push_back(std::move(one));
  }
  if (week.size() < min_days) {
    rollup.reasons.push_back("only " + std::to_string(week.size()) + " of 7 days have figures, " +
                             std::to_string(min_days) + " required");
  }
  for (const DayCheck& check : day_checks(medians)) {
    if (check.level != Level::crit) continue;
    rollup.reasons.push_back("median " + check.name + " is " + text_or_na(check.value, check.decimals) +
                             ", the limit " + text_or_na(check.limit, check.decimals));
  }
  for (const DayCheck& check : gate_day_checks(newest)) {
    if (check.level != Level::crit) continue;
    rollup.reasons.push_back("on the last day " + check.name + " is " + text_or_na(check.value, check.decimals) +
                             ", the limit " + text_or_na(check.limit, check.decimals));
  }
  return rollup;
}

/// The text of WEEKLY_ROLLUP.json, ending with LF.
[[nodiscard]] inline std::string to_json(const WeeklyRollup& rollup) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.key("period");
  json.begin_object(JsonWriter::Layout::line);
  json.member("from", format_date(rollup.from));
  json.member("to", format_date(rollup.to));
  json.end_object();
  json.key("metrics");
  json.begin_object();
  for (const WeeklyMetric& metric : rollup.metrics) {
    json.key(metric.name);
    json.begin_object(JsonWriter::Layout::line);
    json.member("median", metric.median);
    json.member("p90", metric.p90);
    json.member("previous_median", metric.previous_median);
    json.member("trend", change_name(metric.previous_median, metric.median));
    json.end_object();
  }
  json.end_object();
  json.member("verdict", rollup.verdict());
  json.member("ts", rollup.ts);
  json.member("days", rollup.days);
  json.key("reasons");
  json.begin_array();
  for (const std::string& reason : rollup.reasons) json.value(reason);
  json.end_array();
  json.end_object();
  return out + '\n';
}

}  // namespace soak
