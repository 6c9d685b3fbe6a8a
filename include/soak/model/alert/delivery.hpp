// What became of an attempt to deliver an alert.
#pragma once

#include <soak/core/http.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace soak {

struct Delivery {
  bool is_taken = false;
  std::string answer = {};  ///< what the channel said; one printable line, without secrets
  std::chrono::seconds retry_after{0};
  std::optional<std::string> moved_to = {};  ///< the chat's new id, under which it takes alerts
};

/// What to add to the words of an answer that claims success and is not the service's: what that would have been,
/// unless the answer was cut short. Empty for any other status than 200.
[[nodiscard]] inline std::string unlike_success(const HttpResponse& response, std::string_view would_be) {
  if (response.status != 200) return {};
  return response.is_complete ? " (" + std::string(would_be) + ")" : " (the answer was cut short)";
}

}  // namespace soak
