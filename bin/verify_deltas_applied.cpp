// verify_deltas_applied: did the changes that the tuning proposed come?
#include "support/ops_options.hpp"
#include "support/unpack.hpp"

#include <soak/flow/tuning/verify_deltas.hpp>
#include <soak/report/tuning/delta_lines.hpp>

namespace {

struct Options : soak::cli::OpsOptions {
  std::string path;
  std::string out_dir;
  soak::DeltaLimits limits;
};

soak::Result<soak::ExitStatus> run(const Options& options) {
  const auto generated_at = soak::report_time(soak::system_now());
  if (!generated_at) return generated_at.error();
  const auto verification = soak::verify_deltas_in(options.path, soak::cli::unpacker(), options.limits, *generated_at);
  if (!verification) return verification.error();
  soak::cli::warn_all(verification->problems);
  if (!options.json || !options.out_dir.empty()) {
    const std::string& out_dir = options.out_dir.empty() ? options.path : options.out_dir;
    if (auto written = soak::write_delta_report(*verification, out_dir); !written) return written.error();
  }
  if (auto shown = soak::cli::show(options, soak::delta_lines(*verification), to_json(*verification)); !shown) {
    return shown.error();
  }
  return verification->passes() ? soak::ExitStatus::done : soak::ExitStatus::negative;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  soak::cli::Command command(
      "verify_deltas_applied", "Say whether the changes that a run's tuning proposed came",
      "Exit status: 0 enough came, or none was proposed, 1 too few did (strict: or a state hash contradicts), 2 wrong "
      "usage, 3 input missing or unusable, 4 output not written.");
  command.option("--path", options.path, "Directory of the windows, and of TUNING_REPORT.json where there is one")
      .required();
  command.option("--min-applied", options.limits.min_applied, {0, 1}, "Share of the proposals that must have come");
  command.flag("--strict", options.limits.is_strict, "Ask for a share of 0.95, and for state hashes that fit");
  command.option("--out-dir", options.out_dir,
                 "Directory for DELTA_VERIFY_REPORT.md and .json (default: that of the windows; with --json none)");
  soak::cli::add_json_option(command, options);
  return command.run(argc, argv, [&] { return run(options); });
}
