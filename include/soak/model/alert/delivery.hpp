// What became of an attempt to deliver an alert.
#pragma once

#include <chrono>
#include <optional>
#include <string>

namespace soak {

struct Delivery {
  bool is_taken = false;
  std::string answer = {};  ///< what the channel said; one printable line, without secrets
  std::chrono::seconds retry_after{0};
  std::optional<std::string> moved_to = {};  ///< the chat's new id, under which it takes alerts
};

}  // namespace soak
