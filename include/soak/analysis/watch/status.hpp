// Where a soak stands and what is due next, from what its files say.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/analysis/alert/silence_rules.hpp>
#include <soak/analysis/archive/bundle_plan.hpp>
#include <soak/analysis/walk/night_calendar.hpp>
#include <soak/analysis/walk/phase_plan.hpp>
#include <soak/analysis/watch/last_tick.hpp>
#include <soak/analysis/watch/runner_due.hpp>
#include <soak/analysis/watch/windows_look.hpp>
#include <soak/core/lock_status.hpp>
#include <soak/model/alert/alert.hpp>
#include <soak/model/alert/incident_memory.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/model/alert/silences.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/publish/export_status.hpp>
#include <soak/model/summary/summary.hpp>
#include <soak/model/walk/journal.hpp>
#include <soak/model/walk/soak_run.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace soak {

/// What was found of a file: a value, or why it cannot be used. Neither: it is not there.
template <class T>
struct FoundValue {
  std::optional<T> value = {};
  std::string problem = {};
};

/// When the routine runs; the times of ops/cron and ops/systemd unless told otherwise.
struct StatusSchedule {
  std::chrono::minutes daily_at{6 * 60};        ///< local
  std::chrono::minutes weekly_at{5 * 60 + 30};  ///< local, on Mondays
  std::optional<double> interval_min;           ///< of the runner; nothing: as its state has it
  std::optional<std::int64_t> debounce_min;     ///< the same
  double min_readiness = limit::readiness;
};

/// Everything that was read. Times of files are those of their last change.
struct StatusFacts {
  Instant now{};
  UtcOffset offset;
  StatusSchedule schedule;
  std::string run_path;  ///< of the report; empty: none was found
  FoundValue<RunOverview> run;
  std::optional<LockStatus> run_lock;
  FoundValue<LastTick> tick;
  WindowsFacts windows;
  FoundValue<Summary> summary;
  FoundValue<AlertState> alert;
  bool is_alert_of_redis = false;
  std::vector<OutboxEntry> outbox;
  std::string outbox_problem;  ///< why an entry cannot be used
  FoundValue<IncidentMemory> incidents;
  FoundValue<Silences> silences;
  FoundValue<ExportStatus> exported;
  FoundValue<RunnerState> runner;
  std::optional<LockStatus> runner_lock;
  FoundValue<Instant> redis_heartbeat;  ///< asked for with --redis only
  bool asked_redis = false;
  FoundValue<GateReading> gate;
  std::optional<Instant> digest;
  std::optional<Instant> rollup;
  std::optional<Instant> bundle;  ///< of the release stamp
};

/// Something that happens again and again.
struct Due {
  std::string name;
  Instant at{};
  bool is_overdue = false;  ///< `at` lies behind, or the last time was missed
};

enum class Light { none, ok, warn, crit };

[[nodiscard]] constexpr std::string_view to_string(Light light) noexcept {
  constexpr std::string_view names[] = {"NONE", "OK", "WARN", "CRIT"};
  return names[static_cast<std::size_t>(light)];
}

[[nodiscard]] constexpr Light windows_light(const WindowsLook& look) noexcept {
  if (look.status == CheckStatus::ok) return Light::ok;
  return look.status == CheckStatus::skip ? Light::none : Light::warn;
}

struct Status {
  Light phase = Light::none;
  WindowsLook windows = {};
  Light verdict = Light::none;
  Light alert = Light::none;
  Light exported = Light::none;
  Light runner = Light::none;
  Light gate = Light::none;
  ReleaseDecision release = {};  ///< by the gate
  std::int64_t debounce_remaining_min = 0;
  std::optional<Instant> phase_until;  ///< if the run goes on as it does
  std::optional<Instant> last_cycle;   ///< of the runner
  std::optional<double> interval_min;  ///< of the runner
  std::vector<Due> due;                ///< in the order of time
};

