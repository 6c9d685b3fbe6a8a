// The report of a run of the phases (docs/formats/soak_run_report.md).
#pragma once

#include <soak/core/civil.hpp>
#include <soak/model/walk/soak_run_resume.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

namespace walk_detail {

inline void write_instant(JsonWriter& json, std::string_view key, const std::optional<Instant>& instant,
                          const UtcOffset& offset) {
  json.key(key);
  if (instant) {
    json.value(format_local_time(*instant, offset));
  } else {
    json.null();
  }
}

inline void write_phase(JsonWriter& json, Phase phase, const PhaseState& state, const UtcOffset& offset) {
  json.begin_object();
  json.member("phase", to_string(phase));
  json.member("status", to_string(state.outcome));
  json.member("hours", state.hours);
  write_instant(json, "started", state.started, offset);
  write_instant(json, "ended", state.ended, offset);
  json.member("ticks", state.ticks);
  json.member("continue", state.proceed);
  json.member("warn", state.warn);
  json.member("fail", state.fail);
  json.member("active_sec", to_seconds(state.awake));
  json.member("asleep_sec", to_seconds(state.asleep));
  json.member("down_sec", to_seconds(state.down));
  const double total = to_seconds(state.total());
  json.member("uptime", total > 0 ? to_seconds(state.awake) / total : gap);
  json.end_object();
}

}  // namespace walk_detail

/// The text of the report, ending with LF; times are local to `offset`, whose zone is `time_zone`.
[[nodiscard]] inline std::string to_json(const RunState& state, const UtcOffset& offset, std::string_view time_zone) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  json.member("run", state.run);
  json.member("status", to_string(state.status));
  json.member("reason", state.reason);
  json.member("region", state.region);
  json.member("tz", time_zone);
  walk_detail::write_instant(json, "started", state.started, offset);
  walk_detail::write_instant(json, "ended", state.ended, offset);
  json.member("tick_sec", state.tick_sec);
  PhaseState sum;
  for (const PhaseState& phase : state.phases) {
    sum.ticks += phase.ticks;
    sum.proceed += phase.proceed;
    sum.warn += phase.warn;
    sum.fail += phase.fail;
  }
  json.member("ticks", sum.ticks);
  json.key("counts");
  json.begin_object(JsonWriter::Layout::line);
  json.member("CONTINUE", sum.proceed);
  json.member("WARN", sum.warn);
  json.member("FAIL", sum.fail);
  json.end_object();
  json.key("actions");
  json.begin_object(JsonWriter::Layout::line);
  for (std::size_t i = 0; i < action_names.size(); ++i) json.member(action_names[i], state.actions[i]);
  json.end_object();
  json.member("rollback_steps", state.rollback_steps());
  const Recovery& recovery = state.recovery;
  json.member("recoveries", recovery.count);
  json.member("mttr_sec", recovery.count > 0 ? to_seconds(recovery.sum) / static_cast<double>(recovery.count) : gap);
  json.member("canary_passed", state.phases[1].outcome == PhaseOutcome::passed);
  json.key("phases");
  json.begin_array();
  for (const Phase phase : all_phases) {
    walk_detail::write_phase(json, phase, state.phases[static_cast<std::size_t>(phase)], offset);
  }
  json.end_array();
  json.key("journal");
  json.begin_object(JsonWriter::Layout::line);
  json.member("path", state.journal);
  json.member("head", state.journal_head);
  json.end_object();
  if (state.status == RunStatus::running) walk_detail::write_resume(json, state);
  json.end_object();
  return out + '\n';
}

}  // namespace soak
