// What became of an attempt to deliver an alert.
#pragma once

#include <chrono>
#include <string>

namespace soak {

struct Delivery {
  bool is_taken = false;
  std::string answer = {};  ///< what the channel said; one printable line, without secrets
  std::chrono::seconds retry_after{0};
};

}  // namespace soak
