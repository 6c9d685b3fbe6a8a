// What an unfinished report carries under `resume`, so that another process can go on where a run was killed.
#pragma once

#include <soak/model/json/value.hpp>
#include <soak/model/json/writer.hpp>
#include <soak/model/walk/soak_run.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

namespace walk_detail {

/// Microseconds since the epoch; a member that is absent reads back as nothing.
inline void write_exact(JsonWriter& json, std::string_view key, const std::optional<Instant>& instant) {
  if (instant) json.member(key, std::int64_t{instant->time_since_epoch().count()});
}

inline void write_entry(JsonWriter& json, const JournalEntry& entry) {
  json.key("pending");
  json.begin_object();
  write_exact(json, "ts_us", entry.ts);
  json.member("phase", entry.phase);
  json.member("region", entry.region);
  json.member("status", entry.status);
  json.member("action", entry.action);
  json.member("reason_code", entry.reason_code);
  json.member("reason", entry.reason);
  json.member("recommendation", entry.recommendation);
  json.member("capital_usd", entry.caps.capital_usd);
  json.member("share", entry.caps.share);
  json.member("taker_ceiling", entry.caps.taker_ceiling);
  json.member("run", entry.run);
  json.member("tick", entry.tick);
  json.end_object();
}

inline void write_resume(JsonWriter& json, const RunState& state) {
  json.key("resume");
  json.begin_object();
  json.member("phase", state.phase);
  json.member("tick", state.tick);
  json.member("journal_head", state.journal_head);
  json.member("note", state.note);
  write_exact(json, "started_us", state.started);
  json.member("wall_us", std::int64_t{state.seen.wall.time_since_epoch().count()});
  json.member("awake_us", std::int64_t{state.seen.awake.count()});
  json.member("since_boot_us", std::int64_t{state.seen.since_boot.count()});
  json.member("boot_id", state.seen.boot_id);
  json.member("recovery_sum_us", std::int64_t{state.recovery.sum.count()});
  json.member("recoveries", state.recovery.count);
  if (state.recovery.failing_since) {
    json.member("failing_since_us", std::int64_t{state.recovery.failing_since->count()});
  }
  json.key("actions");
  json.begin_array(JsonWriter::Layout::line);
  for (const std::int64_t count : state.actions) json.value(count);
  json.end_array();
  json.objects("phases", state.phases, [&](const PhaseState& phase) {
    json.member("outcome", static_cast<std::int64_t>(phase.outcome));
    json.member("hours", phase.hours);
    write_exact(json, "started_us", phase.started);
    write_exact(json, "ended_us", phase.ended);
    json.member("awake_us", std::int64_t{phase.awake.count()});
    json.member("asleep_us", std::int64_t{phase.asleep.count()});
    json.member("down_us", std::int64_t{phase.down.count()});
    json.member("ticks", phase.ticks);
    json.member("continue", phase.proceed);
    json.member("warn", phase.warn);
    json.member("fail", phase.fail);
    json.member("fail_streak", phase.fail_streak);
  });
  json.member("pending_fails", state.pending_fails);
  if (state.pending) write_entry(json, *state.pending);
  json.end_object();
}

}  // namespace walk_detail

namespace walk_detail {

/// Members of one object; remembers the first that is missing or of the wrong kind.
class MemberReader {
 public:
  MemberReader(const boost::json::value* value, std::string& problem) : value_(value), problem_(problem) {}

  [[nodiscard]] std::int64_t integer(std::string_view key) {
    const auto* member = find(key);
    if (member != nullptr && member->is_int64()) return member->get_int64();
    return fail(key, std::int64_t{0});
  }
  [[nodiscard]] double number(std::string_view key) {
    const double value = number_or_gap(find(key));
    return is_gap(value) ? fail(key, 0.0) : value;
  }
  [[nodiscard]] std::string text(std::string_view key) {
    auto value = text_or_nothing(find(key));
    return value ? std::move(*value) : fail(key, std::string());
  }
  [[nodiscard]] Microseconds time(std::string_view key) { return Microseconds{integer(key)}; }
  [[nodiscard]] std::optional<Instant> instant(std::string_view key) {
    if (find(key) == nullptr) return std::nullopt;
    return Instant{time(key)};
  }
  [[nodiscard]] const boost::json::value* find(std::string_view key) const {
    return value_ == nullptr ? nullptr : find_member(*value_, key);
  }

