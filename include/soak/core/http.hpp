// An HTTP request and its answer as values; who sends one is soak/sys/net/http.hpp.
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace soak {

/// The URL and the headers may hold secrets (a bot token, a webhook's path): they never become part of an Error.
struct HttpRequest {
  std::string url;
  std::string content_type = "application/json";
  std::string body = {};
  std::string method = "POST";            ///< "GET" sends no body
  std::vector<std::string> headers = {};  ///< "Name: value" each, without line ends
};

struct HttpResponse {
  long status = 0;
  std::string body = {};                ///< the first HttpOptions::max_body bytes
  bool is_complete = true;              ///< false: cut short, as far as its header lets one know
  std::chrono::seconds retry_after{0};  ///< from the header Retry-After, in either form; 0: none
};

}  // namespace soak
