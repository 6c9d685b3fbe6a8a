// The report of a run of the phases (docs/formats/soak_run_report.md): one list of its members for the walk, which
// writes it and goes on from it, and for `soak status`.
//
// While the run is unfinished the report carries under `resume`, exactly, what another process needs to go on; the rest
// is rounded for people.
#pragma once

#include <soak/model/json/members.hpp>
#include <soak/model/walk/soak_run.hpp>
#include <soak/model/walk/soak_run_forms.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace soak {

namespace walk_detail {

/// A phase as people see it.
struct ReportedPhase {
  std::string phase = {};
  PhaseState state = {};
  const UtcOffset* offset = nullptr;
};

void visit_members(MembersOf<ReportedPhase> auto& reported, auto&& visit) {
  auto& state = reported.state;
  visit("phase", reported.phase);
  visit("status", state.outcome, Name{});
  visit("hours", state.hours, UpTo{1e6});
  visit("started", state.started, LocalTime{reported.offset});
  visit("ended", state.ended, LocalTime{reported.offset});
  visit("ticks", state.ticks, UpTo{1e9});
  visit("continue", state.proceed, UpTo{1e9});
  visit("warn", state.warn, UpTo{1e9});
  visit("fail", state.fail, UpTo{1e9});
  visit("active_sec", state.awake, Seconds{});
  visit("asleep_sec", state.asleep, Seconds{});
  visit("down_sec", state.down, Seconds{});
  const double total = to_seconds(state.total());
  visit.derived("uptime", total > 0 ? to_seconds(state.awake) / total : gap);
  visit.object_or_null("against_previous", state.against_previous, [](auto& comparison, auto&& inner) {
    inner("overall", comparison.overall);
    inner("worse", comparison.worse);
  });
}

/// A tick that was decided, as exact as it was.
inline constexpr auto visit_pending = [](auto& entry, auto&& visit) {
  visit.required("ts_us", entry.ts, exact_time);
  visit.required("phase", entry.phase);
  visit.required("region", entry.region);
  visit.required("status", entry.status);
  visit.required("action", entry.action);
  visit.required("reason_code", entry.reason_code);
  visit.required("reason", entry.reason);
  visit.required("recommendation", entry.recommendation);
  visit.required("capital_usd", entry.caps.capital_usd);
  visit.required("share", entry.caps.share);
  visit.required("taker_ceiling", entry.caps.taker_ceiling);
  visit.required("run", entry.run);
  visit.required("tick", entry.tick);
};

}  // namespace walk_detail

/// A phase as exact as a restart needs it.
void visit_members(MembersOf<PhaseState> auto& phase, auto&& visit) {
  visit.required("outcome", phase.outcome, walk_detail::OutcomeNumber{});
  visit.required("hours", phase.hours);
  visit.if_any("started_us", phase.started, exact_time);
  visit.if_any("ended_us", phase.ended, exact_time);
  visit.required("awake_us", phase.awake, exact_time);
  visit.required("asleep_us", phase.asleep, exact_time);
  visit.required("down_us", phase.down, exact_time);
  visit.required("ticks", phase.ticks);
  visit.required("continue", phase.proceed);
  visit.required("warn", phase.warn);
  visit.required("fail", phase.fail);
  visit.required("fail_streak", phase.fail_streak);
}

