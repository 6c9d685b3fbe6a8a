// Which soak this is, for the preprocessor and for programs. Kept equal to meson.build by the test run.
#pragma once

#include <string_view>

#define SOAK_VERSION_MAJOR 0
#define SOAK_VERSION_MINOR 1
#define SOAK_VERSION_PATCH 0

/// One number to compare: `#if SOAK_VERSION_NUMBER >= 10200` is 1.2.0 or newer.
#define SOAK_VERSION_NUMBER (SOAK_VERSION_MAJOR * 10000 + SOAK_VERSION_MINOR * 100 + SOAK_VERSION_PATCH)

namespace soak {

inline constexpr std::string_view version = "0.1.0";

}  // namespace soak
