// `soak status` for people: ASCII, a row a topic.
#pragma once

#include <soak/analysis/watch/status.hpp>
#include <soak/core/number.hpp>
#include <soak/core/span_text.hpp>
#include <soak/core/text/utf8.hpp>
#include <soak/core/text/wrap.hpp>
#include <soak/report/alert/silence_lines.hpp>
#include <soak/report/watch/instant_text.hpp>
#include <soak/report/watch/status_verdict.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

namespace watch_detail {

[[nodiscard]] inline std::string run_line(const RunOverview& run, const StatusFacts& facts, const Status& status) {
  std::string line = plain(run.phase) + " " + plain(run.status) + ", run " + plain(run.run);
  if (!run.region.empty()) line += ", region " + plain(run.region);
  if (run.phase_started) line += ", since " + instant_text(*run.phase_started, facts);
  if (!run.is_running()) {
    if (run.ended) line += ", ended " + when_text(*run.ended, facts.now);
    return line;
  }
  const std::string owner = owner_text(facts.run_lock);
  if (status.phase_until) line += " until " + instant_text(*status.phase_until, facts);
  return line + (owner.empty() ? ", but no soak_run is alive: start it again with the same arguments" : ", " + owner);
}

[[nodiscard]] inline StatusRow phase_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"phase", status.phase, {}};
  const auto& run = facts.run.value;
  if (!facts.run.problem.empty()) row.lines.push_back(plain(facts.run.problem, 300));
  if (run) row.lines.push_back(run_line(*run, facts, status));
  if (run && !run->reason.empty()) row.lines.push_back(plain(run->reason, 300));
  if (const auto& tick = facts.tick.value) {
    const JournalEntry& entry = tick->entry;
    std::string line = "last tick " + plain(entry.status) + ", action " + plain(entry.action) + ", " +
                       plain(entry.reason_code) + ", " + when_text(entry.ts, facts.now);
    if (!run || run->phase != entry.phase) line += ", in " + plain(entry.phase) + "/" + plain(entry.region);
    line += "; FAILs in a row: " + std::to_string(tick->fail_streak) + (tick->is_streak_cut ? " or more" : "");
    row.lines.push_back(line);
    if (entry.status != "CONTINUE") row.lines.push_back(plain(entry.reason, 300));
  } else {
    row.lines.push_back(facts.tick.problem.empty() ? "no journal yet" : plain(facts.tick.problem, 300));
  }
  return row;
}

[[nodiscard]] inline StatusRow windows_row(const Status& status) {
  StatusRow row{"windows", windows_light(status.windows), {plain(status.windows.detail, 300)}};
  if (!status.windows.todo.empty()) row.lines.push_back("next: " + plain(status.windows.todo, 300));
  return row;
}

/// What is open, who knows of it, and what is held back.
inline void add_incidents(std::vector<std::string>& lines, const StatusFacts& facts) {
  const IncidentMemory memory = facts.incidents.value.value_or(IncidentMemory{});
  const Silences silences = facts.silences.value.value_or(Silences{});
  for (const RememberedIncident& incident : memory.open) {
    lines.push_back("open: " + std::string(to_string(incident.level)) + " " + plain(incident.id, 200));
  }
  for (const Acknowledgement& ack : silences.acks) {
    if (!is_over(ack, facts.now)) lines.push_back(plain(ack_line(ack), 400));
  }
  for (const SilenceRule& rule : silences.silences) {
    if (!is_over(rule, facts.now)) lines.push_back(plain(silence_line(rule), 400));
  }
  if (!memory.held.empty()) lines.push_back(std::to_string(memory.held.size()) + " messages held back by a silence");
  for (const std::string& problem : {facts.incidents.problem, facts.silences.problem}) {
    if (!problem.empty()) lines.push_back(plain(problem, 300));
  }
}

[[nodiscard]] inline StatusRow alert_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"alert", status.alert, {}};
  if (const auto& alert = facts.alert.value) {
    std::string line = "last " + std::string(alert->last_level ? to_string(*alert->last_level) : "alert") + " sent " +
                       instant_text(alert->last_sent_at, facts) + ", " + when_text(alert->last_sent_at, facts.now);
    line += status.debounce_remaining_min > 0
                ? "; the same again in " + std::to_string(status.debounce_remaining_min) + " min at the earliest"
                : "; no debounce is running";
    row.lines.push_back(line);
  } else {
    row.lines.push_back(facts.alert.problem.empty() ? "none sent yet" : plain(facts.alert.problem, 300));
  }
  watch_detail::add_incidents(row.lines, facts);
  if (!facts.outbox_problem.empty()) row.lines.push_back(plain(facts.outbox_problem, 300));
  for (const OutboxEntry& entry : facts.outbox) {
    for (const PendingChannel& channel : entry.pending) {
      row.lines.push_back("waits for " + plain(channel.name) + ": " + std::string(to_string(entry.alert.level)) + " (" +
                          plain(entry.alert.topic) + ") of " + format_iso8601(entry.alert.raised_at) + ", attempts " +
                          std::to_string(channel.attempts) +
                          (channel.last_error.empty() ? "" : ", " + plain(channel.last_error)));
    }
  }
  return row;
}

