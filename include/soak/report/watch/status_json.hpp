// `soak status` for programs (docs/tools/status.md).
#pragma once

#include <soak/analysis/watch/status.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/model/json/writer.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace soak {

namespace watch_detail {

inline void write_time(JsonWriter& json, std::string_view key, const std::optional<Instant>& instant) {
  json.key(key);
  if (instant) {
    json.value(format_iso8601(*instant));
  } else {
    json.null();
  }
}

inline void write_run(JsonWriter& json, const StatusFacts& facts, const Status& status) {
  const RunOverview run = facts.run.value.value_or(RunOverview());
  json.member("report", printable(facts.run_path));
  json.member("run", printable(run.run));
  json.member("run_status", printable(run.status));
  json.member("phase", printable(run.phase));
  json.member("region", printable(run.region));
  write_time(json, "since", run.phase_started);
  write_time(json, "until", status.phase_until);
  json.member("alive", facts.run_lock && facts.run_lock->is_held);
  json.key("last_tick");
  if (!facts.tick.value) return json.null();
  const JournalEntry& entry = facts.tick.value->entry;
  json.begin_object(JsonWriter::Layout::line);
  json.member("ts", format_iso8601(entry.ts));
  json.member("phase", printable(entry.phase));
  json.member("region", printable(entry.region));
  json.member("status", printable(entry.status));
  json.member("action", printable(entry.action));
  json.member("reason_code", printable(entry.reason_code));
  json.member("reason", printable(entry.reason, 1000));
  json.member("fail_streak", facts.tick.value->fail_streak);
  json.end_object();
}

inline void write_verdict(JsonWriter& json, const StatusFacts& facts) {
  const auto& summary = facts.summary.value;
  if (!summary) return;
  json.member("verdict", to_string(summary->verdict()));
  const StatusCounts counts = summary->counts();
  json.member("crit", counts.crit);
  json.member("warn", counts.warn);
  json.member("ok", counts.ok);
  json.member("windows", summary->windows);
  json.member("symbols", summary->symbols.size());
  json.member("generated_at", format_iso8601(summary->generated_at));
  json.objects("worst", worst_metrics(*summary), [&](const WorstMetric& worst) {
    json.member("symbol", printable(worst.symbol));
    json.member("metric", printable(worst.metric));
    json.member("status", to_string(worst.status));
    json.member("last", worst.last);
  });
  json.member("now", to_string(summary->present.now));
  json.member("open_incidents", summary->present.open_incidents);
  json.objects("open", open_incidents(*summary), [&](const Incident* incident) {
    json.member("id", printable(incident->id));
    json.member("level", to_string(incident->level));
    json.member("since", printable(incident->since));
    json.member("worst", incident->worst);
    json.member("limit", incident->limit);
  });
}

}  // namespace watch_detail

/// One JSON object, ending with LF. What is not there is null or empty; `problem` says why a file cannot be used.
[[nodiscard]] inline std::string status_json(const StatusFacts& facts, const Status& status) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("now", format_iso8601(facts.now));
  const auto begin = [&](std::string_view name, Light light, const std::string& problem) {
    json.key(name);
    json.begin_object();
    json.member("light", to_string(light));
    json.member("problem", printable(problem, 1000));
  };
  begin("phase", status.phase, facts.run.problem.empty() ? facts.tick.problem : facts.run.problem);
  watch_detail::write_run(json, facts, status);
  json.end_object();
  begin("analysis", status.verdict, facts.summary.problem);
  watch_detail::write_verdict(json, facts);
  json.end_object();
  begin("alert", status.alert, facts.alert.problem);
  const auto& alert = facts.alert.value;
  watch_detail::write_time(json, "last_sent_at", alert ? std::optional(alert->last_sent_at) : std::nullopt);
  json.member("last_level", alert && alert->last_level ? to_string(*alert->last_level) : std::string_view());
  json.member("from", facts.is_alert_of_redis ? "redis" : "state_dir");
  json.member("debounce_remaining_min", status.debounce_remaining_min);
  json.key("pending");
  json.begin_array();
  for (const OutboxEntry& entry : facts.outbox) {
    for (const PendingChannel& channel : entry.pending) {
      json.begin_object(JsonWriter::Layout::line);
      json.member("channel", printable(channel.name));
      json.member("topic", printable(entry.alert.topic));
      json.member("level", to_string(entry.alert.level));
      json.member("raised_at", format_iso8601(entry.alert.raised_at));
      json.member("attempts", channel.attempts);
      json.member("last_error", printable(channel.last_error));
      json.end_object();
    }
  }
  json.end_array();
  const MemberWriter write(json);
  write.objects("incidents", facts.incidents.value.value_or(IncidentMemory{}).open);
  write.objects("acks", facts.silences.value.value_or(Silences{}).acks);
  write.objects("silences", facts.silences.value.value_or(Silences{}).silences);
  json.end_object();
  begin("export", status.exported, facts.exported.problem);
  if (const auto& exported = facts.exported.value) {
    json.member("status", exported->ok() ? "OK" : "SKIP");
    json.member("reason", printable(exported->reason));
    json.member("ts", format_iso8601(exported->ts));
    json.member("consecutive_failures", exported->consecutive_failures);
  }
  json.end_object();
  begin("runner", status.runner, facts.runner.problem);
  json.member("alive", facts.runner_lock && facts.runner_lock->is_held);
  const bool has_pid = facts.runner_lock && facts.runner_lock->pid;
  json.member("pid", has_pid ? static_cast<double>(*facts.runner_lock->pid) : gap);
  watch_detail::write_time(json, "last_cycle", status.last_cycle);
  json.member("interval_min", status.interval_min.value_or(gap));
  if (facts.asked_redis) {
    watch_detail::write_time(json, "redis_heartbeat", facts.redis_heartbeat.value);
    json.member("redis_problem", printable(facts.redis_heartbeat.problem, 1000));
  }
  write.objects("drifts", facts.runner.value.value_or(RunnerState{}).drifts);
  json.end_object();
  begin("gate", status.gate, facts.gate.problem);
  json.member("readiness", facts.gate.value ? facts.gate.value->readiness : gap);
  json.member("min_readiness", facts.schedule.min_readiness);
  json.member("verdict", facts.gate.value ? printable(facts.gate.value->verdict) : "");
  json.member("closed_because", printable(status.release.reason));
  json.end_object();
  json.objects("due", status.due, [&](const Due& due) {
    json.member("name", due.name);
    json.member("at", format_iso8601(due.at));
    json.member("overdue", due.is_overdue);
  });
  json.key("windows");
  json.begin_object();
  json.member("light", to_string(windows_light(status.windows)));
  json.member("problem", printable(facts.windows.problem, 1000));
  json.member("directory", printable(facts.windows.directory));
  json.member("files", facts.windows.files);
  watch_detail::write_time(json, "newest", facts.windows.newest);
  json.member("source", printable(facts.windows.source));
  json.member("next", printable(status.windows.todo, 1000));
  json.end_object();
  json.end_object();
  return out + "\n";
}

}  // namespace soak
