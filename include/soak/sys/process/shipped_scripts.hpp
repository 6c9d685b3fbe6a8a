// Scripts that come with soak, for a working directory that has none of its own.
#pragma once

#include <soak/sys/file/read_file.hpp>
#include <soak/sys/process/process.hpp>

#include <string>
#include <string_view>

namespace soak {

/// `wanted` ("scripts/ops") if it is there: in the working directory lie one's own scripts, or it is a source tree.
/// Else share/soak/ops of the installation whose libexec/soak is `tools` (a directory with its '/'); `wanted` if that
/// is not there either, so that a message names what was asked for.
[[nodiscard]] inline std::string shipped_scripts(const std::string& wanted, std::string_view tools) {
  constexpr std::string_view libexec = "/libexec/soak/";
  constexpr std::string_view folder = "scripts/";
  if (file_exists(wanted) || !wanted.starts_with(folder) || !tools.ends_with(libexec)) return wanted;
  tools.remove_suffix(libexec.size());
  const std::string shipped = std::string(tools) + "/share/soak/" + wanted.substr(folder.size());
  return file_exists(shipped) ? shipped : wanted;
}

[[nodiscard]] inline std::string shipped_scripts(const std::string& wanted) {
  return shipped_scripts(wanted, sibling_program(""));
}

}  // namespace soak
