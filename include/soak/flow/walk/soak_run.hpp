// The walk shadow, canary, live-econ: a phase is entered only when the one before passed, and a run that was killed
// goes on where it was.
//
// A tick is decided, written to the report (`pending`), acted on, journaled, and then counted, in that order. Whatever
// instant it is killed at, the next process finds in the report which of these are done: the hook's own marker says
// whether it ran, the journal's `run` and `tick` say whether the line is there.
#pragma once

#include <soak/analysis/walk/phase_plan.hpp>
#include <soak/analysis/walk/run_progress.hpp>
#include <soak/analysis/walk/tick_entry.hpp>
#include <soak/flow/walk/phase_comparison.hpp>
#include <soak/flow/walk/soak_run_settings.hpp>
#include <soak/flow/walk/tick.hpp>
#include <soak/flow/walk/window_source.hpp>
#include <soak/model/walk/soak_run_report.hpp>
#include <soak/report/walk/live_view.hpp>
#include <soak/report/walk/tick_line.hpp>
#include <soak/sys/clock/run_clock.hpp>
#include <soak/sys/process/lock_file.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soak {

class SoakRun {
 public:
  /// `stop` and `clock` must outlive this.
  SoakRun(const SoakRunSettings& settings, const StopSignal& stop, RunClock& clock)
      : settings_(settings),
        stop_(stop),
        clock_(clock),
        journal_(settings.tick.journal, settings.tick.head.accept_break) {}

  /// Walks to the end, or until it is stopped. `negative`: a phase did not pass, or it was stopped before the end.
  [[nodiscard]] Result<ExitStatus> run() {
    if (auto made = make_directories(directory_of(settings_.out)); !made) return made.error();
    const auto lock = LockFile::acquire(settings_.out + ".lock");
    if (!lock) return lock.error();
    auto signer = HeadSigner::load(settings_.tick.head);
    if (!signer) return signer.error();
    signer_ = std::move(*signer);
    if (auto begun = begin_or_resume(); !begun) return begun.error();
    while (state_.status == RunStatus::running) {
      const auto stopped = walk_phase();
      if (!stopped) return stopped.error();
      if (*stopped) return stopped_early();
    }
    return finished();
  }

 private:
  [[nodiscard]] PhasePlan phase_plan() {
    return {from_hours(phase().hours),
            std::chrono::round<Microseconds>(std::chrono::duration<double>(settings_.tick_sec))};
  }
  [[nodiscard]] PhaseState& phase() { return state_.phases[state_.phase]; }
  [[nodiscard]] ClockReading read_clocks() const {
    return {clock_.wall(), clock_.awake(), clock_.since_boot(), clock_.boot()};
  }
  [[nodiscard]] Result<void> save() const {
    return write_file_atomically(settings_.out, to_json(state_, settings_.offset, settings_.time_zone));
  }

  [[nodiscard]] Result<void> begin_or_resume() {
    if (file_exists(settings_.out) && !settings_.restart) {
      auto earlier = read_artifact(settings_.out, run_state_of);
      if (!earlier) {
        return Error{earlier.error().code, earlier.error().message + " (--restart starts over)"};
      }
      if (earlier->status == RunStatus::running) return resume(std::move(*earlier));
      if (settings_.once) {
        state_ = std::move(*earlier);
        return {};
      }
    }
    return begin();
  }

  /// A run that has not begun.
  [[nodiscard]] RunState wanted() const {
    RunState state;
    state.region = settings_.tick.region;
    state.journal = settings_.tick.journal;
    state.tick_sec = settings_.tick_sec;
    state.started = clock_.wall();
    state.seen = read_clocks();
    state.run = make_run_id(file_name_of(settings_.out), state.started);
    for (std::size_t i = 0; i < state.phases.size(); ++i) state.phases[i].hours = settings_.hours[i];
    return state;
  }

