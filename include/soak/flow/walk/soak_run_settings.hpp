// What a walk through the phases is asked for.
#pragma once

#include <soak/core/civil.hpp>
#include <soak/flow/walk/tick.hpp>
#include <soak/flow/walk/window_source.hpp>

#include <array>
#include <string>

namespace soak {

struct SoakRunSettings {
  std::string out;
  std::string time_zone;
  UtcOffset offset;
  std::array<double, 3> hours{};
  double tick_sec = 3600;
  bool restart = false;  ///< an unfinished report is not gone on with
  bool once = false;     ///< a finished report is not started over
  TickSettings tick;
  WindowSettings window;
  bool live_view = false;  ///< standard error is a terminal that can redraw a line
};

}  // namespace soak
