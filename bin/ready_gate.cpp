// ready_gate: lets a release pass, or not, by the readiness in KPI_GATE.json.
#include "support/ops_options.hpp"

#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/gate_reading.hpp>
#include <soak/report/artifacts/producer_lines.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  double min_readiness = soak::limit::readiness;
  bool readiness_only = false;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto gate = soak::read_artifact(soak::path_in(options.artifacts, soak::artifact_name::kpi_gate), soak::gate_of);
  if (!gate) return gate.error();
  const soak::ReleaseDecision release = soak::decide_release(*gate, options.min_readiness, options.readiness_only);
  const std::string line = soak::ready_gate_line(release, gate->readiness, options.min_readiness);
  const std::string json = soak::ready_gate_json(release, gate->readiness, options.min_readiness);
  if (auto shown = soak::cli::show(options, line, json); !shown) return shown.error();
  return release.is_ready() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command("ready_gate", "Block a release that is not ready by KPI_GATE.json",
                             "Exit status: 0 ready, 1 not ready, 2 wrong usage, 3 KPI_GATE.json missing or unusable.");
  soak::cli::add_artifacts_option(command, options);
  soak::cli::add_json_option(command, options);
  command.option("--min-readiness", options.min_readiness, {0, 100}, "Readiness from which a release may pass");
  command.flag("--readiness-only", options.readiness_only, "Ask for the readiness alone, not for the gate's verdict");
  return command.run(argc, argv, [&] { return run(options); });
}
