// Keeps the marker last_export_status.json.
#pragma once

#include <soak/flow/files/state_file.hpp>
#include <soak/model/artifacts/names.hpp>
#include <soak/model/publish/export_status.hpp>
#include <soak/sys/file/atomic_file.hpp>
#include <soak/sys/file/directory_lock.hpp>

#include <string>

namespace soak {

[[nodiscard]] inline std::string export_status_path(const std::string& state_dir) {
  return path_in(state_dir, artifact_name::export_status);
}

/// Reads the marker, lets `change` change it and replaces it, with the state directory locked. A missing marker is a
/// new one, and so is one that cannot be read, with a warning: it only tells about the past. Gives the new one.
template <class Change>
[[nodiscard]] Result<ExportStatus> update_export_status(const std::string& state_dir, const Change& change) {
  const std::string path = export_status_path(state_dir);
  const auto lock = lock_directory(state_dir);
  if (!lock) return lock.error();
  auto status = read_state<ExportStatus>(path, parse_export_status, "", " and begun anew").value_or(ExportStatus{});
  change(status);
  if (auto written = write_file_atomically(path, to_json(status)); !written) return written.error();
  return status;
}

}  // namespace soak