/// The first instant after `now` at which local clocks show `at`, on any day or only on Mondays.
[[nodiscard]] inline Instant next_local_time(Instant now, std::chrono::minutes at, bool only_mondays,
                                             const UtcOffset& offset) {
  Date day = local_date(now, offset);
  while (true) {
    const bool fits = !only_mondays || std::chrono::weekday{day} == std::chrono::Monday;
    const Instant instant = instant_of_local(day, at, offset);
    if (fits && instant > now) return instant;
    day += std::chrono::days(1);
  }
}

/// The last instant up to `now` at which local clocks showed `at`.
[[nodiscard]] inline Instant last_local_time(Instant now, std::chrono::minutes at, bool only_mondays,
                                             const UtcOffset& offset) {
  Date day = local_date(now, offset);
  while (true) {
    const bool fits = !only_mondays || std::chrono::weekday{day} == std::chrono::Monday;
    const Instant instant = instant_of_local(day, at, offset);
    if (fits && instant <= now) return instant;
    day -= std::chrono::days(1);
  }
}

namespace watch_detail {

/// A routine is overdue if it left nothing since its last time; half an hour is what it may take.
[[nodiscard]] inline Due routine_due(std::string name, const std::optional<Instant>& last_made, std::chrono::minutes at,
                                     bool only_mondays, const StatusFacts& facts) {
  constexpr std::chrono::minutes patience{30};
  const Instant last = last_local_time(facts.now, at, only_mondays, facts.offset);
  const bool is_overdue = last_made && *last_made < last && facts.now - last > patience;
  return {std::move(name), next_local_time(facts.now, at, only_mondays, facts.offset), is_overdue};
}

[[nodiscard]] inline Light light_of(Level level) noexcept {
  return level == Level::crit ? Light::crit : level == Level::warn ? Light::warn : Light::ok;
}

/// By what is open now, where the summary tells it; else by all its windows.
[[nodiscard]] inline Light verdict_light(const Summary& summary) noexcept {
  return light_of(summary.is_judged() ? level_of(summary.present.now) : summary.verdict());
}

[[nodiscard]] inline Light phase_light(const StatusFacts& facts) {
  if (!facts.run.problem.empty() || !facts.tick.problem.empty()) return Light::crit;
  const auto& run = facts.run.value;
  const auto& tick = facts.tick.value;
  if (!run && !tick) return Light::none;
  if (run && run->status == "failed") return Light::crit;
  if (tick && (!run || run->is_running())) {
    if (tick->entry.status == "FAIL") return Light::crit;
    if (tick->entry.status == "WARN") return Light::warn;
  }
  const bool is_stopped = run && run->is_running() && !(facts.run_lock && facts.run_lock->is_held);
  return is_stopped ? Light::warn : Light::ok;
}

inline void add_run_due(Status& status, const StatusFacts& facts) {
  const auto& run = facts.run.value;
  const bool is_alive = facts.run_lock && facts.run_lock->is_held;
  if (!run || !run->is_running() || !is_alive || !run->saved_at) return;
  status.phase_until = *run->saved_at + (run->length - run->awake);
  if (run->tick_step.count() <= 0) return;
  const PhasePlan plan(run->length, run->tick_step);
  if (static_cast<std::size_t>(run->ticks) >= plan.ticks()) return;
  const Instant at = *run->saved_at + (plan.due(static_cast<std::size_t>(run->ticks)) - run->awake);
  status.due.push_back({"tick", at, facts.now - at > std::chrono::minutes(5)});
}

inline void judge_runner(Status& status, const StatusFacts& facts) {
  const auto& state = facts.runner.value;
  const auto& lock = facts.runner_lock;
  const bool is_alive = lock && lock->is_held;
  if (state) status.last_cycle = state->heartbeat_at;
  if (is_alive) status.last_cycle = std::max(status.last_cycle.value_or(lock->refreshed_at), lock->refreshed_at);
  status.interval_min = facts.schedule.interval_min;
  if (!status.interval_min && state && state->interval_min > 0) status.interval_min = state->interval_min;
  if (!facts.runner.problem.empty()) status.runner = Light::warn;
  if (!state && !lock) return;
  // An owner that died leaves its file; one that was told to stop, or cron's single cycle, removes it.
  status.runner = is_alive || !lock ? Light::ok : Light::crit;
  if (state && state->analysis_failures > 0) status.runner = std::max(status.runner, Light::warn);
  // Without a process cron may be the one that runs the cycles.
  const auto at = next_cycle(status.last_cycle, status.interval_min);
  if (!at) return;
  const bool is_overdue = is_cycle_overdue(*at, facts.now);
  if (is_overdue) status.runner = Light::crit;
  status.due.push_back({"runner cycle", *at, is_overdue});
}

inline void judge_alert(Status& status, const StatusFacts& facts) {
  std::int64_t debounce = facts.schedule.debounce_min.value_or(0);
  if (!facts.schedule.debounce_min && facts.runner.value) debounce = facts.runner.value->debounce_min;
  if (facts.alert.value) {
    status.alert = Light::ok;
    status.debounce_remaining_min = debounce_remaining_min(facts.alert.value->last_sent_at, facts.now, debounce);
  }
  if (!facts.alert.problem.empty() || !facts.outbox_problem.empty()) status.alert = Light::warn;
  for (const OutboxEntry& entry : facts.outbox) {
    status.alert = std::max(status.alert, Light::ok);
    for (const PendingChannel& channel : entry.pending) {
      if (channel.attempts > 0) status.alert = Light::warn;
    }
  }
}

}  // namespace watch_detail