  [[nodiscard]] Result<void> begin() {
    state_ = wanted();
    if (auto opened = open_journal(journal_); !opened) return opened;
    state_.journal_head = journal_.head();
    return save();
  }

  [[nodiscard]] Result<void> resume(RunState earlier) {
    if (const std::string difference = settings_difference(earlier, wanted()); !difference.empty()) {
      return Error{Errc::usage, "the unfinished run in " + printable(settings_.out) + " was started with another " +
                                    difference + " (--restart starts over)"};
    }
    state_ = std::move(earlier);
    if (clock_.is_virtual()) clock_.set(state_.seen.wall);
    const ClockReading now = read_clocks();
    pass_time(state_, restart_gap(state_.seen, now), now);
    if (auto trusted = require_own_line(); !trusted) return trusted;
    std::optional<JournalEntry> journaled;
    const auto find = [&](const JournalEntry& entry) {
      if (entry.run == state_.run && entry.tick == state_.tick) journaled = entry;
    };
    if (auto opened = open_journal(journal_, find); !opened) return opened;
    if (const auto last = parse_journal_line(journal_.memory().line)) find(*last);  // its file may have been rotated
    diagnose(Severity::info, "going on with " + state_.run + " in " + std::string(to_string(all_phases[state_.phase])) +
                                 ", tick " + std::to_string(state_.tick + 1));
    return state_.pending ? complete_tick(journaled) : Result<void>();
  }

  /// The last line that this run wrote must still be there, unless the state directory remembers what became of it.
  [[nodiscard]] Result<void> require_own_line() const {
    if (recall_journal(state_.journal)) return {};
    const auto check = check_journal(state_.journal, state_.journal_head);
    if (!check) return check.error();
    if (check->wanted_head_line || check->broken) return {};
    return Error{Errc::corrupt, "cannot trust journal " + printable(state_.journal) +
                                    ": the last line that this run wrote is gone; it was cut or replaced"};
  }

  /// To the end of the current phase; true if a stop was asked for before.
  [[nodiscard]] Result<bool> walk_phase() {
    if (phase().outcome == PhaseOutcome::pending) {
      if (auto entered = start_phase(); !entered) return entered.error();
    }
    const PhasePlan plan = phase_plan();
    while (static_cast<std::size_t>(phase().ticks) < plan.ticks()) {
      const auto waited = wait_until(plan.due(static_cast<std::size_t>(phase().ticks)));
      if (!waited) return waited.error();
      if (*waited) return true;
      const auto stopped = take_tick();
      if (!stopped) return stopped.error();
      if (*stopped) return true;
    }
    look_at_clocks();
    note_phase_comparison(settings_.window, state_, clock_.wall());
    leave_phase(state_, clock_.wall());
    if (auto saved = save(); !saved) return saved.error();
    return false;
  }

  [[nodiscard]] Result<void> start_phase() {
    if (!settings_.window.command.empty()) {
      if (auto moved = begin_windows(settings_.window, window_label(state_)); !moved) return moved;
    }
    look_at_clocks();
    enter_phase(state_, clock_.wall());
    return save();
  }

  void look_at_clocks() {
    const ClockReading now = read_clocks();
    pass_time(state_, clock_gap(state_.seen, now), now);
  }

  /// Waits until the phase has watched for `due`; true if a stop was asked for. Kept are at most 30 s of waiting that a
  /// kill could lose.
  [[nodiscard]] Result<bool> wait_until(Microseconds due) {
    constexpr Microseconds longest = std::chrono::seconds(30);
    Microseconds unsaved{};
    look_at_clocks();
    while (phase().awake < due) {
      const Microseconds left = due - phase().awake;
      const Microseconds slice = clock_.is_virtual()   ? left
                                 : settings_.live_view ? std::min<Microseconds>(left, std::chrono::seconds(1))
                                                       : std::min(left, longest);
      show_live_view();
      const bool stopped = clock_.wait_for(slice);
      look_at_clocks();
      unsaved += slice;
      if (stopped || (unsaved >= longest && !clock_.is_virtual())) {
        if (auto saved = save(); !saved) return saved.error();
        unsaved = Microseconds{};
      }
      if (stopped) return true;
    }
    return stop_.requested();
  }

