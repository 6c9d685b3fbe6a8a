// The continuous runner's cycle: analyze, report, export, alert, tell that it lives.
//
// What is decided is in analysis/; what is remembered is the alert state (flow/alert/alert_state_store.hpp), what is
// still to be delivered (flow/alert/outbox.hpp) and RunnerState.
#pragma once

#include <soak/analysis/alert/condition_change.hpp>
#include <soak/analysis/alert/drift_tracking.hpp>
#include <soak/analysis/windows/violations.hpp>
#include <soak/flow/alert/incident_store.hpp>
#include <soak/flow/files/state_file.hpp>
#include <soak/flow/runner/alert_dispatcher.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/flow/runner/cycle.hpp>
#include <soak/flow/runner/cycle_export.hpp>
#include <soak/flow/runner/cycle_telemetry.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/summary/summary_json.hpp>
#include <soak/report/alert/alert_text.hpp>
#include <soak/report/alert/runner_lines.hpp>

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soak {

/// For one process at a time: the caller holds the lock.
class ContinuousRunner {
 public:
  ContinuousRunner(const ContinuousRunner&) = delete;
  ContinuousRunner& operator=(const ContinuousRunner&) = delete;
  ContinuousRunner(ContinuousSettings settings, RunnerPorts ports)
      : settings_(std::move(settings)),
        ports_(std::move(ports)),
        alerts_(settings_, ports_.send, state_, ports_.now()) {
    load_state();
  }

  CycleResult cycle() {
    const Stopwatch watch;
    const Instant now = ports_.now();
    RedisLink redis(ports_.redis);
    Cycle cycle{.now = now, .is_rehearsal = settings_.exports.is_rehearsal};
    ++state_.cycles_total;
    say(Severity::info, policy_line(settings_.env(), settings_.severity()));
    analyze(cycle, redis);
    if (cycle.analysis) {
      check_unchanged(cycle);
      if (!settings_.dry_run) export_to_redis(cycle, redis);
      watch_windows(cycle);
      state_.drifts = follow_drifts(state_.drifts, cycle.analysis->summary, settings_.metrics, now);
      alerts_.decide(cycle, redis);
    }
    watch_analysis(cycle);
    if (!settings_.dry_run) {
      if (cycle.raised) save_state();
      alerts_.deliver(now, redis);
      alerts_.remember_verdict(cycle, redis);
      if (cycle.status == ExitStatus::done) heartbeat(cycle, redis, watch.elapsed().count());
      const Summary* const summary = cycle.status == ExitStatus::done ? &cycle.analysis->summary : nullptr;
      write_fleet_note(redis, settings_, fleet_note(metrics(cycle, 0), summary, ports_.now()));
      save_state();
    }
    report_cycle(cycle, watch.elapsed().count());
    return {cycle.status, cycle.analysis && cycle.verdict == Level::crit};
  }

  /// Tries again what is due in the outbox.
  void deliver_pending() {
    RedisLink redis(ports_.redis);
    alerts_.escalate(ports_.now(), redis);
    alerts_.deliver(ports_.now(), redis);
    save_state();
  }

  /// The last word of a holder whose lease is ending because Redis is away.
  void warn_before_silence() {
    const std::int64_t enough = settings_.redis_down_max;
    Cycle cycle{.now = ports_.now(), .is_rehearsal = settings_.exports.is_rehearsal};
    if (!is_repeated_warning_due(enough, enough, state_.redis_warned_at, cycle.now, settings_.debounce_min)) return;
    alerts_.raise(cycle, alert_topic::redis, Level::warn, lease_ending_message(cycle.now, settings_.context()));
    state_.redis_warned_at = cycle.now;
    deliver_pending();
  }

  /// How long until deliver_pending is worth calling; nothing if nothing waits.
  [[nodiscard]] std::optional<std::chrono::milliseconds> next_delivery() const {
    const Instant now = ports_.now();
    const auto due = alerts_.next_due(now);
    if (!due) return std::nullopt;
    return std::chrono::ceil<std::chrono::milliseconds>(*due - now);
  }

 private:
  /// What the page says beside the windows.
  [[nodiscard]] PageState page_state(Instant now, RedisLink& redis) const {
    if (!settings_.reports.html) return {};
    return {page_place(settings_.env(), settings_.exchange()),
            read_silences(silences_path(settings_.state_dir, settings_.env(), settings_.exchange()), redis,
                          prefixed_key(settings_.exports, "soak:silences")),
            now};
  }

  void analyze(Cycle& cycle, RedisLink& redis) {
    auto analysis = ports_.analyze();
    if (!analysis) return fail(cycle, analysis.error());
    for (const std::string& warning : analysis->warnings) diagnose(Severity::warn, warning);
    if (analysis->is_made_up && !settings_.takes_made_up()) {
      return fail(cycle, made_up_error("the windows in env " + settings_.env(), "--rehearsal"));
    }
    cycle.is_rehearsal = cycle.is_rehearsal || analysis->is_made_up;
    cycle.analysis = std::move(*analysis);
    cycle.verdict = cycle.analysis->summary.counts().verdict();
    cycle.violations = find_violations(cycle.analysis->series, settings_.metrics, cycle.analysis->summary.symbols);
    cycle.summary_text = to_json(cycle.analysis->summary);
    cycle.digest = summary_digest(cycle.summary_text);
    if (settings_.dry_run) return;
    // A verdict that cannot be written down can still be told.
    auto written = write_reports(*cycle.analysis, settings_.metrics, settings_.reports, page_state(cycle.now, redis));
    if (!written) return fail(cycle, written.error());
    cycle.summary_text = std::move(*written);
  }

  static void fail(Cycle& cycle, const Error& error) {
    cycle.status = exit_status_of(error.code);
    cycle.failure = error.message;
    say(Severity::warn, "Analyzer returned " + std::to_string(static_cast<int>(cycle.status)));
    diagnose(Severity::warn, error.message);
  }

  void check_unchanged(Cycle& cycle) {
    cycle.is_unchanged = cycle.digest == state_.exported_sha256 && export_target() == state_.exported_to;
    if (cycle.is_unchanged) say(Severity::info, unchanged_line);
  }

  [[nodiscard]] std::string export_target() const {
    if (!settings_.does_export) return "nowhere";
    return settings_.redis_display + (settings_.exports.stream ? " stream" : "");
  }

  /// Nobody named a Redis, the default one was not there in the last cycles, and it is not now.
  [[nodiscard]] bool is_redis_none_of_ours(RedisLink& redis) const {
    const bool was_exported_to = settings_.does_export && state_.exported_to == export_target();
    return !settings_.is_redis_asked_for && !was_exported_to && !redis.client();
  }

  void export_to_redis(Cycle& cycle, RedisLink& redis) {
    if (settings_.does_export && is_redis_none_of_ours(redis)) {
      cycle.exported = no_export(settings_, cycle.now);
      return;
    }
    if (settings_.does_export) {
      cycle.exported = export_cycle(redis, cycle.analysis->summary, cycle.violations, settings_, cycle.now,
                                    cycle.is_unchanged, export_failures_);
      export_failures_ = cycle.exported->consecutive_failures;
    } else {
      cycle.exported = ExportStatus{.ts = cycle.now, .summary = false, .violations = false, .reason = "disabled"};
    }
    if (cycle.exported->ok() || !settings_.does_export) {
      state_.redis_warned_at.reset();
      state_.exported_sha256 = cycle.digest;
      state_.exported_to = export_target();
      return;
    }
    ++state_.export_failures_total;
    warn_of_redis(cycle);
  }

  void warn_of_redis(Cycle& cycle) {
    const auto failures = static_cast<std::int64_t>(export_failures_);
    if (!is_repeated_warning_due(failures, settings_.redis_down_max, state_.redis_warned_at, cycle.now,
                                 settings_.debounce_min)) {
      return;
    }
    alerts_.raise(cycle, alert_topic::redis, Level::warn, redis_down_message(failures, cycle.now, settings_.context()));
    state_.redis_warned_at = cycle.now;
  }

  void watch_windows(Cycle& cycle) {
    const std::string newest = newest_window(cycle);
    cycle.has_new_window = newest != state_.newest_window;
    const ConditionChange change = note_windows(state_, newest, cycle.now, settings_.max_window_age_min);
    if (settings_.alert_on == AlertOn::incidents) {
      if (state_.windows_raised) cycle.silent_since = state_.windows_seen_at;
      return;
    }
    if (change == ConditionChange::none) return;
    const bool is_overdue = change == ConditionChange::raise;
    alerts_.raise(cycle, alert_topic::windows, is_overdue ? Level::warn : Level::ok,
                  is_overdue ? no_windows_message(*state_.windows_seen_at, cycle.now, settings_.context())
                             : windows_back_message(cycle.now, settings_.context()));
  }

  void watch_analysis(Cycle& cycle) {
    const ConditionChange change = note_analysis(state_, cycle.status != ExitStatus::done);
    if (change == ConditionChange::none) return;
    const bool is_failing = change == ConditionChange::raise;
    alerts_.raise(cycle, alert_topic::analysis, is_failing ? Level::warn : Level::ok,
                  is_failing
                      ? no_analysis_message(state_.analysis_failures, cycle.failure, cycle.now, settings_.context())
                      : analysis_back_message(cycle.now, settings_.context()));
  }

  void heartbeat(const Cycle& cycle, RedisLink& redis, double seconds) {
    state_.heartbeat_at = ports_.now();
    const auto key = write_heartbeat(redis, settings_, *state_.heartbeat_at, metrics(cycle, seconds));
    if (key) {
      say(Severity::info, heartbeat_line(*key, *state_.heartbeat_at));
    } else if (!is_redis_none_of_ours(redis)) {
      diagnose(Severity::warn, "the heartbeat is not in Redis: " + key.error().message);
    }
  }

  [[nodiscard]] RunnerMetrics metrics(const Cycle& cycle, double seconds) const {
    RunnerMetrics metrics = runner_metrics(state_);
    metrics.window_age_limit_s = 60 * settings_.max_window_age_min;
    metrics.cycle_seconds = seconds;
    metrics.debounce_remaining_min = cycle.remaining_min;
    metrics.export_failures_in_row = static_cast<std::int64_t>(export_failures_);
    metrics.alerts_pending = alerts_.waiting_deliveries();
    metrics.attention = alerts_.attention(cycle.now);
    metrics.lease = settings_.lease;
    if (cycle.analysis) add_analysis(metrics, cycle.analysis->summary, cycle.violations);
    if (state_.windows_raised) add_silent_run(metrics);
    return metrics;
  }

  void report_cycle(const Cycle& cycle, double seconds) const;
  [[nodiscard]] std::string state_path() const {
    return own_state_path(settings_.state_dir, artifact_name::runner_state, settings_.env(), settings_.exchange());
  }
  void load_state();
  void save_state() const;

  ContinuousSettings settings_;
  RunnerPorts ports_;
  RunnerState state_;
  AlertDispatcher alerts_;
  std::size_t export_failures_ = 0;
};

/// Tells the log, the metrics file and the ping. A cycle is good for the ping if it analyzed and nothing waits for a
/// channel: whoever watches the ping is the last resort.
inline void ContinuousRunner::report_cycle(const Cycle& cycle, double seconds) const {
  const Summary summary = cycle.analysis ? cycle.analysis->summary : Summary();
  const std::string_view verdict = cycle_verdict(cycle.status == ExitStatus::done, cycle.is_unchanged, cycle.verdict);
  say(Severity::info, metrics_line(verdict, summary.windows, summary.symbols.size(), summary.counts(),
                                   static_cast<std::int64_t>(seconds * 1000)));
  const ExportStatus none{
      .summary = false, .violations = false, .reason = settings_.dry_run ? "dry_run" : "no_analysis"};
  say(Severity::info, cycle.exported.value_or(none).log_line());
  if (settings_.json_fd >= 0 && !cycle.summary_text.empty()) {
    (void)write_full(settings_.json_fd, one_line_json(cycle.summary_text) + "\n");
  }
  if (settings_.dry_run) return;
  write_metrics_file(settings_.metrics_file, metrics(cycle, seconds));
  ping(ports_.http, settings_.ping_url, ping_reason(cycle.failure, alerts_.waiting_deliveries()));
}

inline void ContinuousRunner::load_state() {
  auto earlier = read_state<RunnerState>(state_path(), parse_runner_state, "runner state ", " and begun anew");
  if (earlier && earlier->env == settings_.env() && earlier->exchange == settings_.exchange()) {
    state_ = std::move(*earlier);
  }
  state_.env = settings_.env();
  state_.exchange = settings_.exchange();
  state_.interval_min = settings_.interval_min;
  state_.debounce_min = settings_.debounce_min;
  state_.lock_file = settings_.lock_file;
}

inline void ContinuousRunner::save_state() const {
  const auto saved = write_file_atomically(state_path(), to_json(state_));
  if (!saved) diagnose(Severity::warn, "the runner's state is not kept: " + saved.error().message);
}

}  // namespace soak
