// The window that a tick judges: an operator's command prints it, it is stored with those of the same phase, all of
// them are analyzed, and the edge report, the edge sentinel and the KPI gate are made anew from what was found.
#pragma once

#include <soak/analysis/walk/window_output.hpp>
#include <soak/flow/analyze/reports.hpp>
#include <soak/flow/artifacts/key_artifacts.hpp>
#include <soak/model/artifacts/limits.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/sys/process/process.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace soak {

struct WindowSettings {
  std::string command;  ///< for sh -c; its standard output is one ITER_SUMMARY window. Empty: others write artifacts
  std::string soak_dir =
      path_in(default_dir::artifacts, artifact_dir::soak);  ///< `latest` in it holds the windows of the current phase
  std::string artifacts{default_dir::artifacts};
  std::string reports_dir{default_dir::reports};
  std::string store_dir;  ///< of parsed windows; empty: none
  std::chrono::seconds timeout{60};
  std::size_t min_windows = 24;  ///< that make a phase significant
  bool allow_fake = false;       ///< windows that say they are made up count

  [[nodiscard]] std::string latest() const { return path_in(soak_dir, artifact_dir::latest); }
};

/// What came of one window.
struct WindowOutcome {
  std::string trouble;  ///< why the artifacts must not be trusted; empty: nothing
  bool stopped = false;
};

/// Where begin_windows() moves the windows of a phase that another one follows.
[[nodiscard]] inline std::string windows_aside(const WindowSettings& settings, const std::string& label) {
  return settings.soak_dir + "/before-" + label;
}

/// Moves the windows of an earlier phase or run out of `latest`, so that the gate of a phase judges that phase.
[[nodiscard]] inline Result<void> begin_windows(const WindowSettings& settings, const std::string& label) {
  const std::string latest = settings.latest();
  if (names_in(latest, artifact_name::window_prefix, artifact_name::window_suffix).empty())
    return make_directories(latest);
  if (auto moved = move_path(latest, unused_path(windows_aside(settings, label))); !moved) return moved;
  return make_directories(latest);
}

namespace walk_detail {

[[nodiscard]] inline Result<void> store_window(const WindowSettings& settings, std::int64_t number,
                                               const ProcessResult& printed) {
  const auto window = window_of_output(printed.output, printed.output_cut);
  if (!window) return window.error();
  return write_file_atomically(path_in(settings.latest(), window_file_name(number)), *window);
}

/// Analyzes the windows, each read once, and hands what was found on to the reports and the artifacts.
[[nodiscard]] inline Result<void> refresh_artifacts(const WindowSettings& settings, Instant now,
                                                    const UtcOffset& offset) {
  AnalyzeSettings analysis_settings;
  analysis_settings.globs = {windows_glob(settings.latest())};
  analysis_settings.min_windows = settings.min_windows;
  analysis_settings.keep_times = true;
  analysis_settings.keep_fills = true;
  analysis_settings.store_dir = settings.store_dir;
  auto analysis = analyze(analysis_settings, now);
  if (!analysis) return analysis.error();
  ReportSettings reports;
  reports.out_dir = settings.reports_dir;
  if (auto written = write_reports(*analysis, analysis_settings.metrics, reports); !written) return written.error();
  ProducerSettings producer;
  producer.summary = path_in(settings.reports_dir, artifact_name::summary);
  producer.artifacts = settings.artifacts;
  producer.last = RecentWindows::most;
  producer.day = local_date(now, offset);
  const Summary& summary = analysis->summary;
  const ViolationCounts violations = violation_counts(summary);
  const RunWindows run = run_windows_of(std::move(analysis->series));
  if (auto edge = write_edge_report(producer, summary, run, now); !edge) return edge.error();
  if (auto hours = write_edge_sentinel(producer, violations, run, offset, now); !hours) return hours.error();
  if (auto gate =
          write_kpi_gate(producer, summary, violations, &run, GateLimits{.allow_fake = settings.allow_fake}, now);
      !gate) {
    return gate.error();
  }
  return {};
}

}  // namespace walk_detail

/// Runs the command and takes its window as number `number` (1-based) of the phase. `now`, on the
/// calendar of `offset`, goes into the artifacts. The same number again replaces what an interrupted attempt had
/// stored.
[[nodiscard]] inline WindowOutcome take_window(const WindowSettings& settings, std::int64_t number,
                                               std::map<std::string, std::string> environment, Instant now,
                                               const UtcOffset& offset, int stop_fd) {
  ProcessSpec spec;
  spec.argv = {"/bin/sh", "-c", settings.command};
  spec.environment = std::move(environment);
  spec.timeout = settings.timeout;
  spec.max_output = max_artifact_bytes;
  spec.stop_fd = stop_fd;
  const auto printed = run_process(spec);
  if (!printed) return {printed.error().message};
  if (printed->stopped) return {{}, true};
  if (!printed->ok()) {
    return {"the window command: " + printed->outcome() +
            (printed->last_error.empty() ? "" : ": " + printable(printed->last_error))};
  }
  if (auto stored = walk_detail::store_window(settings, number, *printed); !stored) {
    return {"the window command: " + stored.error().message};
  }
  if (auto refreshed = walk_detail::refresh_artifacts(settings, now, offset); !refreshed)
    return {refreshed.error().message};
  return {};
}

}  // namespace soak
