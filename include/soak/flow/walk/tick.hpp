// One tick of a phase: look at the KPI gate and the edge report, decide, act, journal, say so.
#pragma once

#include <soak/analysis/artifacts/freshness.hpp>
#include <soak/analysis/publish/redis_export.hpp>
#include <soak/analysis/walk/fail_streak.hpp>
#include <soak/analysis/walk/ladder.hpp>
#include <soak/analysis/walk/tick_entry.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/flow/publish/redis_link.hpp>
#include <soak/flow/walk/head_signer.hpp>
#include <soak/flow/walk/journal_writer.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/file/file_info.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/process/hook.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace soak {

struct TickSettings {
  std::string artifacts{default_dir::artifacts};
  std::string kpi_gate = path_in(default_dir::artifacts, artifact_name::kpi_gate);
  std::string edge_report = path_in(default_dir::artifacts, artifact_name::edge_report);
  std::string journal = path_in(default_dir::artifacts, artifact_name::journal);
  std::string hook_dir = "scripts/hooks";
  std::string region = "default";
  bool dry = false;  ///< hooks are only named
  bool snapshot = true;
  std::chrono::seconds hook_timeout{60};
  std::chrono::seconds max_age{7200};  ///< of the KPI gate and the edge report
  std::array<PhaseCaps, 3> caps{default_caps(Phase::shadow), default_caps(Phase::canary),
                                default_caps(Phase::live_econ)};
  TickLimits limits;
  HeadSettings head;
};

namespace walk_detail {

/// What `parse` makes of an artifact that is fresh; else an error that says why not.
template <class Parse>
[[nodiscard]] auto read_fresh(const std::string& path, const Parse& parse, std::chrono::seconds max_age, Instant now)
    -> decltype(parse(std::declval<const boost::json::value&>())) {
  const auto document = read_json_file(path);
  if (!document) return document.error();
  auto result = parse(*document);
  if (!result) return unusable_file(path, result.error().message);
  auto time = time_inside(*document);
  if (!time) return unusable_file(path, time.error().message);
  if (!*time) {
    const auto modified = modified_at(path);
    if (!modified) return modified.error();
    *time = *modified;
  }
  const FreshVerdict verdict = judge_freshness({path, path, max_age}, {*time, {}}, std::chrono::seconds{0}, now);
  if (verdict.status != FreshStatus::ok) return unusable_file(path, "stale: " + verdict.reason);
  return result;
}

[[nodiscard]] inline std::string hook_marker(const TickSettings& settings, const JournalEntry& entry) {
  const std::string state = path_in(settings.artifacts, artifact_dir::state);
  return path_in(path_in(state, artifact_dir::hooks),
                 entry.run + "-" + std::to_string(entry.tick) + "-" + entry.action);
}

}  // namespace walk_detail

/// Evaluates the artifacts and decides. `trouble`: what else forbids to trust them; empty: nothing. The entry has no
/// note of a hook yet.
[[nodiscard]] inline JournalEntry decide_entry(const TickSettings& settings, Phase phase, std::int64_t fails_before,
                                               const std::string& trouble, Instant now) {
  const TickInputs inputs{walk_detail::read_fresh(settings.kpi_gate, trusted_readiness_of, settings.max_age, now),
                          walk_detail::read_fresh(settings.edge_report, edge_figures_of, settings.max_age, now),
                          trouble};
  const PhaseCaps& caps = settings.caps[static_cast<std::size_t>(phase)];
  const TickDecision decision = decide_tick(inputs, caps, static_cast<std::size_t>(fails_before), settings.limits);
  return tick_entry(decision, phase, settings.region, caps, now);
}

/// Runs the hook of the entry's action, once for this run and tick, and notes in the reason how it ended.
inline void act(const TickSettings& settings, JournalEntry& entry, std::int64_t fails_before) {
  if (entry.action == to_string(LadderAction::none)) return;
  const std::string name = entry.action + ".sh";
  std::string outcome = "not run (dry)";
  if (!settings.dry) {
    HookCall call{settings.hook_dir + "/" + name, walk_detail::hook_marker(settings, entry),
                  hook_environment(entry, fails_before, settings.journal), settings.hook_timeout};
    outcome = run_hook(call);
  }
  entry.reason += hook_note(name, outcome, settings.hook_dir);
}

/// Forgets that a hook was run, once the entry is journaled and cannot come again.
inline void forget_act(const TickSettings& settings, const JournalEntry& entry) {
  if (!settings.dry && entry.action != to_string(LadderAction::none))
    forget_hook(walk_detail::hook_marker(settings, entry));
}

/// Tells Redis which phase is walked. What goes wrong is a warning; the walk goes on.
inline void publish_phase(const TickSettings& settings, const JournalEntry& entry) {
  if (!settings.head.redis) return;
  ExportSettings place = settings.head.place;
  place.ttl_s = settings.max_age.count();
  RedisLink link(settings.head.redis);
  const auto told = link.demand(phase_commands(entry.phase, place, entry.ts));
  if (!told) diagnose(Severity::warn, "the phase is not renewed in Redis: " + told.error().message);
}

/// After a FAIL: has the sibling tool pack what is there. What goes wrong is a warning; the run goes on.
inline void snapshot_on_fail(const TickSettings& settings, const JournalEntry& entry) {
  if (!settings.snapshot || !is_fail(entry)) return;
  ProcessSpec spec;
  spec.argv = {sibling_program("artifacts_snapshot_on_fail"), "--src", settings.artifacts, "--journal",
               settings.journal};
  spec.timeout = std::chrono::minutes(5);
  const auto done = run_process(spec);
  if (done && done->ok()) return;
  const std::string why = !done ? done.error().message
                                : "artifacts_snapshot_on_fail: " + done->outcome() +
                                      (done->last_error.empty() ? "" : ": " + printable(done->last_error));
  diagnose(Severity::warn, "no snapshot of this FAIL: " + why);
}

/// Says what the writer found out about the journal's file.
inline void tell_notices(JournalWriter& journal) {
  for (const std::string& notice : journal.take_notices()) diagnose(Severity::warn, notice);
}

/// Opens the journal, and says what that found out.
[[nodiscard]] inline Result<void> open_journal(JournalWriter& journal, const JournalWriter::Visit& visit = {}) {
  auto opened = journal.open(visit);
  tell_notices(journal);
  return opened;
}

/// Appends the entry and has the new head signed, if there is somebody to sign it.
[[nodiscard]] inline Result<void> append_signed(JournalWriter& journal, const JournalEntry& entry,
                                                std::optional<HeadSigner>& signer) {
  std::function<void(const JournalMemory&)> sign;
  if (signer) sign = [&](const JournalMemory& memory) { signer->sign(journal.path(), memory); };
  auto appended = journal.append(entry, sign);
  tell_notices(journal);
  if (!appended || !signer) return appended;
  signer->publish(journal.path(), journal.memory());
  for (const std::string& notice : signer->take_notices()) diagnose(Severity::error, notice);
  return {};
}

}  // namespace soak
