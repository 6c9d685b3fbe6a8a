// A drift for the worse that the runner remembers from cycle to cycle. It stands in RunnerState
// (docs/formats/runner_state.md).
#pragma once

#include <soak/core/stats.hpp>
#include <soak/core/time.hpp>
#include <soak/model/json/members.hpp>

#include <string>

namespace soak {

struct LastingDrift {
  std::string symbol = {};
  std::string metric = {};
  Instant since{};     ///< when the runner saw it confirmed first
  double drift = gap;  ///< over the whole series at the last cycle, in the metric's unit

  friend bool operator==(const LastingDrift&, const LastingDrift&) = default;
};

void visit_members(MembersOf<LastingDrift> auto& drift, auto&& visit) {
  visit("symbol", drift.symbol);
  visit("metric", drift.metric);
  visit("since", drift.since);
  visit("drift", drift.drift);
}

}  // namespace soak
