// The tools beside the one that runs: whether they are there, run, and are of one version.
#pragma once

#include <soak/core/text/utf8.hpp>
#include <soak/sys/process/process.hpp>
#include <soak/version.hpp>

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soak {

/// What is wrong with those that must stand beside this one, a sentence each; empty if all run and are of this version.
[[nodiscard]] inline std::vector<std::string> tool_errors(std::span<const std::string_view> tools) {
  const std::string expected = "soak " + std::string(version);
  std::vector<std::string> errors;
  for (const std::string_view tool : tools) {
    ProcessSpec spec;
    spec.argv = {sibling_program(std::string(tool)), "--version"};
    spec.timeout = std::chrono::seconds{10};
    const auto run = run_process(spec);
    if (!run) {
      errors.push_back(run.error().message);
    } else if (!run->ok()) {
      errors.push_back(std::string(tool) + " --version: " + run->outcome());
    } else if (run->last_line != expected) {
      errors.push_back(std::string(tool) + " is of another version: " + printable(run->last_line, 40));
    }
  }
  return errors;
}

}  // namespace soak
