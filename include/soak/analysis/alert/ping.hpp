// The ping of a dead man's switch: whoever watches it is the last resort.
#pragma once

#include <soak/core/http.hpp>
#include <soak/core/result.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace soak {

/// What a cycle is bad for, as far as the ping is concerned: `failure` of its analysis, or alerts that still wait for a
/// channel. Empty: it is good.
[[nodiscard]] inline std::string ping_reason(std::string_view failure, std::int64_t waiting_deliveries) {
  if (!failure.empty() || waiting_deliveries == 0) return std::string(failure);
  return std::to_string(waiting_deliveries) + " alert deliveries wait for a channel";
}

/// Calls the URL, or with a reason the URL with "/fail" behind its path.
[[nodiscard]] inline HttpRequest ping_request(std::string_view url, std::string reason) {
  HttpRequest request{.url = std::string(url), .content_type = "text/plain", .body = std::move(reason)};
  if (!request.body.empty()) request.url.insert(std::min(request.url.find('?'), request.url.size()), "/fail");
  return request;
}

/// Why the ping did not arrive; nothing if it did.
[[nodiscard]] inline std::optional<std::string> ping_problem(const Result<HttpResponse>& answer) {
  if (!answer) return answer.error().message;
  if (answer->status / 100 == 2) return std::nullopt;
  return "HTTP " + std::to_string(answer->status);
}

}  // namespace soak
