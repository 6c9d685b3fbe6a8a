// From a run's directory to DELTA_VERIFY_REPORT.json and .md.
#pragma once

#include <soak/analysis/tuning/verify_deltas.hpp>
#include <soak/flow/tuning/tuning_input.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/report/tuning/delta_report.hpp>
#include <soak/sys/file/atomic_file.hpp>

#include <string>
#include <utility>

namespace soak {

[[nodiscard]] inline Result<DeltaVerification> verify_deltas_in(const std::string& directory, const Unpacker& unpack,
                                                                const DeltaLimits& limits, Instant generated_at) {
  auto input = read_tuning(directory, unpack);
  if (!input) return input.error();
  return verify_deltas(std::move(*input), limits, generated_at);
}

/// Replaces both files in `out_dir` or none.
[[nodiscard]] inline Result<void> write_delta_report(const DeltaVerification& verification,
                                                     const std::string& out_dir) {
  return write_files({{path_in(out_dir, artifact_name::delta_report_page), delta_report(verification)},
                      {path_in(out_dir, artifact_name::delta_report), to_json(verification)}});
}

}  // namespace soak
