// Alerts on incidents: one message a cycle for what changed, kept in the outbox until each channel has heard of it.
//
// The outbox entry is written before the memory of what was told: a kill in between makes the same news again, and they
// become the same message. What a channel has not taken yet is told together with what comes after it.
#pragma once

#include <soak/analysis/alert/incident_alerts.hpp>
#include <soak/flow/alert/incident_store.hpp>
#include <soak/flow/alert/outbox.hpp>
#include <soak/flow/runner/continuous_settings.hpp>
#include <soak/flow/runner/cycle.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/alert/incident_text.hpp>
#include <soak/report/alert/runner_lines.hpp>
#include <soak/report/alert/runner_metrics.hpp>
#include <soak/sys/log.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

/// Refers to what it is given; all of it outlives this.
class IncidentAlerts {
 public:
  IncidentAlerts(const ContinuousSettings& settings, Outbox& outbox) : settings_(settings), outbox_(outbox) {
    if (settings_.alert_on == AlertOn::incidents) memory_ = read_incident_memory(memory_path());
  }

  struct Changes {
    std::int64_t opened = 0;
    std::int64_t recovered = 0;
  };

  Changes decide(Cycle& cycle, RedisLink& redis) {
    read_silences_anew(redis);
    std::vector<Incident> incidents = cycle.analysis->summary.incidents;
    if (cycle.silent_since) incidents.push_back(silent_run(*cycle.silent_since));
    const IncidentFindings findings{incidents, cycle.analysis->series, settings_.metrics, cycle.has_new_window};
    const IncidentRules rules{settings_.least_severity(), settings_.debounce_min, silences_, settings_.zone_offset};
    IncidentDecision decision = decide_incidents(memory_, findings, rules, cycle.now);
    memory_ = std::move(decision.memory);
    for (const IncidentNews& news : decision.changes) print_line(news, to_string(news.state));
    for (const IncidentNews& news : decision.silenced) print_line(news, "silenced");
    is_rehearsal_ = cycle.is_rehearsal;
    cycle.raised = put(decision.told, cycle.now) || cycle.raised;
    keep();
    cycle.raised = escalate(cycle.now) || cycle.raised;
    cycle.remaining_min = reminder_remaining_min(memory_, settings_.debounce_min, cycle.now);
    Changes changes;
    for (const auto* const list : {&decision.changes, &decision.silenced}) {
      changes.opened += count(*list, NewsState::opened);
      changes.recovered += count(*list, NewsState::recovered);
    }
    return changes;
  }

  [[nodiscard]] AttentionMetrics attention(Instant now) const {
    const auto is_acked = [&](const RememberedIncident& one) { return is_acknowledged(one, silences_, now); };
    return {.acknowledged = static_cast<std::size_t>(std::count_if(memory_.open.begin(), memory_.open.end(), is_acked)),
            .held_back = memory_.held.size(),
            .is_silenced = silenced_below(silences_, settings_.zone_offset, now) > Level::ok};
  }

  /// Tells the channels of --escalate of what nobody acknowledged for long enough. True if there is something to send.
  bool escalate(Instant now) {
    std::vector<IncidentNews> news;
    for (const Escalation& escalation : settings_.escalations) {
      for (RememberedIncident& one : memory_.open) {
        if (!is_escalation_due(one, escalation, now)) continue;
        one.paged.push_back(escalation.channel);
        news.push_back(alert_detail::news_of(one, NewsState::unacknowledged, now));
        print_line(news.back(), to_string(NewsState::unacknowledged));
      }
    }
    if (news.empty()) return false;
    const bool is_put = put(news, now);
    keep();
    return is_put;
  }

  [[nodiscard]] std::optional<Instant> next_escalation() const {
    std::optional<Instant> next;
    for (const Escalation& escalation : settings_.escalations) {
      for (const RememberedIncident& one : memory_.open) {
        if (!may_escalate(one, escalation)) continue;
        const Instant due = *one.first_told_at + escalation.after;
        if (!is_acknowledged(one, silences_, due)) next = std::min(next.value_or(due), due);
      }
    }
    return next;
  }

  void read_silences_anew(RedisLink& redis) {
    const std::string path = silences_path(settings_.state_dir, settings_.env(), settings_.exchange());
    silences_ = settings_.dry_run ? read_local_silences(path)
                                  : read_silences(path, redis, prefixed_key(settings_.exports, "soak:silences"));
  }

