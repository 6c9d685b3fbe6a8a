// Running the quick commands: scripts as children in groups of their own, a row of the summary for each.
#pragma once

#include <soak/analysis/daily/quick_plan.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/clock/clock.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/read_file.hpp>
#include <soak/sys/log.hpp>
#include <soak/sys/process/process.hpp>
#include <soak/sys/process/signals.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace soak {

struct QuickSettings {
  std::string scripts = "scripts/ops";
  std::string summary = path_in(default_dir::artifacts, artifact_name::quick_cmds);
  std::chrono::milliseconds timeout{0};  ///< of each step; 0: none
};

namespace daily_detail {

[[nodiscard]] inline QuickStep run_quick_step(const QuickSettings& settings, const std::string& step,
                                              const StopSignal& stop) {
  ProcessSpec spec;
  spec.argv = {"/bin/sh", quick_script(settings.scripts, step)};
  spec.environment = quick_environment();
  spec.timeout = settings.timeout;
  spec.stop_fd = stop.fd();
  spec.on_output = [](std::string_view text) { (void)write_full(STDERR_FILENO, text); };
  const Stopwatch watch;
  const auto run = run_process(spec);
  QuickStep result{step, "FAIL", {}, 0, {}};
  result.seconds = watch.elapsed().count();
  if (!run) {
    result.outcome = "could not be started";
    result.last_line = ascii_only(printable(run.error().message));
    return result;
  }
  if (run->ok()) result.status = "OK";
  result.outcome = run->outcome();
  result.last_line = ascii_only(printable(run->last_line.empty() ? run->last_error : run->last_line));
  return result;
}

}  // namespace daily_detail

/// Runs the steps one after the other, all of them even if one fails; after a stop signal the rest is skipped.
[[nodiscard]] inline std::vector<QuickStep> run_quick_steps(const QuickSettings& settings,
                                                            const std::vector<std::string>& steps) {
  StopSignal stop;
  std::vector<QuickStep> results;
  for (const std::string& step : steps) {
    if (stop.wait_for(std::chrono::milliseconds{0})) {
      results.push_back({step, "SKIP", "stopped by a signal", 0, {}});
    } else {
      results.push_back(daily_detail::run_quick_step(settings, step, stop));
    }
  }
  return results;
}

}  // namespace soak
