// full_accept: strict check of the key artifacts' structure.
#include "support/ops_options.hpp"

#include <soak/flow/artifacts/check_artifacts.hpp>
#include <soak/report/artifacts/producer_lines.hpp>

namespace {

soak::Result<soak::ExitStatus> run(const soak::cli::OpsOptions& options) {
  const soak::ArtifactCheck acceptance = soak::check_artifacts(options.artifacts, true);
  for (const std::string& error : acceptance.errors) soak::diagnose(soak::Severity::error, error);
  const std::string line = soak::full_accept_line(acceptance.files_checked, acceptance.errors.size());
  const std::string json = soak::full_accept_json(acceptance.files_checked, acceptance.errors);
  if (auto shown = soak::cli::show(options, line, json); !shown) return shown.error();
  return acceptance.is_ok() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  soak::cli::OpsOptions options;
  soak::cli::Command command(
      "full_accept", "Check the structure of the key artifacts",
      "KPI_GATE, FULL_STACK_VALIDATION, EDGE_REPORT and EDGE_SENTINEL. Each error names file, JSON "
      "pointer and what was expected.\n"
      "Exit status: 0 accepted, 1 errors, 2 wrong usage.");
  soak::cli::add_artifacts_option(command, options);
  soak::cli::add_json_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