  /// One tick, from its window to the journal; true if a stop was asked for before it was decided.
  [[nodiscard]] Result<bool> take_tick() {
    const Instant now = clock_.wall();
    WindowOutcome window;
    if (!settings_.window.command.empty()) {
      WindowSettings windows = settings_.window;
      windows.min_windows = std::min(RecentWindows::most, phase_plan().ticks());
      window =
          take_window(windows, phase().ticks + 1, window_environment(state_, now), now, settings_.offset, stop_.fd());
    }
    if (window.stopped) return true;
    look_at_clocks();
    JournalEntry entry =
        decide_entry(settings_.tick, all_phases[state_.phase], phase().fail_streak, window.trouble, now);
    if (!state_.note.empty()) entry.reason += "; " + std::exchange(state_.note, {});
    entry.run = state_.run;
    entry.tick = state_.tick;
    state_.pending_fails = phase().fail_streak;
    state_.pending = std::move(entry);
    if (auto saved = save(); !saved) return saved.error();
    if (auto completed = complete_tick({}); !completed) return completed.error();
    return false;
  }

  /// Does for the pending entry what is still to be done; `journaled` is its line if that is there already.
  [[nodiscard]] Result<void> complete_tick(const std::optional<JournalEntry>& journaled) {
    JournalEntry entry = journaled.value_or(*state_.pending);
    if (!journaled) {
      act(settings_.tick, entry, state_.pending_fails);
      if (auto appended = append_signed(journal_, entry, signer_); !appended) return appended;
      publish_phase(settings_.tick, entry);
    }
    state_.journal_head = journal_.head();
    hide_live_view();
    if (auto shown = print(tick_line(entry)); !shown) return shown;
    snapshot_on_fail(settings_.tick, entry);
    note_net_bps(entry);
    look_at_clocks();
    record_tick(state_, entry);
    state_.pending.reset();
    if (auto saved = save(); !saved) return saved;
    forget_act(settings_.tick, entry);
    return {};
  }

  void note_net_bps(const JournalEntry& entry) {
    last_status_ = entry.status;
    if (!settings_.live_view) return;
    const auto edge = read_artifact(settings_.tick.edge_report, edge_figures_of);
    net_bps_.push_back(edge ? edge->net_bps : gap);
  }

  void show_live_view() const {
    if (!settings_.live_view) return;
    (void)write_full(STDERR_FILENO, "\r\x1b[K" + live_view(state_, last_status_, net_bps_));
  }
  void hide_live_view() const {
    if (settings_.live_view) (void)write_full(STDERR_FILENO, "\r\x1b[K");
  }

  [[nodiscard]] Result<ExitStatus> stopped_early() {
    look_at_clocks();
    if (auto saved = save(); !saved) return saved.error();
    hide_live_view();
    diagnose(Severity::warn, "stopped in " + std::string(to_string(all_phases[state_.phase])) + " before tick " +
                                 std::to_string(state_.tick + 1) + "; started again with the same --out it goes on");
    return ExitStatus::negative;
  }

  [[nodiscard]] Result<ExitStatus> finished() const {
    hide_live_view();
    const bool passed = state_.status == RunStatus::passed;
    diagnose(passed ? Severity::info : Severity::error, state_.run + " " + std::string(to_string(state_.status)) +
                                                            (passed ? "" : ": " + printable(state_.reason)) +
                                                            "; report " + printable(settings_.out));
    return passed ? ExitStatus::done : ExitStatus::negative;
  }

  const SoakRunSettings& settings_;
  const StopSignal& stop_;
  RunClock& clock_;
  JournalWriter journal_;
  std::optional<HeadSigner> signer_;
  RunState state_;
  std::string last_status_;
  std::vector<double> net_bps_;
};

}  // namespace soak
