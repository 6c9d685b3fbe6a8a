// The rows of `soak status`, and its row about the verdict: what is open, what is worst, what gets worse.
#pragma once

#include <soak/analysis/advice/incident_view.hpp>
#include <soak/analysis/watch/status.hpp>
#include <soak/core/number.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/report/watch/instant_text.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace watch_detail {

[[nodiscard]] inline std::string owner_text(const std::optional<LockStatus>& lock) {
  if (!lock || !lock->is_held) return "";
  return lock->pid ? "process " + std::to_string(*lock->pid) : "a process";
}

/// A row of the page: its first line stands beside the name, the others below it.
struct StatusRow {
  std::string_view name;
  Light light = Light::none;
  std::vector<std::string> lines;
};

inline constexpr std::size_t verdict_lines = 5;

[[nodiscard]] inline std::string rounded_or_na(double value) {
  return is_gap(value) ? "n/a" : format_number(std::round(value * 100) / 100);
}

inline void add_open_incidents(StatusRow& row, const Summary& summary) {
  const auto open = view_incidents(summary).open;
  row.lines.push_back("now " + std::string(to_string(summary.present.now)) + ", " + std::to_string(open.size()) +
                      (open.size() == 1 ? " incident open" : " incidents open"));
  for (std::size_t i = 0; i < std::min(verdict_lines, open.size()); ++i) {
    const Incident& one = *open[i].incident;
    const std::string what = one.kind == IncidentKind::no_data
                                 ? "no data"
                                 : "worst " + rounded_or_na(one.worst) + " (limit " + rounded_or_na(one.limit) + ")";
    row.lines.push_back(std::string(to_string(one.level)) + " " + plain(one.symbol) + " " +
                        (open[i].is_whole_symbol ? "(all metrics)" : plain(one.metric)) + " since " + plain(one.since) +
                        ", " + what);
  }
  if (open.size() > verdict_lines) row.lines.push_back("... +" + std::to_string(open.size() - verdict_lines) + " more");
}

/// Of a summary that does not tell of incidents.
inline void add_worst_metrics(StatusRow& row, const Summary& summary) {
  const auto worst = worst_metrics(summary);
  for (std::size_t i = 0; i < std::min(verdict_lines, worst.size()); ++i) {
    row.lines.push_back(std::string(to_string(worst[i].status)) + " " + plain(worst[i].symbol) + " " +
                        plain(worst[i].metric) + ", last value " + rounded_or_na(worst[i].last));
  }
  if (worst.size() > verdict_lines) {
    row.lines.push_back("... +" + std::to_string(worst.size() - verdict_lines) + " more");
  }
}

/// What gets worse, as the runner remembers it.
inline void add_drifts(StatusRow& row, const StatusFacts& facts) {
  const auto drifts = facts.runner.value.value_or(RunnerState{}).drifts;
  for (std::size_t i = 0; i < std::min(verdict_lines, drifts.size()); ++i) {
    const LastingDrift& one = drifts[i];
    row.lines.push_back("getting worse: " + plain(one.symbol) + " " + plain(one.metric) + ", " +
                        (one.drift > 0 ? "+" : "") + rounded_or_na(one.drift) + " over its windows, seen since " +
                        format_iso8601(one.since));
  }
  if (drifts.size() > verdict_lines) {
    row.lines.push_back("... +" + std::to_string(drifts.size() - verdict_lines) + " more get worse");
  }
}

[[nodiscard]] inline StatusRow verdict_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"verdict", status.verdict, {}};
  if (!facts.summary.value) {
    row.lines = {facts.summary.problem.empty() ? "no analysis yet" : plain(facts.summary.problem, 300)};
    return row;
  }
  const Summary& summary = *facts.summary.value;
  const StatusCounts counts = summary.counts();
  std::string line(to_string(summary.verdict()));
  line += ", crit=" + std::to_string(counts.crit) + " warn=" + std::to_string(counts.warn) +
          " ok=" + std::to_string(counts.ok) + ", " + std::to_string(summary.windows) +
          (summary.windows == 1 ? " window" : " windows");
  if (summary.windows < summary.min_windows) line += " (" + std::to_string(summary.min_windows) + " required)";
  row.lines = {line + " of " + std::to_string(summary.symbols.size()) +
               (summary.symbols.size() == 1 ? " symbol, " : " symbols, ") + when_text(summary.generated_at, facts.now)};
  if (summary.is_judged()) {
    add_open_incidents(row, summary);
  } else {
    add_worst_metrics(row, summary);
  }
  add_drifts(row, facts);
  return row;
}

}  // namespace watch_detail

}  // namespace soak
