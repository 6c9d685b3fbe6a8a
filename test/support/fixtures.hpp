// Where the committed samples are: below SOAK_SOURCE_ROOT, or below the working directory.
#pragma once

#include <cstdlib>
#include <string>

inline std::string fixture(const std::string& name) {
  const char* const root = std::getenv("SOAK_SOURCE_ROOT");
  return std::string(root != nullptr ? root : ".") + "/data/fixtures/" + name;
}
