#pragma once

#include <string_view>

namespace soak {

/// Kept equal to the version in meson.build by the test run.
inline constexpr std::string_view version = "0.1.0";

}  // namespace soak
