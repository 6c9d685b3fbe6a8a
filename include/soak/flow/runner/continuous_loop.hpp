// The life of the runner: lock, cycles, sleep, signals.
#pragma once

#include <soak/flow/runner/continuous.hpp>
#include <soak/flow/runner/leased_loop.hpp>
#include <soak/sys/memory.hpp>
#include <soak/sys/process/lock_file.hpp>
#include <soak/sys/process/service_manager.hpp>
#include <soak/sys/process/signals.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace soak {

struct LoopSettings {
  std::string lock_file{default_lock_file};       ///< empty: none (a dry run)
  std::string lock_advice;                        ///< said when that path cannot be used: how to name another
  std::chrono::milliseconds interval{3'600'000};  ///< pause between cycles
  std::int64_t max_iterations = 0;                ///< 0: until it is told to stop
  bool exit_on_crit = false;
  LeaseSettings lease = {};  ///< without a length: none
};

namespace runner_detail {

/// Sleeps for the interval, waking for what the outbox wants to send and for the watchdog. True if a stop was asked
/// for.
[[nodiscard]] inline bool sleep_between_cycles(ContinuousRunner& runner, const LoopSettings& settings,
                                               const StopSignal& stop, const ServiceManager& service) {
  using Ms = std::chrono::milliseconds;
  const Stopwatch watch;
  const auto watchdog = service.watchdog_period();
  while (true) {
    const auto left = std::chrono::ceil<Ms>(settings.interval - watch.elapsed());
    if (left <= Ms{0}) return stop.requested();
    Ms pause = std::min(left, watchdog.value_or(left));
    const auto due = runner.next_delivery();
    if (due) pause = std::min(pause, *due);
    if (stop.wait_for(pause)) return true;
    service.notify("WATCHDOG=1");
    if (due && *due <= pause) runner.deliver_pending();
  }
}

/// True, and said, if the lock file is not the one that was locked any more.
[[nodiscard]] inline bool is_lock_lost(std::optional<LockFile>& lock, const std::string& path) {
  if (!lock || lock->refresh()) return false;
  diagnose(Severity::error,
           "the lock file " + printable(path) + " was removed or replaced: another runner may be at work, giving up");
  return true;
}

/// Runs cycles while the lease is held, and waits for it while it is not.
[[nodiscard]] inline ExitStatus run_leased(ContinuousSettings settings, const LoopSettings& loop, RunnerPorts ports,
                                           const StopSignal& stop, std::optional<LockFile>& lock,
                                           const ServiceManager& service) {
  LeasedRunner runner(std::move(settings), std::move(ports), loop.lease, [] { return kernel_clock(CLOCK_BOOTTIME); });
  service.notify("READY=1");
  std::int64_t cycles = 0;
  while (!stop.requested()) {
    if (is_lock_lost(lock, loop.lock_file)) return ExitStatus::negative;
    const auto result = runner.turn(loop.interval);
    service.notify("WATCHDOG=1");
    if (result) {
      give_back_memory();
      if (loop.exit_on_crit && result->is_crit) return ExitStatus::negative;
      if (++cycles == loop.max_iterations) return result->status;
    }
    if (stop.wait_for(runner.pause())) break;
  }
  service.notify("STOPPING=1");
  return ExitStatus::done;
}

}  // namespace runner_detail

/// Runs cycles until it is told to stop (status `done`), has run as many as asked for (the status of the last), is not
/// the owner of its lock (any more), or, if asked to, finds a CRIT (`negative`).
[[nodiscard]] inline ExitStatus run_continuous(ContinuousSettings settings, const LoopSettings& loop, RunnerPorts ports,
                                               const StopSignal& stop) {
  std::optional<LockFile> lock;
  if (!loop.lock_file.empty()) {
    const auto made = make_directories(directory_of(loop.lock_file));
    auto taken = made ? LockFile::acquire(loop.lock_file) : Result<LockFile>(made.error());
    if (!taken) {
      const bool is_unfit = taken.error().code != Errc::lock_held && !loop.lock_advice.empty();
      diagnose(Severity::error, taken.error().message + (is_unfit ? "; " + loop.lock_advice : ""));
      say(Severity::error, lock_failed_line);
      return exit_status_of(taken.error().code);
    }
    lock.emplace(std::move(*taken));
  }
  const std::string advice = unnamed_environment(settings.policy, settings.env());
  if (!advice.empty()) diagnose(Severity::warn, advice);
  const ServiceManager service;
  if (loop.lease.length > Span{0}) {
    return runner_detail::run_leased(std::move(settings), loop, std::move(ports), stop, lock, service);
  }
  ContinuousRunner runner(std::move(settings), std::move(ports));
  service.notify("READY=1");
  ExitStatus status = ExitStatus::done;
  for (std::int64_t i = 1; !stop.requested(); ++i) {
    if (runner_detail::is_lock_lost(lock, loop.lock_file)) return ExitStatus::negative;
    const CycleResult result = runner.cycle();
    service.notify("WATCHDOG=1\nSTATUS=cycle " + std::to_string(i) + " done");
    // What a cycle with many windows took is not needed until the next.
    give_back_memory();
    status = result.status;
    if (loop.exit_on_crit && result.is_crit) return ExitStatus::negative;
    if (i == loop.max_iterations) return status;
    if (runner_detail::sleep_between_cycles(runner, loop, stop, service)) break;
  }
  service.notify("STOPPING=1");
  return ExitStatus::done;
}

}  // namespace soak
