// How wide what is printed may be.
#pragma once

#include <soak/core/number.hpp>
#include <soak/sys/env.hpp>

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <optional>

namespace soak {

inline constexpr std::size_t usual_columns = 80;

/// COLUMNS, else the width of the terminal; nothing if neither is there. Never too little to write a line at all.
[[nodiscard]] inline std::optional<std::size_t> known_columns(int fd) {
  constexpr std::size_t least = 40;
  constexpr double most = 10'000;
  if (const auto text = environment("COLUMNS")) {
    const auto columns = parse_finite(*text);
    if (columns && *columns >= 1 && *columns <= most) return std::max(least, static_cast<std::size_t>(*columns));
  }
  ::winsize size{};
  if (::isatty(fd) != 1 || ::ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return std::max<std::size_t>(least, size.ws_col);
}

/// The same, or the usual width.
[[nodiscard]] inline std::size_t columns(int fd) { return known_columns(fd).value_or(usual_columns); }

}  // namespace soak
