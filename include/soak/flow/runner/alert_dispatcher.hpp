// Alerts of the continuous runner: decide, put into the outbox, deliver, remember.
//
// The order is what keeps alerts from being lost or repeated: an alert is in the outbox before anything says that it
// was raised, and the alert state knows of it before the outbox forgets it. A crash repeats at most what was being
// sent.
#pragma once

#include <soak/analysis/alert/decision.hpp>
#include <soak/analysis/alert/signature.hpp>
#include <soak/flow/alert/alert_state_store.hpp>
#include <soak/flow/alert/delivery.hpp>
#include <soak/flow/alert/outbox.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/flow/runner/cycle.hpp>
#include <soak/flow/runner/incident_alerts.hpp>
#include <soak/model/alert/runner_state.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/alert/alert_text.hpp>
#include <soak/report/alert/runner_lines.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// One of the guide's lines on standard output. A log that went away must not stop the runner.
inline void say(Severity severity, std::string_view line) { (void)print(log_line(severity, line)); }

namespace runner_detail {

/// What an alert about the verdict says beside its text.
struct Violated {
  std::string signature = {};
  bool severity_increased = false;
  std::optional<ViolationSet> set = {};
};

}  // namespace runner_detail

/// Refers to what it is given; all of it outlives the dispatcher.
class AlertDispatcher {
 public:
  AlertDispatcher(const ContinuousSettings& settings, const AlertSender& send, RunnerState& state, Instant now)
      : settings_(settings),
        send_(send),
        state_(state),
        alert_state_({settings_.state_dir, settings_.env(), settings_.exchange(),
                      prefixed_key(settings_.exports, "soak:alert_state"),
                      prefixed_key(settings_.exports, settings_.alert_key), settings_.debounce_min}),
        outbox_({outbox_path(settings_.state_dir, settings_.env(), settings_.exchange()), settings_.env(),
                 settings_.exchange(), settings_.dry_run},
                now),
        incidents_(settings_, outbox_) {
    if (!settings_.dry_run && has_channels()) outbox_.keep_channels(settings_.all_channels());
  }

  void decide(Cycle& cycle, RedisLink& redis) {
    if (settings_.alert_on == AlertOn::incidents) {
      const auto changes = incidents_.decide(cycle, redis);
      state_.incidents_opened_total += changes.opened;
      state_.incidents_recovered_total += changes.recovered;
    } else {
      decide_on_verdict(cycle, redis);
    }
    state_.last_verdict = cycle.verdict;
  }

  /// Tells of what nobody acknowledged, between two cycles.
  void escalate(Instant now, RedisLink& redis) {
    const auto due = incidents_.next_escalation();
    if (!due || *due > now) return;
    incidents_.read_silences_anew(redis);
    (void)incidents_.escalate(now);
  }

  void decide_on_verdict(Cycle& cycle, RedisLink& redis) {
    AlertInput input{.verdict = cycle.verdict,
                     .min_severity = settings_.least_severity(),
                     .set = violation_set(cycle.violations),
                     .debounce_min = settings_.debounce_min,
                     .unchanged = cycle.is_unchanged || cycle.digest == state_.alerted_sha256};
    if (settings_.debounce_min > 0) {
      cycle.earlier = settings_.dry_run ? alert_state_.load_local() : alert_state_.load(redis, cycle.now);
      input.earlier = with_pending(cycle.earlier, outbox_.find(alert_topic::soak), state_.last_verdict);
    }
    const AlertDecision decision = decide_alert(input, cycle.now);
    cycle.remaining_min = decision.remaining_min;
    if (decision.action == AlertAction::debounced) {
      say(Severity::info,
          debounced_line(*input.earlier, cycle.verdict, settings_.debounce_min, decision.remaining_min));
      ++state_.alerts_debounced_total;
    }
    if (decision.action == AlertAction::send) {
      if (const auto line = input.earlier ? bypass_line(decision, *input.earlier, cycle.verdict) : std::nullopt) {
        say(Severity::info, *line);
      }
      const bool increased = decision.reason == AlertReason::severity_increase;
      raise(cycle, alert_topic::soak, cycle.verdict,
            verdict_message(cycle.analysis->summary, settings_.metrics, cycle.violations, settings_.context()),
            {.signature = violations_signature(cycle.violations),
             .severity_increased = increased,
             .set = std::move(input.set)});
      state_.alerted_sha256 = cycle.digest;
    }
  }