[[nodiscard]] inline Status judge_status(const StatusFacts& facts) {
  Status status;
  status.phase = watch_detail::phase_light(facts);
  status.windows = look_at_windows(facts.windows, facts.now, fresh_windows);
  if (facts.summary.value) status.verdict = watch_detail::verdict_light(*facts.summary.value);
  if (!facts.summary.problem.empty()) status.verdict = Light::warn;
  if (const auto& exported = facts.exported.value)
    status.exported = exported->ok() && exported->consecutive_failures == 0 ? Light::ok : Light::warn;
  if (!facts.exported.problem.empty()) status.exported = Light::warn;
  if (const auto& gate = facts.gate.value) {
    status.release = decide_release(*gate, facts.schedule.min_readiness, false);
    status.gate = status.release.is_ready() ? Light::ok : Light::crit;
  }
  if (!facts.gate.problem.empty()) status.gate = Light::crit;
  watch_detail::judge_alert(status, facts);
  watch_detail::add_run_due(status, facts);
  watch_detail::judge_runner(status, facts);
  status.due.push_back(watch_detail::routine_due("daily", facts.digest, facts.schedule.daily_at, false, facts));
  status.due.push_back(watch_detail::routine_due("weekly", facts.rollup, facts.schedule.weekly_at, true, facts));
  if (facts.bundle) {
    const Instant at = *facts.bundle + bundle_due;
    status.due.push_back({"bundle", at, facts.now > *facts.bundle + bundle_overdue});
  }
  std::stable_sort(status.due.begin(), status.due.end(), [](const Due& a, const Due& b) { return a.at < b.at; });
  return status;
}

/// The symbol-metrics that are worst, CRIT before WARN, in the order of the summary: "CRIT SOLUSDT edge_bps 1.2".
struct WorstMetric {
  std::string symbol;
  std::string metric;
  Level status = Level::ok;
  double last = gap;
};

[[nodiscard]] inline std::vector<WorstMetric> worst_metrics(const Summary& summary) {
  std::vector<WorstMetric> worst;
  for (const SymbolSummary& symbol : summary.symbols) {
    for (const MetricSummary& metric : symbol.metrics) {
      if (metric.status != Level::ok)
        worst.push_back({symbol.symbol, metric.metric, metric.status, metric.extent.last});
    }
  }
  std::stable_sort(worst.begin(), worst.end(),
                   [](const WorstMetric& a, const WorstMetric& b) { return a.status > b.status; });
  return worst;
}

/// Those that are open, worst first; they point into `summary`.
[[nodiscard]] inline std::vector<const Incident*> open_incidents(const Summary& summary) {
  std::vector<const Incident*> open;
  for (const Incident& incident : summary.incidents) {
    if (incident.is_open()) open.push_back(&incident);
  }
  return open;
}

}  // namespace soak