namespace walk_detail {

void visit_resume(MembersOf<RunState> auto& state, auto&& visit) {
  visit.required("phase", state.phase, UpTo{2});
  visit.required("tick", state.tick);
  visit.required("journal_head", state.journal_head);
  visit.required("note", state.note);
  visit.required("started_us", state.started, exact_time);
  visit.required("wall_us", state.seen.wall, exact_time);
  visit.required("awake_us", state.seen.awake, exact_time);
  visit.required("since_boot_us", state.seen.since_boot, exact_time);
  visit.required("boot_id", state.seen.boot_id);
  visit.required("recovery_sum_us", state.recovery.sum, exact_time);
  visit.required("recoveries", state.recovery.count);
  visit.if_any("failing_since_us", state.recovery.failing_since, exact_time);
  visit.required("actions", state.actions, ActionCounts{});
  visit.objects("phases", state.phases);
  visit.required("pending_fails", state.pending_fails);
  visit.object_if_any("pending", state.pending, visit_pending);
}

/// What is derived from the state for people.
void visit_sums(const RunState& state, auto&& visit) {
  PhaseState sum;
  for (const PhaseState& phase : state.phases) {
    sum.ticks += phase.ticks;
    sum.proceed += phase.proceed;
    sum.warn += phase.warn;
    sum.fail += phase.fail;
  }
  visit.derived("ticks", sum.ticks);
  const auto counts = [&](auto&& inner) {
    inner.derived("CONTINUE", sum.proceed);
    inner.derived("WARN", sum.warn);
    inner.derived("FAIL", sum.fail);
  };
  const auto actions = [&](auto&& inner) {
    for (std::size_t i = 0; i < action_names.size(); ++i) inner.derived(action_names[i], state.actions[i]);
  };
  visit.object("counts", counts, JsonWriter::Layout::line);
  visit.object("actions", actions, JsonWriter::Layout::line);
  visit.derived("rollback_steps", state.rollback_steps());
  const Recovery& recovery = state.recovery;
  visit.derived("recoveries", recovery.count);
  visit.derived("mttr_sec", recovery.count > 0 ? to_seconds(recovery.sum) / static_cast<double>(recovery.count) : gap);
  visit.derived("canary_passed", state.phases[1].outcome == PhaseOutcome::passed);
}

/// A reader gives no offset and zone. A finished report must have what its exit status takes, an unfinished one all
/// that a restart takes.
void visit_report(MembersOf<RunState> auto& state, const UtcOffset* offset, std::string_view time_zone, auto&& visit) {
  visit.required("run", state.run);
  visit.required("status", state.status, Name{});
  visit.required("reason", state.reason);
  const bool is_unfinished = state.status == RunStatus::running;
  const auto needed = [&](auto&& place, std::string_view key, auto& member, const auto& form) {
    return is_unfinished ? place.required(key, member, form) : place(key, member, form);
  };
  needed(visit, "region", state.region, PlainForm{});
  visit.derived("tz", time_zone);
  visit("started", state.started, LocalTime{offset});
  visit("ended", state.ended, LocalTime{offset});
  needed(visit, "tick_sec", state.tick_sec, UpTo{1e9});
  visit_sums(state, visit);
  std::vector<ReportedPhase> phases;
  for (const Phase phase : all_phases) {
    phases.push_back({std::string(to_string(phase)), state.phases[static_cast<std::size_t>(phase)], offset});
  }
  visit.objects("phases", phases, JsonWriter::Layout::block);
  if constexpr (!std::is_const_v<std::remove_reference_t<decltype(state)>>) {
    for (const ReportedPhase& reported : phases) {
      if (const auto phase = parse_phase(reported.phase)) {
        state.phases[static_cast<std::size_t>(*phase)] = reported.state;
      }
    }
  }
  const auto journal = [&](auto&& inner) {
    needed(inner, "path", state.journal, PlainForm{});
    inner("head", state.journal_head);
  };
  visit.object("journal", journal, JsonWriter::Layout::line);
  if (is_unfinished) visit.object("resume", [&](auto&& inner) { visit_resume(state, inner); });
}

}  // namespace walk_detail

/// The text of the report, ending with LF; times are local to `offset`, whose zone is `time_zone`.
[[nodiscard]] inline std::string to_json(const RunState& state, const UtcOffset& offset, std::string_view time_zone) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  walk_detail::visit_report(state, &offset, time_zone, MemberWriter(json));
  json.end_object();
  return out + '\n';
}

/// What a report says of its run. The error names the member and lacks the file's name.
[[nodiscard]] inline Result<RunState> run_state_of(const boost::json::value& report) {
  RunState state;
  std::optional<Error> problem;
  walk_detail::visit_report(state, nullptr, {}, MemberReader(&report, problem));
  if (problem) return *problem;
  return state;
}

/// The same for people: what is missing or odd in a report is not shown.
[[nodiscard]] inline Result<RunOverview> run_overview_of(const boost::json::value& report) {
  RunState state;
  std::optional<Error> problem;
  const auto* const status = find_member(report, "status");
  const auto* const phases = find_member(report, "phases");
  if (status == nullptr || !walk_detail::Name::read(*status, state.status)) {
    return wrong_member("/status", walk_detail::Name::expected(state.status));
  }
  if (phases == nullptr || !phases->is_array()) return wrong_member("/phases", "an array");
  walk_detail::visit_report(state, nullptr, {}, MemberReader(&report, problem, MemberReader::Demand::nothing));
  return overview_of(state);
}

}  // namespace soak
