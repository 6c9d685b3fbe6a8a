// The environment and the `.env` file of the working directory.
#pragma once

#include <soak/sys/file/directory.hpp>
#include <soak/sys/file/read_file.hpp>

#include <cstdlib>
#include <optional>
#include <string>

namespace soak {

/// Value of an environment variable; an empty one counts as unset, as `VAR= command` is the usual way to unset.
[[nodiscard]] inline std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return std::string(value);
}

/// The text of `.env` in the working directory; empty if there is no such file (a directory of that name is somebody's
/// virtual environment).
[[nodiscard]] inline Result<std::string> read_dotenv() {
  auto content = read_file(".env", 1 << 20);
  if (content) return content;
  if (!file_exists(".env") || is_directory(".env")) return std::string();
  return Error{Errc::usage, content.error().message};
}

}  // namespace soak