 private:
  [[nodiscard]] static std::int64_t count(const std::vector<IncidentNews>& news, NewsState state) {
    return std::count_if(news.begin(), news.end(), [&](const IncidentNews& one) { return one.state == state; });
  }

  static void print_line(const IncidentNews& news, std::string_view state) {
    (void)print(log_line(Severity::info, incident_line(news, state)));
  }

  [[nodiscard]] std::string memory_path() const {
    return incidents_path(settings_.state_dir, settings_.env(), settings_.exchange());
  }

  /// A run that tells nobody does not say that somebody was told.
  void keep() const {
    if (!settings_.dry_run && !settings_.channels.empty()) keep_incident_memory(memory_path(), memory_);
  }

  [[nodiscard]] bool may_escalate(const RememberedIncident& one, const Escalation& escalation) const {
    const bool was_paged = std::find(one.paged.begin(), one.paged.end(), escalation.channel) != one.paged.end();
    return one.first_told_at && !was_paged && one.level >= settings_.severity().min_severity;
  }

  [[nodiscard]] bool is_escalation_due(const RememberedIncident& one, const Escalation& escalation, Instant now) const {
    if (!may_escalate(one, escalation) || is_acknowledged(one, silences_, now)) return false;
    return *one.first_told_at + escalation.after <= now;
  }

  /// Whether a channel is to hear of it: what is severe enough for it, and how that ends of which it was told because
  /// nobody had acknowledged it.
  [[nodiscard]] bool is_for(const IncidentNews& news, const std::string& channel) const {
    const auto& channels = settings_.channels;
    const bool is_own = std::find(channels.begin(), channels.end(), channel) != channels.end();
    const bool was_paged = std::find(news.paged.begin(), news.paged.end(), channel) != news.paged.end();
    if (news.state == NewsState::unacknowledged) return was_paged;
    return (is_own && news.rank() >= settings_.minimum_of(channel)) || (was_paged && news.state > NewsState::reminder);
  }

  [[nodiscard]] std::string message(const std::vector<IncidentNews>& news, const Alert& alert) const {
    const IncidentWording wording{settings_.metrics, settings_.alert_language, alert.raised_at};
    std::string text = incident_message(news, wording, settings_.context(), alert.id);
    return is_rehearsal_ ? rehearsal_message(text) : text;
  }

  /// Puts the news into the outbox, for each channel with what it has not taken yet. True if there is something to
  /// send.
  bool put(const std::vector<IncidentNews>& news, Instant now) {
    if (news.empty()) return false;
    OutboxEntry entry{.alert = {.id = {},
                                .topic = std::string(alert_topic::incidents),
                                .level = active_level(news),
                                .env = settings_.env(),
                                .exchange = settings_.exchange(),
                                .raised_at = now},
                      .pending = {}};
    entry.alert.severity_increased = std::any_of(
        news.begin(), news.end(), [](const IncidentNews& one) { return one.state == NewsState::escalated; });
    entry.alert.id = alert_id(entry.alert);
    entry.alert.text = message(news, entry.alert);
    if (settings_.channels.empty()) {
      diagnose(Severity::warn, "an alert is due, but no channel is given (--alert): " +
                                   entry.alert.text.substr(0, entry.alert.text.find('\n')));
      return false;
    }
    const OutboxEntry* const older = outbox_.find(alert_topic::incidents);
    for (const std::string& channel : settings_.all_channels()) {
      PendingChannel pending{.name = channel};
      for (const PendingChannel& waiting : older == nullptr ? std::vector<PendingChannel>() : older->pending) {
        if (waiting.name == channel) pending = waiting;
      }
      std::vector<IncidentNews> own;
      std::copy_if(news.begin(), news.end(), std::back_inserter(own),
                   [&](const IncidentNews& one) { return is_for(one, channel); });
      pending.news = merge_news(std::move(pending.news), own);
      if (pending.news.empty()) continue;
      pending.text = message(pending.news, entry.alert);
      entry.pending.push_back(std::move(pending));
    }
    if (entry.pending.empty()) return false;
    if (settings_.dry_run) {
      for (const PendingChannel& pending : entry.pending) {
        (void)print(
            log_line(Severity::info, "DRY_RUN would send to " + printable(pending.name) + ":\n" + pending.text));
      }
      return false;
    }
    outbox_.put(std::move(entry));
    return true;
  }

  const ContinuousSettings& settings_;
  Outbox& outbox_;
  IncidentMemory memory_;
  Silences silences_;
  bool is_rehearsal_ = false;
};

}  // namespace soak
