// Time zones by their IANA names, from the system's tz database (package tzdata). Needs Howard Hinnant's date library:
// dependency('date', method: 'cmake', modules: ['date::date-tz']). Right up to 2037, the end of the database's explicit
// transitions in that library.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/core/result.hpp>
#include <soak/core/text/utf8.hpp>

#include <date/tz.h>

#include <exception>
#include <string>

namespace soak {

/// The zone that the daily routine thinks in unless it is told otherwise.
inline constexpr const char* default_time_zone = "Europe/Berlin";

/// Offsets of a named zone; an unknown name is a usage error.
[[nodiscard]] inline Result<UtcOffset> find_time_zone(const std::string& name) {
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(name);
    (void)zone->get_info(Instant{});
  } catch (const std::exception&) {
    return Error{Errc::usage, "--tz: there is no time zone '" + printable(name) +
                                  "' (names are like Europe/Berlin or UTC; the tz database comes with tzdata)"};
  }
  return UtcOffset([zone](Instant instant) { return zone->get_info(instant).offset; });
}

}  // namespace soak