 private:
  template <class T>
  T fail(std::string_view key, T value) {
    if (problem_.empty()) problem_ = "no usable \"" + std::string(key) + "\"";
    return value;
  }

  const boost::json::value* value_;
  std::string& problem_;
};

inline void read_phase(PhaseState& phase, MemberReader in) {
  phase.outcome = static_cast<PhaseOutcome>(std::clamp<std::int64_t>(in.integer("outcome"), 0, 4));
  phase.hours = in.number("hours");
  phase.started = in.instant("started_us");
  phase.ended = in.instant("ended_us");
  phase.awake = in.time("awake_us");
  phase.asleep = in.time("asleep_us");
  phase.down = in.time("down_us");
  phase.ticks = in.integer("ticks");
  phase.proceed = in.integer("continue");
  phase.warn = in.integer("warn");
  phase.fail = in.integer("fail");
  phase.fail_streak = in.integer("fail_streak");
}

[[nodiscard]] inline JournalEntry read_entry(MemberReader in) {
  JournalEntry entry;
  entry.ts = in.instant("ts_us").value_or(Instant{});
  entry.phase = in.text("phase");
  entry.region = in.text("region");
  entry.status = in.text("status");
  entry.action = in.text("action");
  entry.reason_code = in.text("reason_code");
  entry.reason = in.text("reason");
  entry.recommendation = in.text("recommendation");
  entry.caps = {in.number("capital_usd"), in.number("share"), in.number("taker_ceiling")};
  entry.run = in.text("run");
  entry.tick = in.integer("tick");
  return entry;
}

}  // namespace walk_detail

/// What a report says of its run. Of a finished one only `run`, `status` and `reason` are read. The error lacks the
/// file's name.
[[nodiscard]] inline Result<RunState> run_state_of(const boost::json::value& report) {
  RunState state;
  std::string problem;
  walk_detail::MemberReader in(&report, problem);
  const std::string status = in.text("status");
  state.run = in.text("run");
  state.reason = in.text("reason");
  if (status == "passed" || status == "failed") {
    state.status = status == "passed" ? RunStatus::passed : RunStatus::failed;
    if (!problem.empty()) return Error{Errc::input_unusable, problem};
    return state;
  }
  state.region = in.text("region");
  state.tick_sec = in.number("tick_sec");
  state.journal = walk_detail::MemberReader(in.find("journal"), problem).text("path");
  walk_detail::MemberReader resume(in.find("resume"), problem);
  state.phase = static_cast<std::size_t>(std::clamp<std::int64_t>(resume.integer("phase"), 0, 2));
  state.tick = resume.integer("tick");
  state.journal_head = resume.text("journal_head");
  state.note = resume.text("note");
  state.started = resume.instant("started_us").value_or(Instant{});
  state.seen = {Instant{resume.time("wall_us")}, resume.time("awake_us"), resume.time("since_boot_us"),
                resume.text("boot_id")};
  state.recovery.sum = resume.time("recovery_sum_us");
  state.recovery.count = resume.integer("recoveries");
  if (resume.find("failing_since_us") != nullptr) state.recovery.failing_since = resume.time("failing_since_us");
  const auto* actions = resume.find("actions");
  const auto* phases = resume.find("phases");
  if (actions == nullptr || !actions->is_array() || actions->get_array().size() != state.actions.size() ||
      phases == nullptr || !phases->is_array() || phases->get_array().size() != state.phases.size()) {
    return Error{Errc::input_unusable, "no usable \"resume\""};
  }
  for (std::size_t i = 0; i < state.actions.size(); ++i) {
    const double count = number_or_gap(&actions->get_array()[i]);
    state.actions[i] = count >= 0 && count < 1e15 ? static_cast<std::int64_t>(count) : 0;
  }
  for (std::size_t i = 0; i < state.phases.size(); ++i) {
    walk_detail::read_phase(state.phases[i], {&phases->get_array()[i], problem});
  }
  state.pending_fails = resume.integer("pending_fails");
  if (const auto* pending = resume.find("pending")) state.pending = walk_detail::read_entry({pending, problem});
  if (!problem.empty()) return Error{Errc::input_unusable, problem};
  return state;
}

}  // namespace soak
