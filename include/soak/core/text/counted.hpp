// A number with its noun.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace soak {

/// "1 window", "3 windows"
[[nodiscard]] inline std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace soak