  void raise(Cycle& cycle, std::string_view topic, Level level, std::string text,
             runner_detail::Violated violated = {}) {
    if (cycle.is_rehearsal) text = rehearsal_message(text);
    Alert alert = with_identity({.id = {},
                                 .topic = std::string(topic),
                                 .level = level,
                                 .env = settings_.env(),
                                 .exchange = settings_.exchange(),
                                 .raised_at = cycle.now,
                                 .signature = std::move(violated.signature),
                                 .severity_increased = violated.severity_increased,
                                 .text = std::move(text),
                                 .set = std::move(violated.set)});
    cycle.raised = true;
    const std::string headline = alert.text.substr(0, alert.text.find('\n'));
    if (!has_channels()) {
      diagnose(Severity::warn, "an alert is due, but no channel is given (--alert): " + headline);
    } else if (settings_.dry_run) {
      std::string channels;
      for (const std::string& channel : channels_for(alert)) channels += (channels.empty() ? "" : ", ") + channel;
      say(Severity::info, "DRY_RUN would send to " + printable(channels) + ":\n" + alert.text);
    } else {
      if (settings_.verbose) diagnose(Severity::info, "alert " + alert.id + " raised: " + headline);
      const std::vector<std::string> channels = channels_for(alert);
      outbox_.put(std::move(alert), channels);
    }
  }

  /// A run without channels leaves what waits to one that has them.
  void deliver(Instant now, RedisLink& redis) {
    if (!has_channels()) return;
    const auto counts = deliver_due(outbox_, send_, now, settings_.retry_pause, [&](const Alert& alert) {
      if (alert.topic != alert_topic::soak && alert.topic != alert_topic::incidents) return;
      say(Severity::info, sent_line(alert.level, alert.severity_increased));
      if (settings_.debounce_min <= 0) return;
      alert_state_.save(redis,
                        {.last_sent_at = now,
                         .last_level = alert.level,
                         .last_signature = alert.signature,
                         .last_verdict = state_.last_verdict.value_or(alert.level),
                         .updated_at = now,
                         .last_set = alert.set},
                        now);
      recorded_at_ = now;
    });
    state_.alerts_sent_total += counts.sent;
    state_.alerts_failed_total += counts.failed;
  }

  /// The verdict is kept every cycle, or a WARN between two CRITs would go unnoticed. An alert that was sent in this
  /// cycle has it already.
  void remember_verdict(const Cycle& cycle, RedisLink& redis) {
    if (!cycle.analysis || !cycle.earlier || recorded_at_ == cycle.now) return;
    AlertState state = not_later_than(*cycle.earlier, cycle.now);
    state.last_verdict = cycle.verdict;
    if (state == *cycle.earlier) return;
    state.updated_at = cycle.now;
    alert_state_.save(redis, state, cycle.now);
  }

  [[nodiscard]] std::int64_t waiting_deliveries() const noexcept { return outbox_.deliveries(); }

  /// Nothing if the runner alerts on the verdict, which nobody acknowledges.
  [[nodiscard]] std::optional<AttentionMetrics> attention(Instant now) const {
    if (settings_.alert_on != AlertOn::incidents) return std::nullopt;
    return incidents_.attention(now);
  }

  /// When deliver is worth calling; nothing if nothing waits for this run.
  [[nodiscard]] std::optional<Instant> next_due(Instant now) const {
    if (!has_channels()) return std::nullopt;
    const auto delivery = outbox_.next_due(now);
    const auto escalation = incidents_.next_escalation();
    return delivery && escalation ? std::min(*delivery, *escalation) : delivery ? delivery : escalation;
  }

 private:
  [[nodiscard]] bool has_channels() const noexcept { return !settings_.channels.empty(); }

  /// A verdict goes to the channels that want to hear of it, and to those that still wait for an earlier one, which
  /// this one replaces. Alerts about the run itself go to all.
  [[nodiscard]] std::vector<std::string> channels_for(const Alert& alert) const {
    std::vector<std::string> channels = settings_.channels;
    if (alert.topic != alert_topic::soak) return channels;
    const OutboxEntry* const earlier = outbox_.find(alert.topic);
    std::erase_if(channels, [&](const std::string& channel) {
      const bool waits = earlier != nullptr && std::any_of(earlier->pending.begin(), earlier->pending.end(),
                                                           [&](const PendingChannel& p) { return p.name == channel; });
      return alert.level < settings_.minimum_of(channel) && !waits;
    });
    return channels;
  }

  const ContinuousSettings& settings_;
  const AlertSender& send_;
  RunnerState& state_;
  AlertStateStore alert_state_;
  Outbox outbox_;
  IncidentAlerts incidents_;
  std::optional<Instant> recorded_at_;  ///< when the alert state was last told of an alert
};

}  // namespace soak
