// ArtifactCheck: the structure of the key artifacts in a directory.
#pragma once

#include <soak/analysis/artifacts/artifact_shape.hpp>
#include <soak/flow/files/artifact_files.hpp>
#include <soak/model/artifacts/names.hpp>

#include <cstddef>
#include <string>
#include <vector>

namespace soak {

struct ArtifactCheck {
  std::size_t files_checked = 0;
  std::vector<std::string> errors;  ///< "FILE: POINTER: expected …, found …", or why the file cannot be read

  [[nodiscard]] bool is_ok() const noexcept { return errors.empty(); }
};

/// `with_validation` false leaves FULL_STACK_VALIDATION out: the validation does not judge its own earlier output.
[[nodiscard]] inline ArtifactCheck check_artifacts(const std::string& directory, bool with_validation) {
  ArtifactCheck result;
  for (const KeyArtifact& artifact : key_artifacts) {
    if (!with_validation && artifact.name == artifact_name::validation) continue;
    const std::string path = path_in(directory, artifact.name);
    ++result.files_checked;
    const auto document = read_json_file(path);
    if (!document) {
      result.errors.push_back(ascii_only(unreadable_file(document.error(), path).message));
      continue;
    }
    for (const ShapeError& error : shape_errors(*document, artifact.shape)) {
      result.errors.push_back(ascii_only(printable(path)) + ": " + error.text());
    }
  }
  return result;
}

}  // namespace soak
