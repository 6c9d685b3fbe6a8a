// HTTP as the rest of soak sees it. The client behind it (libcurl) is made by soak/sys/net/http_curl.hpp: one unit of a
// program includes that one and hands an HttpClient to whom it concerns.
#pragma once

#include <soak/core/http.hpp>
#include <soak/core/result.hpp>

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace soak {

inline constexpr std::size_t max_http_body = std::size_t{1} << 16;

struct HttpOptions {
  std::string ca_file = {};                         ///< PEM; empty: SSL_CERT_FILE, else the system's authorities
  std::chrono::milliseconds connect_timeout{5000};  ///< name service, connection and TLS together
  std::chrono::milliseconds timeout{10000};         ///< the whole exchange
  std::size_t max_body = max_http_body;             ///< bytes of an answer that are kept
  int stop_fd = -1;                                 ///< readable: give up at once (StopSignal::fd); -1: none
};

/// Is told the result of the request with this index. Any answer is a HttpResponse, also 500; an Error
/// (Errc::unavailable) is a server that did not answer.
using HttpDone = std::function<void(std::size_t, Result<HttpResponse>)>;

/// Sends all requests at the same time and calls `done` once for each, as soon as it is known. Redirects are not
/// followed.
using HttpClient = std::function<void(std::span<const HttpRequest>, const HttpDone& done)>;

}  // namespace soak
