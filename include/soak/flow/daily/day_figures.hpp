// A day's figures from the artifacts, of today or of a day in the history.
#pragma once

#include <soak/analysis/daily/day_checks.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/model/artifacts/key_artifacts.hpp>
#include <soak/model/artifacts/names.hpp>

#include <string>
#include <utility>
#include <vector>

namespace soak {

/// The figures that could be read, and a sentence for each artifact that could not.
struct Day {
  DayFigures figures;
  GateReading gate;
  std::vector<std::string> problems;
};

[[nodiscard]] inline Day read_day(const std::string& kpi_gate_path, const std::string& edge_report_path) {
  Day day;
  if (auto gate = read_artifact(kpi_gate_path, gate_of)) {
    day.gate = std::move(*gate);
    day.figures.readiness = day.gate.readiness;
  } else {
    day.problems.push_back(gate.error().message);
  }
  if (const auto edge = read_artifact(edge_report_path, edge_figures_of)) {
    day.figures.net_bps = edge->net_bps;
    day.figures.taker_ratio = edge->taker_ratio;
    day.figures.p95_ms = edge->latency.p95;
    day.figures.p99_ms = edge->latency.p99;
    day.figures.risk_ratio = edge->risk_ratio;
  } else {
    day.problems.push_back(edge.error().message);
  }
  return day;
}

[[nodiscard]] inline Day read_today(const std::string& artifacts) {
  return read_day(path_in(artifacts, artifact_name::kpi_gate), path_in(artifacts, artifact_name::edge_report));
}

[[nodiscard]] inline Day read_history(const std::string& artifacts, Date date) {
  return read_day(history_path(artifacts, artifact_name::kpi_gate, date),
                  history_path(artifacts, artifact_name::edge_report, date));
}

}  // namespace soak