[[nodiscard]] inline StatusRow export_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"export", status.exported, {}};
  if (!facts.exported.value) {
    row.lines = {facts.exported.problem.empty() ? "none yet" : plain(facts.exported.problem, 300)};
    return row;
  }
  const ExportStatus& exported = *facts.exported.value;
  std::string line = exported.ok() && exported.consecutive_failures == 0
                         ? "OK"
                         : "SKIP, " + plain(exported.reason.empty() ? "no reason given" : exported.reason);
  if (exported.ts != Instant{}) line += ", " + when_text(exported.ts, facts.now);
  row.lines = {line + "; failures in a row: " + std::to_string(exported.consecutive_failures)};
  return row;
}

[[nodiscard]] inline StatusRow runner_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"runner", status.runner, {}};
  const std::string owner = owner_text(facts.runner_lock);
  std::string line = owner.empty() ? "not running" : "running, " + owner;
  if (owner.empty() && facts.runner_lock) line = "not running; its lock file was left behind: it was killed";
  if (status.last_cycle) line += ", last cycle " + when_text(*status.last_cycle, facts.now);
  const auto& state = facts.runner.value;
  if (!state && !facts.runner_lock) line = "no runner yet";
  row.lines = {line};
  if (state && state->analysis_failures > 0) {
    row.lines.push_back(std::to_string(state->analysis_failures) + " cycles in a row without an analysis");
  }
  if (!facts.runner.problem.empty()) row.lines.push_back(plain(facts.runner.problem, 300));
  if (facts.asked_redis) {
    const auto& beat = facts.redis_heartbeat;
    row.lines.push_back("heartbeat in Redis: " + (beat.value             ? when_text(*beat.value, facts.now)
                                                  : beat.problem.empty() ? "none"
                                                                         : plain(beat.problem, 300)));
  }
  return row;
}

[[nodiscard]] inline StatusRow gate_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"gate", status.gate, {}};
  if (const auto& gate = facts.gate.value) {
    row.lines = {(status.gate == Light::ok ? "open" : "closed") + (", readiness " + format_number(gate->readiness)) +
                 " of " + format_number(facts.schedule.min_readiness)};
    if (!status.release.is_ready()) row.lines.push_back(plain(status.release.reason, 300));
  } else {
    row.lines = {facts.gate.problem.empty() ? "no KPI_GATE.json yet" : plain(facts.gate.problem, 300)};
  }
  return row;
}

[[nodiscard]] inline StatusRow due_row(const StatusFacts& facts, const Status& status) {
  StatusRow row{"next due", Light::none, {}};
  for (const Due& due : status.due) {
    std::string line = due.name + " " + instant_text(due.at, facts) + ", " + when_text(due.at, facts.now);
    if (due.is_overdue) line += due.at <= facts.now ? ", OVERDUE" : "; the last one is OVERDUE";
    if (due.is_overdue) row.light = Light::warn;
    row.lines.push_back(line);
  }
  if (!facts.digest) row.lines.push_back("daily: no DAILY_DIGEST.md was made yet");
  if (!facts.bundle) row.lines.push_back("bundle: none was built yet");
  return row;
}

[[nodiscard]] inline std::vector<StatusRow> status_rows(const StatusFacts& facts, const Status& status) {
  return {phase_row(facts, status),  windows_row(status),       verdict_row(facts, status), alert_row(facts, status),
          export_row(facts, status), runner_row(facts, status), gate_row(facts, status),    due_row(facts, status)};
}

[[nodiscard]] inline std::string_view light_color(Light light) noexcept {
  switch (light) {
    case Light::ok:
      return "\x1b[32m";
    case Light::warn:
      return "\x1b[33m";
    case Light::crit:
      return "\x1b[31m";
    case Light::none:
      break;
  }
  return {};
}

}  // namespace watch_detail

/// The page, no wider than `columns`. The text is ASCII; with `color` the first word of each row is coloured by how
/// things are.
[[nodiscard]] inline std::string status_text(const StatusFacts& facts, const Status& status, bool color,
                                             std::size_t columns) {
  constexpr std::size_t width = 10;
  std::string out;
  for (const watch_detail::StatusRow& row : watch_detail::status_rows(facts, status)) {
    const std::string_view paint = color ? watch_detail::light_color(row.light) : std::string_view();
    for (std::size_t i = 0; i < row.lines.size(); ++i) {
      std::string name = pad_right(i == 0 ? row.name : "", width);
      const std::string line = wrapped(name + row.lines[i], columns, width + 2).substr(width);
      if (i == 0 && !paint.empty()) name = std::string(paint) + name + "\x1b[0m";
      out += name + line + "\n";
    }
  }
  return out;
}

}  // namespace soak
